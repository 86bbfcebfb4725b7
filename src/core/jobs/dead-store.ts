import { z } from 'zod'
import { sql, type Statement, type Tx } from '#core/database'
import type { DeadJob } from './model.ts'

const Dead = z.object({
  id: z.string(),
  name: z.string(),
  input: z.unknown(),
  asked_at: z.string(),
  died_at: z.string(),
  attempts: z.number(),
  failure: z.string(),
})

/** Dead jobs, the latest first. */
export async function readDead(
  tx: Tx,
  before: string | undefined,
  most: number,
): Promise<DeadJob[]> {
  const seen: Statement = before
    ? sql`and (died_at, id) < (select died_at, id from jobs.job where id = ${before})`
    : sql.empty
  const rows = await tx.many(
    sql`select id, name, input, asked_at, died_at, attempts, coalesce(failure, '') as failure
      from jobs.job where died_at is not null ${seen}
      order by died_at desc, id desc limit ${most}`,
    Dead,
  )
  return rows.map(({ asked_at, died_at, ...row }) => ({
    ...row,
    askedAt: asked_at,
    diedAt: died_at,
  }))
}

const Counts = z.object({
  waiting: z.number(),
  running: z.number(),
  dead: z.number(),
  oldest: z.string().nullable(),
})

/** How much work there is. */
export type Counts = z.infer<typeof Counts>

/** How much work waits, runs and is dead, and since when the oldest is due. */
export async function countJobs(tx: Tx): Promise<Counts> {
  const counts = await tx.one(
    sql`select count(*) filter (where died_at is null and leased_by is null) as waiting,
        count(*) filter (where leased_by is not null) as running,
        count(*) filter (where died_at is not null) as dead,
        min(due_at) filter (where died_at is null) as oldest
      from jobs.job`,
    Counts,
  )
  return counts ?? { waiting: 0, running: 0, dead: 0, oldest: null }
}

/** A dead job waits again; 0 when there is none, or when the same regular job waits anyway. */
export function reviveDead(tx: Tx, id: string, now: string): Promise<number> {
  return tx.run(sql`
    update jobs.job j set died_at = null, attempts = 0, due_at = ${now}
    where id = ${id} and died_at is not null and not (scheduled and exists (
      select 1 from jobs.job o where o.name = j.name and o.scheduled and o.died_at is null))`)
}

/** Takes a dead job away. */
export function dropDead(tx: Tx, id: string): Promise<number> {
  return tx.run(sql`delete from jobs.job where id = ${id} and died_at is not null`)
}
