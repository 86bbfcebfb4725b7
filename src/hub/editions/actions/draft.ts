/** The secretariat puts an edition together: its words, and which practices come in which order. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { listPublished } from '#hub/practices'
import * as entries from '../entries.ts'
import { arrangements, movedIn, type Words } from '../model.ts'
import { mayChange, mayChoose } from '../rules.ts'
import * as store from '../store/drafts.ts'

/** Who puts editions together for the coalition. */
export const writers = may('editions.write')

const line = (most: number) => z.string().trim().max(most)
const long = (rows: number) => line(20_000).optional().meta({ input: 'textarea', rows })
const draft = z.string().max(10).meta({ input: 'hidden' })
const practice = z.number().int().min(1).max(2_147_483_647).meta({ input: 'hidden' })
const outcome = z.object({ draft: z.string() })
export const deskOf = (id: string | number) => `/editions/drafts/${id}`
const home = (output: { draft: string }) => deskOf(output.draft)

const words = {
  title: line(120).min(3),
  lead: line(300).optional().meta({ input: 'textarea', rows: 2 }),
  spoken: z.string().max(10).meta({ input: 'select' }),
  arranged: z.enum(arrangements).meta({ input: 'radios' }),
  map: z.boolean().optional(),
  members: z.boolean().optional(),
  foreword: long(10),
  who: long(6),
  imprint: long(4),
}
type Typed = z.infer<z.ZodObject<typeof words>>

function wordsOf(typed: Typed, languages: readonly string[]): Words {
  const { title, lead, spoken, arranged, map, members, foreword, who, imprint } = typed
  if (!languages.includes(spoken))
    throw new Refusal('invalid', [{ code: 'editions.no-such-language', field: 'spoken' }])
  return {
    ...{ title, language: spoken, arranged, map: map ?? false, members: members ?? false },
    ...{ lead: lead || null, foreword: foreword || null, who: who || null },
    imprint: imprint || null,
  }
}

/** Begins an edition. */
export const begin = action({
  name: 'editions.begin',
  path: '/editions/new/begin',
  who: writers,
  input: z.object(words),
  output: outcome,
  rules: [],
  records: [entries.drafted],
  onto: home,

  async run({ input, tx, now, city, record }) {
    const row = { words: wordsOf(input, city.languages), practices: [], replaces: null, at: now }
    const id = await store.addDraft(tx, row)
    await record(entries.drafted, { draft: id }, { subject: '/editions' })
    return { draft: String(id) }
  },
})

/** Writes its words anew. */
export const change = action({
  name: 'editions.change',
  path: '/editions/drafts/:draft/words/change',
  who: writers,
  input: z.object({ ...words, draft }),
  output: outcome,
  rules: [mayChange],
  onto: home,

  async run({ input, tx, now, city }) {
    const { id, issued } = await store.lockDraft(tx, input.draft)
    mayChange.require({ issued })
    await store.setWords(tx, { id, words: wordsOf(input, city.languages), at: now })
    return { draft: input.draft }
  },
})

/** Adds practices at the end; those that are in it already stay where they are. */
export const choose = action({
  name: 'editions.choose',
  path: '/editions/drafts/:draft/choose',
  who: writers,
  input: z.object({
    draft,
    practices: z.array(z.string().max(10)).min(1).max(300).meta({ input: 'checkboxes' }),
  }),
  output: outcome,
  rules: [mayChoose],

  async run({ input, tx, now }) {
    const { id, issued, practices } = await store.lockDraft(tx, input.draft)
    const wanted = input.practices.map(Number).filter((one) => Number.isSafeInteger(one))
    const known = new Set((await listPublished(tx, wanted)).map(({ practice: one }) => one))
    const all = [...new Set([...practices, ...wanted])]
    const published = input.practices.every((one) => known.has(Number(one)))
    mayChoose.require({ issued, published, count: all.length })
    await store.setPractices(tx, { id, practices: all, at: now })
    return { draft: input.draft }
  },
})

/** Moves a practice one place. */
export const move = action({
  name: 'editions.move',
  path: '/editions/drafts/:draft/move',
  who: writers,
  input: z.object({ draft, practice, to: z.enum(['earlier', 'later']).meta({ input: 'hidden' }) }),
  output: outcome,
  rules: [mayChange],

  async run({ input, tx, now }) {
    const { id, issued, practices } = await store.lockDraft(tx, input.draft)
    mayChange.require({ issued })
    const moved = movedIn(practices, input.practice, input.to)
    await store.setPractices(tx, { id, practices: moved, at: now })
    return { draft: input.draft }
  },
})

/** Takes a practice out again. */
export const drop = action({
  name: 'editions.drop',
  path: '/editions/drafts/:draft/drop',
  who: writers,
  input: z.object({ draft, practice }),
  output: outcome,
  rules: [mayChange],

  async run({ input, tx, now }) {
    const { id, issued, practices } = await store.lockDraft(tx, input.draft)
    mayChange.require({ issued })
    const left = practices.filter((one) => one !== input.practice)
    await store.setPractices(tx, { id, practices: left, at: now })
    return { draft: input.draft }
  },
})

/** Throws a draft away. An edition that was issued cannot be. */
export const discard = action({
  name: 'editions.discard',
  path: '/editions/drafts/:draft/discard',
  who: writers,
  input: z.object({ draft }),
  output: outcome,
  rules: [mayChange],
  records: [entries.discarded],
  onto: () => '/editions',

  async run({ input, tx, record }) {
    const { id, issued } = await store.lockDraft(tx, input.draft)
    mayChange.require({ issued })
    await store.removeDraft(tx, id)
    await record(entries.discarded, { draft: id }, { subject: '/editions' })
    return { draft: input.draft }
  },
})
