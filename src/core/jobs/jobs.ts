import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#core/database'
import { describeFailure } from './failure.ts'
import type { Job, JobContext, Log } from './model.ts'
import { type Running, runTaken } from './run.ts'
import { askRegular, plan } from './schedule.ts'
import { endLeases, giveBack, renew, type Taken, takeDue, unisolated } from './store.ts'

/** What the city's jobs need. */
export interface JobsSettings {
  readonly db: Database
  readonly jobs: readonly Job[]
  /** What a run of this job is lent; called anew for each run. */
  readonly context: (job: Job, now: string) => JobContext | Promise<JobContext>
  readonly clock?: () => string
  /** Time zone of `every`; UTC when absent. */
  readonly zone?: string
  /** How long work asked for by another process may wait; 2 when absent. */
  readonly pollSeconds?: number
  /** How long a silent process keeps its jobs before others take them over; 60 when absent. */
  readonly leaseSeconds?: number
  /** How many jobs run at once in this process; 4 when absent. */
  readonly lanes?: number
  readonly log?: Log
}

/** The city's work for later, done by this process and others beside it. */
export interface Jobs {
  start(): Promise<void>
  /** Takes nothing new, waits for what runs, then lets go of the rest: it runs again elsewhere. */
  stop(graceSeconds?: number): Promise<void>
  /** Says that work was just committed: it begins at once instead of at the next poll. */
  nudge(): void
  /** Runs all that is due, one after another, and says how much that was. For tests and commands. */
  workUntilIdle(): Promise<number>
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

class Worker implements Jobs {
  readonly #settings: Required<JobsSettings>
  readonly #work: Running
  readonly #names: readonly string[]
  /** Jobs run outside of whatever asked for them: no transaction and no request leaks into them. */
  readonly #outside = AsyncLocalStorage.snapshot()
  readonly #abort = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  #next: string | undefined
  #planned: Promise<void> | undefined
  #open = false
  #polling: Promise<void> | undefined
  #pollAgain = false
  #poll: NodeJS.Timeout | undefined
  #beat: NodeJS.Timeout | undefined

  constructor(settings: Required<JobsSettings>) {
    this.#settings = settings
    const { db, jobs, context, clock, log } = settings
    const by = `${hostname()}.${process.pid}.${randomBytes(4).toString('hex')}`
    const byName = new Map(jobs.map((known) => [known.name, known]))
    if (byName.size !== jobs.length) throw new Error('two jobs have the same name')
    this.#names = [...byName.keys()]
    this.#work = { db, byName, context, clock, by, log, signal: this.#abort.signal }
  }

  async start(): Promise<void> {
    await this.#plan()
    this.#open = true
    const { leaseSeconds } = this.#settings
    this.#beat = setInterval(() => void this.#renew(), (leaseSeconds * 1000) / 3).unref()
    this.nudge()
  }

  async stop(graceSeconds = 20): Promise<void> {
    this.#open = false
    clearTimeout(this.#poll)
    await this.#polling
    const all = Promise.allSettled(this.#running.values())
    const late = new AbortController()
    await Promise.race([all, wait(graceSeconds * 1000, undefined, late).catch(() => undefined)])
    late.abort()
    clearInterval(this.#beat)
    if (this.#running.size === 0) return
    this.#abort.abort()
    const ids = [...this.#running.keys()]
    await this.#settings.db.transact((tx) => giveBack(tx, ids, this.#work.by))
  }

  nudge(): void {
    if (!this.#open) return
    this.#pollAgain = true
    this.#polling ??= this.#outside(() => this.#pollAll()).finally(() => {
      this.#polling = undefined
      this.#later()
    })
  }

  async workUntilIdle(): Promise<number> {
    await this.#plan()
    for (let done = 0; ;) {
      await Promise.allSettled(this.#running.values())
      const [taken] = await this.#take(1)
      if (!taken && this.#running.size === 0) return done
      if (!taken) continue
      await this.#run(taken)
      done += 1
    }
  }

  #later(): void {
    if (!this.#open) return
    clearTimeout(this.#poll)
    const jitter = 0.9 + 0.2 * Math.random()
    const pause = this.#settings.pollSeconds * 1000 * jitter
    this.#poll = setTimeout(() => this.nudge(), pause).unref()
  }

  async #pollAll(): Promise<void> {
    while (this.#pollAgain && this.#open) {
      this.#pollAgain = false
      const free = this.#settings.lanes - this.#running.size
      if (free <= 0) return
      try {
        for (const taken of await this.#take(free)) void this.#run(taken)
      } catch (failure) {
        this.#work.log.warn({ failure: describeFailure(failure) }, 'jobs cannot be read just now')
      }
    }
  }

  #plan(): Promise<void> {
    const { db, jobs, zone, clock } = this.#settings
    this.#planned ??= db.transact(async (tx) => {
      this.#next = await plan(tx, { jobs, zone }, clock())
      if (db.kind === 'embedded') await endLeases(tx)
    })
    return this.#planned
  }

  #take(most: number): Promise<Taken[]> {
    const { db, jobs, zone, clock, leaseSeconds: seconds } = this.#settings
    const now = clock()
    return db.transact(async (tx) => {
      await unisolated(tx)
      if (this.#next !== undefined && this.#next <= now) {
        this.#next = await askRegular(tx, { jobs, zone }, now)
      }
      return takeDue(tx, { names: this.#names, now, by: this.#work.by, seconds, most })
    })
  }

  #run(taken: Taken): Promise<void> {
    const running = runTaken(this.#work, taken)
      .catch((failure: unknown) => {
        const facts = { job: taken.name, id: taken.id, failure: describeFailure(failure) }
        this.#work.log.warn(facts, 'the end of a job could not be written; it will run again')
      })
      .finally(() => {
        this.#running.delete(taken.id)
        this.nudge()
      })
    this.#running.set(taken.id, running)
    return running
  }

  async #renew(): Promise<void> {
    const ids = [...this.#running.keys()]
    if (ids.length === 0) return
    try {
      await this.#settings.db.transact(async (tx) => {
        await unisolated(tx)
        await renew(tx, ids, this.#work.by, this.#settings.leaseSeconds)
      })
    } catch (failure) {
      this.#work.log.warn({ failure: describeFailure(failure) }, 'leases could not be renewed')
    }
  }
}

/** Opens the city's work for later; nothing runs before `start`. */
export function openJobs(settings: JobsSettings): Jobs {
  return new Worker({
    clock: () => new Date().toISOString(),
    zone: 'UTC',
    pollSeconds: 2,
    leaseSeconds: 60,
    lanes: 4,
    log: silent,
    ...settings,
  })
}
