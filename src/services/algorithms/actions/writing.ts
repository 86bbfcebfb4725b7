/** An entry is begun, written part by part, and handed in. Saved at every step, to go on later. */
import { action } from '#core/actions'
import type { Tx } from '#core/database'
import { STATUSES } from '#core/decisions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { FIELD_NAMES, type Field, fieldsOf, missing, PARTS, type Words } from '../model.ts'
import { USUAL_DAYS } from '../publishing.ts'
import { mayHandIn, mayWrite } from '../rules.ts'
import { requireSeen, seenOf, seenTerms } from '../seen.ts'
import * as store from '../store/entries.ts'
import { versionNow, versionsHeld } from '../versions.ts'

/** Officials who write entries. */
export const writers = may('algorithms.write')

/** The name of an algorithm in the register, as decisions are called. */
export const nameOf = z.string().regex(/^[a-z][a-z0-9.-]{1,99}$/)
const hidden = nameOf.meta({ input: 'hidden' })
/** Fingerprint of what the form showed; absent: whoever writes does not care. */
const seen = z.string().max(64).optional().meta({ input: 'hidden' })
const next = z.object({ name: z.string(), step: z.string() })

/** Address of a step of writing. */
export const writing = (name: string, step: string) => `/algorithms/${name}/edit/${step}`

/** The draft that is written on. */
async function draftOf(tx: Tx, name: string): Promise<store.Entry> {
  const entry = await store.lockEntry(tx, name, ['draft', 'review'])
  if (!entry) throw new Refusal('not-found', ['no-such-draft'])
  mayWrite.require({ phase: entry.phase })
  return entry
}

/** Begins the next version of an entry, with what the one before says. */
export const begin = action({
  name: 'algorithms.begin',
  path: '/algorithms/:name/edit/begin',
  who: writers,
  input: z.object({ name: hidden }),
  output: next,
  rules: [],
  onto: ({ name, step }) => writing(name, step),

  async run({ input: { name }, tx, now, by }) {
    const last = await store.lockEntry(tx, name)
    if (!last) throw new Refusal('not-found', ['no-such-algorithm'])
    const { number, document, status, auditDays, assessments } = last
    const revisionOn = addDays(now.slice(0, 10), USUAL_DAYS)
    const more = { number: number + 1, authors: by.ref ? [by.ref] : [], leftOut: [], revisionOn }
    const version = await versionNow(tx, name, now)
    const it = { name, version, document, status, auditDays, assessments, ...more }
    if (!(await store.addEntry(tx, it, now))) throw new Refusal('conflict', ['draft-open'])
    return { name, step: PARTS[0] }
  },
})

/** What a form said of the fields of one part; an emptied field is gone. */
function wordsFrom(said: Readonly<Record<string, string>>, fields: readonly Field[]): Words {
  return Object.fromEntries(
    fields.flatMap((field) => (said[field]?.trim() ? [[field, said[field].trim()]] : [])),
  )
}

/** Saves one part in one language and goes on to the next. */
export const write = action({
  name: 'algorithms.write',
  path: '/algorithms/:name/edit/:part/save',
  who: writers,
  input: z.object({
    name: hidden,
    part: z.enum(PARTS).meta({ input: 'hidden' }),
    in: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .meta({ input: 'hidden' }),
    words: z.record(z.string().max(40), z.string().max(10_000)).default({}),
    seen,
  }),
  output: next.extend({ in: z.string() }),
  rules: [mayWrite],
  onto: ({ name, step, in: language }) => `${writing(name, step)}?in=${language}`,

  async run({ input, tx, now, by }) {
    const entry = await draftOf(tx, input.name)
    const fields = fieldsOf(input.part)
    const before = entry.document[input.in] ?? {}
    const others = FIELD_NAMES.filter((field) => !fields.includes(field))
    const words = { ...wordsFrom(before, others), ...wordsFrom(input.words, fields) }
    const [was, becomes] = [seenOf(before, input.part), seenOf(words, input.part)]
    requireSeen(input.seen, { before: was, after: becomes })
    await store.setWords(tx, entry, { language: input.in, words, at: now })
    await store.addAuthor(tx, entry, by.ref)
    const step = PARTS[PARTS.indexOf(input.part) + 1] ?? 'terms'
    return { name: entry.name, step, in: input.in }
  },
})

/** Saves in which phase it is, until when the entry holds, and which assessments belong to it. */
export const terms = action({
  name: 'algorithms.terms',
  path: '/algorithms/:name/edit/terms/save',
  who: writers,
  input: z.object({
    name: hidden,
    status: z.enum(STATUSES).meta({ input: 'select' }),
    revisionOn: z.iso.date().meta({ input: 'date' }),
    auditDays: z.coerce.number().int().min(1).max(3650).optional(),
    assessments: z.string().max(1000).default(''),
    /** Asked where the release holds the code of several. */
    version: z.coerce.number().int().positive().optional(),
    seen,
  }),
  output: next,
  rules: [mayWrite],
  onto: ({ name, step }) => writing(name, step),

  async run({ input, tx, now, by }) {
    const entry = await draftOf(tx, input.name)
    const { status, revisionOn, auditDays = null, version = entry.version } = input
    if (version !== null && !(await versionsHeld(tx, input.name, now)).includes(version)) {
      throw new Refusal('refused', ['version-not-held'])
    }
    const assessments = input.assessments.split(/[\s,;]+/).filter(Boolean)
    const it = { version, status, revisionOn, auditDays, assessments }
    requireSeen(input.seen, { before: seenTerms(entry), after: seenTerms(it) })
    await store.setTerms(tx, entry, { ...it, at: now })
    await store.addAuthor(tx, entry, by.ref)
    return { name: entry.name, step: 'check' }
  },
})

/** Hands the entry in: two others agree to it, or one sends it back. */
export const handIn = action({
  name: 'algorithms.hand-in',
  path: '/algorithms/:name/edit/check/hand-in',
  who: writers,
  input: z.object({ name: hidden }),
  output: z.object({ name: z.string() }),
  rules: [mayHandIn],
  onto: () => '/algorithms/desk',

  async run({ input, tx, now, city, by }) {
    const entry = await store.lockEntry(tx, input.name, ['draft', 'review'])
    if (!entry) throw new Refusal('not-found', ['no-such-draft'])
    const { phase, revisionOn, document } = entry
    const said = Object.values(document).map(missing)
    const fewest = said.toSorted((a, b) => a.length - b.length)[0] ?? missing({})
    mayHandIn.require({ phase, missing: fewest, revisionOn, today: dateIn(now, city.zone) })
    await store.addAuthor(tx, entry, by.ref)
    await store.setPhase(tx, entry, 'review', now)
    return { name: entry.name }
  },
})
