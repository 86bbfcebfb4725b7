/** What a contest may know of the report it is about. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { hashed, known } from './one.ts'

const Row = z.object({
  number: z.string(),
  version: z.number(),
  category: z.string(),
  district: z.string().nullable(),
  unit: z.string().nullable(),
  language: z.string(),
})

/** A report that somebody contests: codes alone, no text, no place, no person. */
export type Contested = z.infer<typeof Row>

async function read(tx: Tx, which: Statement): Promise<Contested> {
  const found = await tx.one(
    sql`select 'R-' || number as number, version, category, district, unit, language
      from reports.report where ${which}`,
    Row,
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
  return found
}

/** The report behind a follow-up code. */
export function contestedByCode(tx: Tx, code: string): Promise<Contested> {
  return read(tx, sql`code_hash = ${hashed(code)}`)
}

/** A report that everybody may see. */
export function contestedPublic(tx: Tx, number: string): Promise<Contested> {
  return read(tx, sql`number = ${known(number)} and class <> 'hidden'`)
}

/** Any report, for those who answer a contest. */
export function contestedAtDesk(tx: Tx, number: string): Promise<Contested> {
  return read(tx, sql`number = ${known(number)}`)
}

/** Badges of the officials who acted on a report. */
export async function actedOn(tx: Tx, number: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct badge from reports.event
      where report = ${known(number)} and by = 'official' and badge is not null limit 500`,
    z.object({ badge: z.string() }),
  )
  return rows.map(({ badge }) => badge)
}
