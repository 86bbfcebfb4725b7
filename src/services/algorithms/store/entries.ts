/** Entries of the register and what others said of them. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Document, FIELD_NAMES, type Phase, PHASES, type Words } from '../model.ts'

const words = z.partialRecord(z.enum(FIELD_NAMES), z.string())
const STATUS = z.enum([
  'planned',
  'design',
  'development',
  'pilot',
  'evaluation',
  'operational',
  'retired',
])

const EntryRow = z.object({
  name: z.string(),
  number: z.number(),
  /** The version of the code it is for; null: the one in force when two have agreed. */
  version: z.number().nullable(),
  phase: z.enum(PHASES),
  document: z.record(z.string(), words),
  status: STATUS,
  revisionOn: z.string(),
  auditDays: z.number().nullable(),
  assessments: z.array(z.string()),
  leftOut: z.array(z.string()),
  authors: z.array(z.string()),
  round: z.number(),
  savedAt: z.string(),
  publishedAt: z.string().nullable(),
})

/** One version of an entry. */
export type Entry = z.infer<typeof EntryRow>

const entry = sql`select name, number, version, phase, document, status, to_char(revision_on, 'YYYY-MM-DD') as "revisionOn",
  audit_days as "auditDays", assessments, left_out as "leftOut", authors, round, saved_at as "savedAt",
  published_at as "publishedAt" from algorithms.entry`

/** The newest version of an entry in one of these phases. */
export function findEntry(
  tx: Tx,
  name: string,
  phases: readonly Phase[] = PHASES,
): Promise<Entry | undefined> {
  return tx.one(
    sql`${entry} where name = ${name} and phase = any(${[...phases]}::text[])
      order by number desc limit 1`,
    EntryRow,
  )
}

/** The same, and nobody else changes it until we are done. */
export async function lockEntry(
  tx: Tx,
  name: string,
  phases?: readonly Phase[],
): Promise<Entry | undefined> {
  await tx.run(sql`select 1 from algorithms.entry where name = ${name} order by number for update`)
  return findEntry(tx, name, phases)
}

/** Every entry in one of these phases, by name. */
export function listEntriesIn(tx: Tx, phases: readonly Phase[]): Promise<Entry[]> {
  return tx.many(
    sql`${entry} where phase = any(${[...phases]}::text[]) order by name, number limit 1000`,
    EntryRow,
  )
}

/** Every version of an entry that was published, newest first. */
export function listVersions(tx: Tx, name: string): Promise<Entry[]> {
  return tx.many(
    sql`${entry} where name = ${name} and published_at is not null order by number desc limit 200`,
    EntryRow,
  )
}

/** The versions that were published last, of all entries. */
export function listNews(tx: Tx, limit: number): Promise<Entry[]> {
  return tx.many(
    sql`${entry} where published_at is not null order by published_at desc, name limit ${limit}`,
    EntryRow,
  )
}

/** What a new version begins with. */
export type Beginning = Pick<
  Entry,
  | 'name'
  | 'number'
  | 'version'
  | 'document'
  | 'status'
  | 'revisionOn'
  | 'auditDays'
  | 'assessments'
  | 'leftOut'
  | 'authors'
>

/** Begins a version; false when one is being written already. */
export async function addEntry(tx: Tx, it: Beginning, at: string): Promise<boolean> {
  const added =
    await tx.run(sql`insert into algorithms.entry (name, number, version, phase, document, status,
      revision_on, audit_days, assessments, left_out, authors, begun_at, saved_at)
    values (${it.name}, ${it.number}, ${it.version}, 'draft', ${JSON.stringify(it.document)}::jsonb, ${it.status},
      ${it.revisionOn}, ${it.auditDays}, ${[...it.assessments]}::text[], ${[...it.leftOut]}::text[],
      ${[...it.authors]}::text[], ${at}, ${at})
    on conflict do nothing`)
  return added > 0
}

type Which = Pick<Entry, 'name' | 'number'>

/** Saves what an entry says in one language. */
export async function setWords(
  tx: Tx,
  { name, number, document }: Which & { document: Document },
  it: { language: string; words: Words; at: string },
): Promise<void> {
  const whole = { ...document, [it.language]: it.words }
  await tx.run(sql`update algorithms.entry set document = ${JSON.stringify(whole)}::jsonb,
    saved_at = ${it.at} where name = ${name} and number = ${number}`)
}

/** Remembers who wrote in it: whoever did does not review it. */
export async function addAuthor(
  tx: Tx,
  { name, number, authors }: Which & Pick<Entry, 'authors'>,
  author: string | null,
): Promise<void> {
  if (author === null || authors.includes(author)) return
  await tx.run(sql`update algorithms.entry set authors = authors || ${author}::text
    where name = ${name} and number = ${number}`)
}

/** Saves in which phase it is, until when it holds, and which assessments belong to it. */
export async function setTerms(
  tx: Tx,
  { name, number }: Which,
  it: Pick<Entry, 'version' | 'status' | 'revisionOn' | 'auditDays' | 'assessments'> & {
    at: string
  },
): Promise<void> {
  await tx.run(sql`update algorithms.entry set version = ${it.version}, status = ${it.status}, revision_on = ${it.revisionOn},
    audit_days = ${it.auditDays}, assessments = ${[...it.assessments]}::text[], saved_at = ${it.at}
    where name = ${name} and number = ${number}`)
}

/** Hands it in, sends it back, or publishes it in the place of the version before. */
export async function setPhase(
  tx: Tx,
  { name, number }: Which,
  phase: Phase,
  at: string,
): Promise<void> {
  if (phase === 'published') {
    await tx.run(sql`update algorithms.entry set phase = 'replaced'
      where name = ${name} and phase = 'published'`)
  }
  await tx.run(sql`update algorithms.entry set phase = ${phase}, saved_at = ${at},
    round = case ${phase} when 'draft' then round + 1 else round end,
    published_at = case ${phase} when 'published' then ${at}::timestamptz end
    where name = ${name} and number = ${number}`)
}

const ReviewRow = z.object({
  round: z.number(),
  by: z.string(),
  verdict: z.enum(['agree', 'back']),
  words: z.string(),
  at: z.string(),
})

/** What somebody said of an entry. */
export type Review = z.infer<typeof ReviewRow>

/** What was said of a version, in order. */
export function listReviews(tx: Tx, { name, number }: Which): Promise<Review[]> {
  return tx.many(
    sql`select round, by, verdict, words, at from algorithms.review
      where name = ${name} and number = ${number} order by at, by limit 200`,
    ReviewRow,
  )
}

/** Keeps what somebody said. */
export async function addReview(tx: Tx, { name, number }: Which, it: Review): Promise<void> {
  await tx.run(sql`insert into algorithms.review (name, number, round, by, verdict, words, at)
    values (${name}, ${number}, ${it.round}, ${it.by}, ${it.verdict}, ${it.words}, ${it.at})`)
}
