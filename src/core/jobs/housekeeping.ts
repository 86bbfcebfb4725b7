import { z } from 'zod'
import { job } from './enqueue.ts'
import type { Job } from './model.ts'
import { showCounts, tiredTables } from './vacuum-store.ts'

/** Files nobody claimed within an hour, and released ones, vanish. */
const sweepFiles = job({
  name: 'files.sweep',
  input: z.object({}),
  every: '*/10 * * * *',
  retries: 1,
  async run({ files, now, log }) {
    const gone = await files.sweep(now)
    if (gone > 0) log.info({ gone }, 'files that nobody claimed were removed')
  },
})

/**
 * The embedded database has no autovacuum. Table by table, so that between two of them pages are served;
 * only tables with enough dead rows or changes to make it worth while.
 */
const vacuum = job({
  name: 'jobs.vacuum',
  input: z.object({}),
  every: '*/15 * * * *',
  retries: 1,
  async run({ db, signal }) {
    if (db.kind !== 'embedded') return
    await db.look(showCounts)
    for (const table of await db.look(tiredTables)) {
      if (signal.aborted) return
      await db.script(`vacuum (analyze) ${table}`)
    }
  },
})

/** The core's own jobs: what every city runs beside those of its services. */
export const housekeeping: readonly Job[] = [sweepFiles, vacuum]
