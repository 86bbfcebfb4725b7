/** What officials can do about the processing of data, for tests across services. */
import assert from 'node:assert/strict'
import type { Action } from '#core/actions'
import type { Somebody } from '#test/city'
import type { Service } from '#core/service'
import type { Field, Purpose } from '#core/vault'
import processing from '#services/processing'
import { services } from '../src/city.ts'

/** The services of the city, of which processing reads for these purposes as well. */
export const declaring = (purposes: readonly Purpose<string, Field>[]): Service[] =>
  services.map((one) => (one.name === 'processing' ? { ...processing, purposes } : one))

/** An action of processing by its verb. */
export function can(verb: string): Action<any, any, any> {
  const found = processing.actions.find(({ name }) => name === `processing.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} in processing`)
  return found
}

const QUESTIONS = {
  1: ['what-nature', 'what-purposes', 'what-people', 'what-flow'],
  2: ['need-basis', 'need-necessary', 'need-less', 'need-rights'],
  3: ['views-people', 'views-officer'],
}

interface People {
  readonly author: Somebody
  /** Two others who agree; the first holds data by order. */
  readonly reviewer: readonly [Somebody, Somebody]
  /** Somebody with this case. */
  readonly person: Somebody
  readonly case: string
}

/** A breach of which people were told. */
async function told(author: Somebody): Promise<string> {
  const day = { noticedOn: '2026-03-01', noticedAt: '09:30', noticedBy: 'official' }
  const span = { fromOn: '2026-03-01', fromAt: '00:00', untilOn: '2026-03-04', untilAt: '00:00' }
  const breach = { title: 'A list lay open', kinds: ['seen'], ...day, ...span }
  const { number } = await author.does(can('open-breach'), breach)
  await author.does(can('assess'), { number, risk: 'high', riskWhy: 'Addresses were seen' })
  await author.does(can('count'), { number, by: 'cases', module: 'reports' })
  const letter = 'A list with your e-mail address lay open on a counter. It was destroyed.'
  await author.does(can('tell'), { number, letter })
  return String(number)
}

const END = { summary: 'Streets only', reviewOn: '2027-03-01', consultation: 'not-needed' }

/** Writes an assessment and hands it in; two others have still to agree. */
export async function handIn(author: Somebody, code: string): Promise<void> {
  await author.does(can('begin'), { code, title: 'Photos of reports' })
  await finish(author, code)
}

/** Answers everything that is asked in one that was begun, and hands it in. */
export async function finish(author: Somebody, code: string): Promise<void> {
  for (const [step, names] of Object.entries(QUESTIONS)) {
    const answers = Object.fromEntries(names.map((name) => [name, 'As it is']))
    await author.does(can('answer'), { code, step, answers })
  }
  const risk = { what: 'A face is seen', likelihood: 2, severity: 2, measures: 'It is hidden' }
  const left = { restLikelihood: 1, restSeverity: 1 }
  await author.does(can('add-risk'), { code, ...risk, ...left })
  await author.does(can('conclude'), { code, ...END })
  await author.does(can('hand-in'), { code })
}

/** Addresses of the pages of processing that no link leads to from where `everyPage` begins. */
export async function processed({
  author,
  reviewer,
  person,
  case: of,
}: People): Promise<Record<string, string>> {
  await author.does(can('begin'), { code: 'draft', title: 'Night shelters' })
  await handIn(author, 'waiting')
  for (const one of reviewer) await one.does(can('review'), { code: 'waiting', verdict: 'agree' })
  await author.does(can('revise'), { code: 'waiting' })
  await author.does(can('conclude'), { code: 'waiting', ...END })
  await author.does(can('hand-in'), { code: 'waiting' })
  const number = await told(author)
  const order = { class: 'contact', reference: 'Court 3, 118/2026', case: of }
  await reviewer[0]?.does(can('ask-hold'), order)
  assert.equal((await person.opens(`/folder/breaches/${number}`)).status, 200)
  return {
    'processing.activity': '/processing/reports.contact-back',
    'processing.assessment': '/processing/assessments/waiting',
    'processing.write-page': '/processing/assessments/draft/write/risks',
    'processing.review-page': '/processing/assessments/waiting/review',
    'processing.breach-page': `/processing/breaches/${number}`,
    'folder.breach-page': `/folder/breaches/${number}`,
  }
}
