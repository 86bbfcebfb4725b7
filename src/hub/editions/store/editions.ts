/** Issued editions and their files. What an edition says is written once. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { Book, causes, kinds, prints } from '../model.ts'

const Edition = z.object({
  number: z.number(),
  draft: z.number(),
  content: Book,
  sha256: z.string(),
  entry: z.string(),
  frozenAt: z.string(),
  issuedAt: z.string().nullable(),
  issuedEntry: z.string().nullable(),
  print: z.enum(prints),
  replaces: z.number().nullable(),
  replacedBy: z.number().nullable(),
  withdrawnOn: z.string().nullable(),
  withdrawnBecause: z.enum(causes).nullable(),
  withdrawnWords: z.string().nullable(),
})
export type Edition = z.infer<typeof Edition>

const about = sql`number, frozen_at as "frozenAt", issued_at as "issuedAt", print, replaces,
  replaced_by as "replacedBy", withdrawn_on as "withdrawnOn",
  withdrawn_because as "withdrawnBecause", withdrawn_words as "withdrawnWords"`
const columns = sql`${about}, draft, content, sha256, entry, issued_entry as "issuedEntry"`

const whole = (text: string | number) => (/^\d{1,9}$/.test(String(text)) ? Number(text) : 0)

export async function readEdition(tx: Tx, number: string | number): Promise<Edition> {
  const found = await tx.one(
    sql`select ${columns} from editions.edition where number = ${whole(number)}`,
    Edition,
  )
  if (!found) throw new Refusal('not-found', ['no-such-edition'])
  return found
}

/** Nobody else changes it until we are done. */
export async function lockEdition(tx: Tx, number: string | number): Promise<Edition> {
  await tx.run(sql`select 1 from editions.edition where number = ${whole(number)} for update`)
  return readEdition(tx, number)
}

const Listed = Edition.omit({
  content: true,
  draft: true,
  sha256: true,
  entry: true,
  issuedEntry: true,
}).extend({
  title: z.string(),
  lead: z.string().nullable(),
  language: z.string(),
  date: z.string(),
  practices: z.number(),
})
/** An edition as lists show it. */
export type Listed = z.infer<typeof Listed>

/** Every edition, the newest first. */
export function listEditions(tx: Tx, limit: number): Promise<Listed[]> {
  return tx.many(
    sql`select ${about}, content #>> '{words,title}' as title, content #>> '{words,lead}' as lead,
          content #>> '{words,language}' as language, content ->> 'date' as date,
          jsonb_array_length(content -> 'practices') as practices
        from editions.edition order by number desc limit ${limit}`,
    Listed,
  )
}

/** Gives the next number. Whoever issues at the same time waits, and gets the one after it. */
export async function takeNumber(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql`update editions.numbering set last = last + 1 returning last`,
    z.object({ last: z.number() }),
  )
  if (!row) throw new Error('editions have lost their numbering')
  return row.last
}

/** What is fixed for ever when an edition is issued. */
export interface Freezing {
  readonly number: number
  readonly draft: number
  readonly content: Book
  readonly sha256: string
  readonly entry: string
  readonly replaces: number | null
  readonly at: string
}

export async function addEdition(tx: Tx, it: Freezing): Promise<void> {
  await tx.run(sql`insert into editions.edition
      (number, draft, content, sha256, entry, replaces, frozen_at)
    values (${it.number}, ${it.draft}, ${JSON.stringify(it.content)}::jsonb, ${it.sha256},
      ${it.entry}, ${it.replaces}, ${it.at})`)
}

export async function setIssuedNow(
  tx: Tx,
  it: { number: number; entry: string; at: string },
): Promise<void> {
  await tx.run(sql`update editions.edition set issued_at = ${it.at}, issued_entry = ${it.entry}
    where number = ${it.number}`)
}

export async function setPrint(
  tx: Tx,
  it: { number: number; print: (typeof prints)[number] },
): Promise<void> {
  await tx.run(sql`update editions.edition set print = ${it.print} where number = ${it.number}`)
}

export async function setReplaced(tx: Tx, it: { number: number; by: number }): Promise<void> {
  await tx.run(sql`update editions.edition set replaced_by = ${it.by} where number = ${it.number}`)
}

export async function setWithdrawn(
  tx: Tx,
  it: { number: number; on: string; because: string; words: string },
): Promise<void> {
  await tx.run(sql`update editions.edition set withdrawn_on = ${it.on},
    withdrawn_because = ${it.because}, withdrawn_words = ${it.words} where number = ${it.number}`)
}

const File = z.object({
  kind: z.enum(kinds),
  stored: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  entry: z.string(),
})
export type File = z.infer<typeof File>

/** The files of an edition. */
export function listFiles(tx: Tx, edition: number): Promise<File[]> {
  return tx.many(
    sql`select kind, stored, bytes, sha256, entry from editions.file where edition = ${edition}
        order by array_position(array['html', 'pdf', 'epub', 'json'], kind)`,
    File,
  )
}

export async function addFile(tx: Tx, edition: number, it: File): Promise<void> {
  await tx.run(sql`insert into editions.file (edition, kind, stored, bytes, sha256, entry)
    values (${edition}, ${it.kind}, ${it.stored}, ${it.bytes}, ${it.sha256}, ${it.entry})`)
}
