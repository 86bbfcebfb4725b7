import { z } from 'zod'
import { sql, type Statement, type Tx } from '#core/database'

const Taken = z.object({
  id: z.string(),
  name: z.string(),
  input: z.unknown(),
  attempts: z.number(),
  retries: z.number(),
  scheduled: z.boolean(),
})

/** A job this process may run until its lease ends. */
export type Taken = z.infer<typeof Taken>

/**
 * Jobs are taken one row at a time with `for update skip locked`, for which the weaker isolation is
 * right: nothing is decided by what others see. It also keeps the poll out of the conflicts that
 * serializable transactions of residents would otherwise have with it.
 */
export async function unisolated(tx: Tx): Promise<void> {
  await tx.run(sql`set transaction isolation level read committed`)
}

function until(seconds: number): Statement {
  return sql`clock_timestamp() + make_interval(secs => ${seconds})`
}

/** Work that is wanted; a regular job that already waits or runs is not asked for twice. */
export function addJob(
  tx: Tx,
  job: {
    id: string
    name: string
    input: unknown
    now: string
    due: string
    retries: number
    scheduled: boolean
  },
): Promise<number> {
  return tx.run(sql`
    insert into jobs.job (id, name, input, asked_at, due_at, retries, scheduled)
    values (${job.id}, ${job.name}, ${JSON.stringify(job.input ?? {})}::jsonb, ${job.now},
      ${job.due}, ${job.retries}, ${job.scheduled})
    on conflict do nothing`)
}

/** Takes what is due and free, the longest waiting first. */
export function takeDue(
  tx: Tx,
  ask: { names: readonly string[]; now: string; by: string; seconds: number; most: number },
): Promise<Taken[]> {
  return tx.many(
    sql`with due as (
        select id from jobs.job
        where died_at is null and due_at <= ${ask.now} and name = any(${ask.names}::text[])
          and (leased_until is null or leased_until < clock_timestamp())
        order by due_at, id limit ${ask.most} for update skip locked)
      update jobs.job j
      set leased_until = ${until(ask.seconds)}, leased_by = ${ask.by}, attempts = j.attempts + 1
      from due where j.id = due.id
      returning j.id, j.name, j.input, j.attempts, j.retries, j.scheduled`,
    Taken,
  )
}

/** Keeps the lease of what still runs. */
export function renew(
  tx: Tx,
  ids: readonly string[],
  by: string,
  seconds: number,
): Promise<number> {
  return tx.run(sql`
    update jobs.job set leased_until = ${until(seconds)}
    where id = any(${ids}::text[]) and leased_by = ${by}`)
}

/** The work is done: nothing of it stays. */
export function finish(tx: Tx, id: string, by: string): Promise<number> {
  return tx.run(sql`delete from jobs.job where id = ${id} and leased_by = ${by}`)
}

/** The work failed and is tried again later. */
export function postpone(
  tx: Tx,
  job: { id: string; by: string; due: string; failure: string },
): Promise<number> {
  return tx.run(sql`
    update jobs.job set due_at = ${job.due}, failure = ${job.failure},
      leased_until = null, leased_by = null
    where id = ${job.id} and leased_by = ${job.by}`)
}

/** The work failed for good. Of a regular job only the latest dead run is kept. */
export async function bury(
  tx: Tx,
  job: { id: string; name: string; by: string; now: string; failure: string; scheduled: boolean },
): Promise<void> {
  if (job.scheduled) {
    await tx.run(sql`
      delete from jobs.job where name = ${job.name} and scheduled and died_at is not null`)
  }
  await tx.run(sql`
    update jobs.job set died_at = ${job.now}, failure = ${job.failure},
      leased_until = null, leased_by = null
    where id = ${job.id} and leased_by = ${job.by}`)
}

/** Gives back what was taken and not finished, as if it had not been tried. */
export function giveBack(tx: Tx, ids: readonly string[], by: string): Promise<number> {
  return tx.run(sql`
    update jobs.job set leased_until = null, leased_by = null, attempts = attempts - 1
    where id = any(${ids}::text[]) and leased_by = ${by}`)
}

/** Ends every lease: right only where one process at a time can have the database open. */
export function endLeases(tx: Tx): Promise<number> {
  return tx.run(sql`
    update jobs.job set leased_until = null, leased_by = null where leased_by is not null`)
}
