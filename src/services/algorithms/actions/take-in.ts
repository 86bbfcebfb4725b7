/** An entry of another register is taken in as a draft; two have to agree to it like to any other. */
import { action } from '#core/actions'
import { STATUSES } from '#core/decisions'
import { addDays, Refusal } from '#core/kernel'
import { z } from 'zod'
import { PARTS } from '../model.ts'
import { USUAL_DAYS } from '../publishing.ts'
import { fromStandard, STANDARD_CODES, standardOf } from '../standards/index.ts'
import * as store from '../store/entries.ts'
import { versionNow } from '../versions.ts'
import { nameOf, writers, writing } from './writing.ts'

/** What a field of an entry holds, whoever writes it. */
const LONGEST = 10_000

const Entry = z.record(z.string(), z.unknown())

/** One entry; registers that give out lists of them are read entry by entry. */
function entryIn(text: string): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Refusal('invalid', [{ code: 'not-json', field: 'text' }])
  }
  const parsed = Entry.safeParse(Array.isArray(json) && json.length === 1 ? json[0] : json)
  if (!parsed.success) throw new Refusal('invalid', [{ code: 'not-one-entry', field: 'text' }])
  return parsed.data
}

/** Reads an entry of a standard into a draft, and says what of it was left out. */
export const takeIn = action({
  name: 'algorithms.take-in',
  path: '/algorithms/desk/take-in',
  who: writers,
  input: z.object({
    name: nameOf,
    standard: z.enum(STANDARD_CODES).meta({ input: 'select' }),
    in: z.string().regex(/^[a-z]{2,3}$/),
    text: z.string().min(2).max(200_000).meta({ input: 'textarea', rows: 10 }),
  }),
  output: z.object({ name: z.string(), leftOut: z.array(z.string()) }),
  rules: [],
  onto: ({ name }) => writing(name, 'check'),

  async run({ input, tx, now, by }) {
    const standard = standardOf(input.standard)
    if (!standard) throw new Refusal('not-found', ['no-such-standard'])
    const { words, facts, unknown } = fromStandard(entryIn(input.text), standard)
    if (Object.keys(words).length === 0) {
      throw new Refusal('invalid', [{ code: 'nothing-read', field: 'text' }])
    }
    const long = Object.entries(words).find(([, said]) => said.length > LONGEST)
    if (long) {
      const values = { name: long[0], most: LONGEST }
      throw new Refusal('invalid', [{ code: 'field-too-long', field: 'text', values }])
    }
    const last = await store.lockEntry(tx, input.name)
    const { name } = input
    const status = STATUSES.find((one) => one === facts.status) ?? last?.status ?? 'planned'
    const document = { ...last?.document, [input.in]: words }
    const { auditDays = null, assessments = [] } = last ?? {}
    const revisionOn = addDays(now.slice(0, 10), USUAL_DAYS)
    const more = {
      number: (last?.number ?? 0) + 1,
      authors: by.ref ? [by.ref] : [],
      leftOut: [...unknown],
    }
    const version = await versionNow(tx, name, now)
    const it = { name, version, document, status, auditDays, assessments, revisionOn, ...more }
    if (!(await store.addEntry(tx, it, now))) throw new Refusal('conflict', ['draft-open'])
    return { name, leftOut: [...unknown] }
  },
})

/** Parts of an entry in the order of its forms. */
export const STEPS = [...PARTS, 'terms', 'check'] as const
