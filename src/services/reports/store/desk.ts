/** What the desk counts and remembers. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { QueueCount } from './rows.ts'
import { known } from './one.ts'

/** The open reports of each unit by state: how many, how many past their day, and since when. */
export function countQueues(
  tx: Tx,
  units: readonly string[] | 'all',
  today: string,
): Promise<QueueCount[]> {
  const mine =
    units === 'all' ? sql`true` : sql`(unit is null or unit = any(${[...units]}::text[]))`
  return tx.many(
    sql`select unit, state, count(*) as count, count(*) filter (where due_on < ${today}::date) as late,
          min(opened_at) as oldest
        from reports.report where class = 'open' and ${mine} group by unit, state order by unit, state`,
    QueueCount,
  )
}

/** Remembers that an official gave a reason to see the contact data of a report, for a while. */
export async function unmask(
  tx: Tx,
  it: { report: number; official: string; reason: string; until: string; danger?: boolean },
): Promise<void> {
  await tx.run(sql`
    insert into reports.unmasking (report, official, reason, until, danger)
    values (${it.report}, ${it.official}, ${it.reason}, ${it.until}, ${it.danger ?? false})
    on conflict (report, official) do update
      set reason = excluded.reason, until = excluded.until, danger = excluded.danger`)
}

/** The reason this official gave, while it still holds. */
export function readUnmasking(
  tx: Tx,
  number: string,
  { official, now, danger = false }: { official: string; now: string; danger?: boolean },
): Promise<{ reason: string; until: string } | undefined> {
  return tx.one(
    sql`select reason, until from reports.unmasking
        where report = ${known(number)} and official = ${official} and until > ${now}
          and danger = ${danger}`,
    z.object({ reason: z.string(), until: z.string() }),
  )
}

/** Remembers that an official gave a reason to read the hidden words of a report, for a while. */
export async function openWords(
  tx: Tx,
  it: { report: number; official: string; reason: string; until: string },
): Promise<void> {
  await tx.run(sql`
    insert into reports.reading (report, official, reason, until)
    values (${it.report}, ${it.official}, ${it.reason}, ${it.until})
    on conflict (report, official) do update set reason = excluded.reason, until = excluded.until`)
}

/** The reason this official gave to read hidden words, while it still holds. */
export function readReading(
  tx: Tx,
  number: string,
  { official, now }: { official: string; now: string },
): Promise<{ reason: string; until: string } | undefined> {
  return tx.one(
    sql`select reason, until from reports.reading
        where report = ${known(number)} and official = ${official} and until > ${now}`,
    z.object({ reason: z.string(), until: z.string() }),
  )
}

/** Forgets the reasons that no longer hold. */
export async function forgetUnmaskings(tx: Tx, now: string): Promise<number> {
  await tx.run(sql`delete from reports.reading where until <= ${now}`)
  return tx.run(sql`delete from reports.unmasking where until <= ${now}`)
}
