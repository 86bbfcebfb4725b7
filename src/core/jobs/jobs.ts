import type { Database } from '#core/database'
import type { Job, JobContext, Log } from './model.ts'

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
  /** How many jobs run at once in this process. */
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
  /** Runs everything that is due, one after another, and says how much that was. For tests and commands. */
  workUntilIdle(): Promise<number>
}

/** Opens the city's work for later; nothing runs before `start`. */
export function openJobs(_settings: JobsSettings): Jobs {
  throw new Error('not built yet')
}
