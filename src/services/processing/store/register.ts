/** What the register of processing knows beside the declarations: read counts, what the record was told. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { PublicRead } from '../model.ts'

const ReadRow = z.object({ purpose: z.string(), period: z.string(), count: z.number().nullable() })

/** Published read counts, of one purpose or of all, the newest first. */
export function listReads(tx: Tx, purpose?: string): Promise<z.infer<typeof ReadRow>[]> {
  const of = purpose === undefined ? sql.empty : sql`where purpose = ${purpose}`
  return tx.many(
    sql`select purpose, period, count from processing.read ${of}
      order by period desc, purpose limit 20000`,
    ReadRow,
  )
}

const UnreadRow = z.object({ purpose: z.string(), field: z.string() })

/** What is declared and was not read for ninety days. */
export function listUnread(tx: Tx): Promise<z.infer<typeof UnreadRow>[]> {
  return tx.many(
    sql`select purpose, field from processing.unread order by purpose, field limit 10000`,
    UnreadRow,
  )
}

const YearRow = z.object({ year: z.string(), count: z.number() })

/** How many accesses a law delayed, by year. */
export function listDelayed(tx: Tx): Promise<z.infer<typeof YearRow>[]> {
  return tx.many(sql`select year, count from processing.delayed order by year desc`, YearRow)
}

const TallyRow = z.object({ at: z.string(), since: z.string() })

/** When the counts were made last, and since when nothing was read of what is unread. */
export function readTally(tx: Tx): Promise<z.infer<typeof TallyRow> | undefined> {
  return tx.one(sql`select at, since from processing.tally`, TallyRow)
}

/** The counts of one night. */
export interface Tally {
  readonly reads: readonly (PublicRead & { readonly purpose: string })[]
  readonly unread: readonly { readonly purpose: string; readonly field: string }[]
  readonly delayed: readonly { readonly year: string; readonly count: number }[]
  readonly at: string
  readonly since: string
}

/** Puts the counts of this night in the place of the last ones. */
export async function setTally(tx: Tx, tally: Tally): Promise<void> {
  await tx.run(sql`delete from processing.read`)
  await tx.run(sql`insert into processing.read (purpose, period, count)
    select purpose, period, count from jsonb_to_recordset(${JSON.stringify(tally.reads)}::jsonb)
      as it (purpose text, period text, count integer)`)
  await tx.run(sql`delete from processing.unread`)
  await tx.run(sql`insert into processing.unread (purpose, field)
    select purpose, field from jsonb_to_recordset(${JSON.stringify(tally.unread)}::jsonb)
      as it (purpose text, field text)`)
  await tx.run(sql`delete from processing.delayed`)
  await tx.run(sql`insert into processing.delayed (year, count)
    select year, count from jsonb_to_recordset(${JSON.stringify(tally.delayed)}::jsonb)
      as it (year text, count integer)`)
  await tx.run(sql`insert into processing.tally (at, since) values (${tally.at}, ${tally.since})
    on conflict (one) do update set at = excluded.at, since = excluded.since`)
}

const KnownRow = z.object({ purpose: z.string(), hash: z.string() })

/** By which hash the public record knows each activity. */
export function listKnown(tx: Tx): Promise<z.infer<typeof KnownRow>[]> {
  return tx.many(sql`select purpose, hash from processing.activity`, KnownRow)
}

/** The record was told of this activity; false when another process told it first. */
export async function setKnown(
  tx: Tx,
  { purpose, hash, at }: { purpose: string; hash: string; at: string },
): Promise<boolean> {
  const set = await tx.run(sql`insert into processing.activity (purpose, hash, at)
    values (${purpose}, ${hash}, ${at})
    on conflict (purpose) do update set hash = excluded.hash, at = excluded.at
      where processing.activity.hash <> excluded.hash`)
  return set > 0
}
