/** Work for later, kept in the transaction that asked for it and done at least once. */
export {
  type Asker,
  type DeadJob,
  type Enqueue,
  type Job,
  type JobCity,
  type JobContext,
  type JobWork,
  type Log,
  type Printed,
  type Printer,
  type Replied,
  type Sender,
  type SentFile,
} from './model.ts'
export { nextAfter } from './cron.ts'
export { enqueuer, job } from './enqueue.ts'
export { type Counts, countJobs } from './dead-store.ts'
export { again, drop, listDead } from './dead.ts'
export { type Jobs, type JobsSettings, openJobs } from './jobs.ts'
export { housekeeping } from './housekeeping.ts'
export { jobsMigrations } from './migrations.ts'
