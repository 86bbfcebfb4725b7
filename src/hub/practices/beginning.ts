/** A draft of a practice that begins with what somebody told elsewhere. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { actingFor } from '#hub/endorsements'
import type { Content } from './model.ts'
import { mayWrite } from './rules.ts'
import { addPractice } from './store/practices.ts'

/** What is known when a practice begins elsewhere; its city writes the rest. */
export interface Beginning {
  readonly city: string
  readonly language: string
  readonly title: string
  readonly done: string
  /** The permanent address at which it was told. */
  readonly source: string
}

/** Most of what is taken over, as the form of a practice allows. */
const MOST = { title: 150, done: 5000 } as const

/** The words as the draft has them. */
export const doneOf = (words: string) => words.slice(0, MOST.done)

function contentOf({ language, title, done }: Beginning): Content {
  return {
    ...{ language, title: title.slice(0, MOST.title), done: doneOf(done) },
    ...{ summary: '', problem: '', forWhom: '', contact: '', principles: [], results: [] },
    ...{ stage: 'running', cost: 'unknown', licence: 'CC-BY-SA-4.0' },
    ...{ from: null, until: null, staff: null, failed: null, advice: null, legal: null },
    ...{ quote: null, quoteBy: null, software: null, datasets: null, ai: null },
    ...{ media: [], goals: [], languages: [] },
  }
}

/** Begins a draft of the city this person acts for; gives its number. */
export async function beginPractice(
  { tx, by, now }: { readonly tx: Tx; readonly by: By; readonly now: string },
  it: Beginning,
): Promise<number> {
  const { city, source } = it
  mayWrite.require(await actingFor(tx, by.person, { permission: 'practices.write', city }))
  return addPractice(tx, { city, content: contentOf(it), at: now, source })
}
