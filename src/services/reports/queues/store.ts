/** Queues as they are kept, and how much waits in each. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { type DeskFilter, deskConditions } from '../store/filter.ts'
import { Asked } from './model.ts'

const Queue = z.object({
  id: z.string(),
  own: z.boolean(),
  unit: z.string().nullable(),
  name: z.string(),
  asked: Asked,
  rank: z.number(),
  first: z.boolean(),
})
/** One queue, as whoever looks may see it. */
export type Queue = z.infer<typeof Queue>

/** Counting stops here: nobody works through more. */
const MOST = 1000

/** One's own queues in one's own order, then those shared with the units one works for. */
export function listQueues(
  tx: Tx,
  official: string,
  units: readonly string[] | 'all',
): Promise<Queue[]> {
  const shared =
    units === 'all' ? sql`q.unit is not null` : sql`q.unit = any(${[...units]}::text[])`
  return tx.many(
    sql`select q.id, q.official = ${official} as own, q.unit, q.name, q.asked, q.rank, f.queue is not null as first
        from reports.queue q
        left join reports.queue_first f on f.queue = q.id and f.official = ${official}
        where q.official = ${official} or ${shared}
        order by q.official <> ${official}, q.rank, q.id limit 40`,
    Queue,
  )
}

/** How many reports wait in each, in one statement; `1000` says that it is as many or more. */
export async function countWaiting(
  tx: Tx,
  filters: readonly DeskFilter[],
): Promise<readonly number[]> {
  if (filters.length === 0) return []
  const counts = filters.map((filter, at) => {
    const where = sql.join([sql`true`, ...deskConditions(filter)], ' and ')
    return sql`select ${at}::integer as at, count(*) as count
      from (select 1 from reports.report where ${where} limit ${MOST}) as waiting`
  })
  const rows = await tx.many(
    sql`${sql.join(counts, ' union all ')} order by at`,
    z.object({ at: z.number(), count: z.number() }),
  )
  return rows.map(({ count }) => count)
}

/** How many queues an official keeps. */
export async function countKept(tx: Tx, official: string): Promise<number> {
  const found = await tx.one(
    sql`select count(*) as count from reports.queue where official = ${official}`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}

interface Kept extends Pick<Queue, 'id' | 'unit' | 'name' | 'asked'> {
  readonly official: string
}

/** Keeps one, behind the others. */
export async function keepQueue(tx: Tx, it: Kept): Promise<void> {
  await tx.run(sql`insert into reports.queue (id, official, unit, name, asked, rank)
    select ${it.id}, ${it.official}, ${it.unit}, ${it.name}, ${JSON.stringify(it.asked)}::jsonb,
      coalesce(max(rank), 0) + 1 from reports.queue where official = ${it.official}`)
}

/** Holds a queue that somebody may see; says whether it is their own. */
export async function holdQueue(
  tx: Tx,
  id: string,
  official: string,
): Promise<{ own: boolean; unit: string | null }> {
  const found = await tx.one(
    sql`select official = ${official} as own, unit from reports.queue where id = ${id} for update`,
    z.object({ own: z.boolean(), unit: z.string().nullable() }),
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-queue'])
  return found
}

/** Gives it another name. */
export function renameQueue(tx: Tx, id: string, name: string): Promise<number> {
  return tx.run(sql`update reports.queue set name = ${name} where id = ${id}`)
}

/** Puts it one place earlier among one's own. */
export async function raiseQueue(tx: Tx, id: string, official: string): Promise<void> {
  await tx.run(sql`with ranked as (
      select id, row_number() over (order by rank, id) as place from reports.queue where official = ${official}),
    mine as (select place from ranked where id = ${id})
    update reports.queue q set rank = case when r.place = m.place then greatest(m.place - 1, 1)
        when r.place = m.place - 1 then m.place else r.place end
    from ranked r, mine m where q.id = r.id`)
}

/** Forgets it, for everybody it was shared with. */
export function dropQueue(tx: Tx, id: string): Promise<number> {
  return tx.run(sql`delete from reports.queue where id = ${id}`)
}

/** The desk begins with it; null: with everything that is open. */
export async function beginWith(tx: Tx, official: string, queue: string | null): Promise<void> {
  await tx.run(sql`delete from reports.queue_first where official = ${official}`)
  if (queue === null) return
  await tx.run(
    sql`insert into reports.queue_first (official, queue) values (${official}, ${queue})`,
  )
}
