import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { housekeeping, type JobContext, jobsMigrations, openJobs } from './index.ts'
import { showCounts, tiredTables } from './vacuum-store.ts'

let db: Database
let now = '2026-03-02T08:00:00.000Z'
const swept: string[] = []
const log = { info: () => undefined, warn: () => undefined, error: assert.fail }

before(async () => {
  db = await testDatabase([jobsMigrations])
})
after(() => db.close())

function count(): Promise<{ pages: number } | undefined> {
  return db.look((tx) =>
    tx.one(sql`select pg_relation_size('jobs.job') as pages`, z.object({ pages: z.number() })),
  )
}

async function churn(): Promise<void> {
  await db.transact((tx) =>
    tx.run(sql`
      insert into jobs.job (id, name, input, asked_at, due_at, retries)
      select 'x' || n, 'x', '{}', now(), now(), 1 from generate_series(1, 20000) n`),
  )
  await db.transact((tx) => tx.run(sql`delete from jobs.job where name = 'x'`))
}

test('the city sweeps its files every ten minutes', async () => {
  const files = { sweep: async (at: string) => swept.push(at) }
  const context = () => ({ db, files, log }) as unknown as JobContext
  const jobs = openJobs({ db, jobs: housekeeping, context, clock: () => now, log })
  assert.equal(await jobs.workUntilIdle(), 0)
  now = '2026-03-02T08:10:00.000Z'
  assert.equal(await jobs.workUntilIdle(), 1)
  assert.deepEqual(swept, [now])
})

test('the embedded database gives the room of deleted rows back', async (t) => {
  if (db.kind !== 'embedded') return t.skip('PostgreSQL does this by itself')
  await churn()
  await db.look(showCounts)
  assert.ok((await db.look(tiredTables)).includes('jobs.job'))
  const before = await count()
  assert.ok(before && before.pages > 1_000_000)
  now = '2026-03-02T08:15:00.000Z'
  const context = () => ({ db, log }) as unknown as JobContext
  const vacuum = housekeeping.filter((known) => known.name === 'jobs.vacuum')
  const jobs = openJobs({ db, jobs: vacuum, context, clock: () => now, log })
  await jobs.workUntilIdle()
  now = '2026-03-02T08:30:00.000Z'
  assert.equal(await jobs.workUntilIdle(), 1)
  await db.look(showCounts)
  assert.ok(!(await db.look(tiredTables)).includes('jobs.job'))
  await churn()
  const after = await count()
  assert.ok(after && after.pages < before.pages * 1.2, `${after?.pages} of ${before.pages} bytes`)
})
