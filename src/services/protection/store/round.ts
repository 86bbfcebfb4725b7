/** What the daily round looks for: reminders, requests that are done, and months that are over. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Asked, columns, RequestRow } from './rows.ts'

/** Open requests whose clock runs and that end soon or have ended. */
export function listEnding(
  tx: Tx,
  { soon, after, limit }: { soon: string; after: number; limit: number },
): Promise<Asked[]> {
  return tx.many(
    sql`select ${columns} from protection.request where state in ('received', 'handling')
      and paused_on is null and due_on <= ${soon}::date and id > ${after} order by id limit ${limit}`,
    RequestRow,
  )
}

/** Answered requests in which nothing is left to do, and that were answered before. */
export function holdDone(tx: Tx, before: string, limit: number): Promise<Asked[]> {
  return tx.many(
    sql`select ${columns} from protection.request r where state = 'answered' and not to_carry
      and answered_at < ${before} and not exists (select 1 from protection.recipient c
        where c.request = r.id and c.told_at is null)
      order by id limit ${limit} for update`,
    RequestRow,
  )
}

const Stats = z.object({
  from: z.string(),
  to: z.string(),
  received: z.number(),
  answered: z.number(),
  inTime: z.number(),
  extended: z.number(),
  overdue: z.number(),
})
/** Requests that were received in a time, and what became of them. */
export type Stats = z.infer<typeof Stats>

const figures = sql`count(*)::int as received,
  count(*) filter (where answered_at is not null)::int as answered,
  count(*) filter (where answered_at is not null and answered_on <= due_on)::int as "inTime",
  count(*) filter (where extended)::int as extended`

/** Requests that are in no statistics yet and came before a day; undefined when there are none. */
export async function countWaiting(
  tx: Tx,
  { before, today, zone }: { before: string; today: string; zone: string },
): Promise<Stats | undefined> {
  const row = await tx.one(
    sql`select min(received_on)::text as from, max(received_on)::text as to, ${figures},
        count(*) filter (where coalesce(answered_on, ${today}::date) > due_on
          and paused_on is null and state <> 'withdrawn')::int as overdue
      from (select *, (answered_at at time zone ${zone})::date as answered_on
        from protection.request where counted_on is null and received_on < ${before}::date) r`,
    Stats.extend({ from: z.string().nullable(), to: z.string().nullable() }),
  )
  if (!row || row.from === null || row.to === null) return undefined
  return { ...row, from: row.from, to: row.to }
}

/** They are counted now. */
export function setCounted(tx: Tx, { before, on }: { before: string; on: string }) {
  return tx.run(sql`update protection.request set counted_on = ${on}
    where counted_on is null and received_on < ${before}::date`)
}

const Public = z.object({ received: z.number(), inTime: z.number(), answered: z.number() })

/** What everybody may know of the last year; small numbers are left out by who shows them. */
export async function countYear(
  tx: Tx,
  { since, today, zone }: { since: string; today: string; zone: string },
): Promise<z.infer<typeof Public> & { overdue: number }> {
  const row = await tx.one(
    sql`select ${figures}, count(*) filter (where answered_at is null and state <> 'withdrawn'
          and paused_on is null and due_on < ${today}::date)::int as overdue
      from (select *, (answered_at at time zone ${zone})::date as answered_on
        from protection.request where received_on >= ${since}::date) r`,
    Public.extend({ overdue: z.number() }),
  )
  return row ?? { received: 0, inTime: 0, answered: 0, overdue: 0 }
}
