import { z } from 'zod'
import type { Database } from '#core/database'
import { describeFailure, STOPPED } from './failure.ts'
import type { Job, JobContext, Log } from './model.ts'
import { bury, finish, postpone, type Taken, unisolated } from './store.ts'

const FIRST_SECONDS = 30
const LONGEST_SECONDS = 6 * 3600

/** What running a job needs. */
export interface Running {
  readonly db: Database
  readonly byName: ReadonlyMap<string, Job>
  readonly context: (job: Job, now: string) => JobContext | Promise<JobContext>
  readonly clock: () => string
  readonly by: string
  readonly log: Log
  readonly signal: AbortSignal
}

/** How long to wait after this attempt failed: 30 s, 90 s, 4.5 min … 6 h, give or take a fifth. */
export function waitSeconds(attempt: number, chance = Math.random()): number {
  const exact = Math.min(FIRST_SECONDS * 3 ** (attempt - 1), LONGEST_SECONDS)
  return Math.round(exact * (0.8 + 0.4 * chance))
}

async function failed(work: Running, taken: Taken, failure: string, final: boolean): Promise<void> {
  const { db, by, log } = work
  const { id, name, attempts, scheduled } = taken
  const now = work.clock()
  const dead = final || attempts > taken.retries
  const due = new Date(Date.parse(now) + waitSeconds(attempts) * 1000).toISOString()
  await db.transact(async (tx) => {
    await unisolated(tx)
    if (dead) await bury(tx, { id, name, by, now, failure, scheduled })
    else await postpone(tx, { id, by, due, failure })
  })
  const facts = { job: name, id, attempt: attempts, failure }
  if (dead) log.error(facts, 'a job failed for good')
  else log.warn({ ...facts, due }, 'a job failed and is tried again')
}

async function attempt(work: Running, job: Job, taken: Taken): Promise<void> {
  const now = work.clock()
  const input = job.input.parse(taken.input)
  const context = await work.context(job, now)
  const { id, attempts } = taken
  await job.run({ ...context, input, now, id, attempt: attempts, signal: work.signal })
}

/** Runs one taken job to its end, whatever that is. Throws only when the database cannot be told. */
export async function runTaken(work: Running, taken: Taken): Promise<void> {
  const job = work.byName.get(taken.name)
  if (!job) throw new Error(`${taken.name} was taken without being known`)
  if (taken.attempts > taken.retries + 1) return failed(work, taken, STOPPED, true)
  try {
    await attempt(work, job, taken)
  } catch (failure) {
    if (work.signal.aborted) return
    return failed(work, taken, describeFailure(failure), failure instanceof z.ZodError)
  }
  const told = await work.db.transact(async (tx) => {
    await unisolated(tx)
    return finish(tx, taken.id, work.by)
  })
  if (told === 0) work.log.warn({ job: job.name, id: taken.id }, 'a job outlasted its lease')
}
