import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import {
  again,
  drop,
  enqueuer,
  job,
  type JobContext,
  jobsMigrations,
  listDead,
  openJobs,
} from './index.ts'
import type { Job, Jobs } from './index.ts'

const Letter = z.object({ report: z.string() })
const morning = '2026-03-02T08:00:00.000Z'
let db: Database
let now = morning
let opened: Jobs[] = []

before(async () => {
  db = await testDatabase([jobsMigrations])
})
after(async () => {
  await Promise.all(opened.map((jobs) => jobs.stop(1)))
  await db.close()
})
beforeEach(async () => {
  await Promise.all(opened.map((jobs) => jobs.stop(1)))
  opened = []
  now = morning
  await db.transact(async (tx) => {
    await tx.run(sql`delete from jobs.job`)
    await tx.run(sql`delete from jobs.schedule`)
  })
})

function city(
  jobs: readonly Job[],
  more: { leaseSeconds?: number; pollSeconds?: number } = {},
): Jobs {
  const context = () => ({ db }) as unknown as JobContext
  const made = openJobs({ db, jobs, context, clock: () => now, zone: 'Europe/Madrid', ...more })
  opened.push(made)
  return made
}

function writes(run: Job<typeof Letter>['run'], retries?: number): Job<typeof Letter> {
  return job({
    name: 'reports.confirm',
    input: Letter,
    ...(retries !== undefined && { retries }),
    run,
  })
}

function ask(
  letter: Job<typeof Letter>,
  report: string,
  when?: { after: string },
): Promise<string> {
  return db.transact((tx) => enqueuer(tx, () => now)(letter, { report }, when))
}

function later(minutes: number): void {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString()
}

async function rows(): Promise<number> {
  return db
    .look((tx) => tx.many(sql`select id from jobs.job`, z.object({ id: z.string() })))
    .then((all) => all.length)
}

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 6000 && !holds(); n += 1)
    await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(holds(), 'waited for a minute in vain')
}

test('what an action asked for is done after it, and nothing of it stays behind', async () => {
  const done: string[] = []
  const letter = writes(async ({ input }) => void done.push(input.report))
  await ask(letter, 'R-1')
  assert.equal(await city([letter]).workUntilIdle(), 1)
  assert.deepEqual(done, ['R-1'])
  assert.equal(await rows(), 0)
})

test('an action that is refused in the end asked for nothing', async () => {
  const letter = writes(async () => assert.fail('nobody asked'))
  const refused = db.transact(async (tx) => {
    await enqueuer(tx)(letter, { report: 'R-2' })
    throw new Error('refused')
  })
  await assert.rejects(refused, /refused/)
  assert.equal(await city([letter]).workUntilIdle(), 0)
})

test('a job with input that makes no sense cannot be asked for', async () => {
  const letter = writes(async () => undefined)
  const wrong = { report: 7 } as unknown as { report: string }
  await assert.rejects(
    db.transact((tx) => enqueuer(tx)(letter, wrong)),
    z.ZodError,
  )
})

test('work wanted for tomorrow waits until tomorrow', async () => {
  const letter = writes(async () => undefined)
  await ask(letter, 'R-3', { after: '2026-03-03T08:00:00.000Z' })
  const jobs = city([letter])
  assert.equal(await jobs.workUntilIdle(), 0)
  later(24 * 60)
  assert.equal(await jobs.workUntilIdle(), 1)
})

test('when the mail server is down the letter is tried again, later each time, and then goes out', async () => {
  const tries: number[] = []
  const letter = writes(async ({ attempt }) => {
    tries.push(attempt)
    if (attempt < 3) throw new Error('the server is down')
  })
  await ask(letter, 'R-4')
  const jobs = city([letter])
  await jobs.workUntilIdle()
  await jobs.workUntilIdle()
  assert.deepEqual(tries, [1], 'not again at once')
  later(1)
  await jobs.workUntilIdle()
  later(1)
  await jobs.workUntilIdle()
  assert.deepEqual(tries, [1, 2], 'the second pause is longer than a minute')
  later(1)
  await jobs.workUntilIdle()
  assert.deepEqual(tries, [1, 2, 3])
  assert.equal(await rows(), 0)
})

test('a job that fails every time waits for a person, who lets it run again or gives it up', async () => {
  let broken = true
  const letter = writes(async () => {
    if (broken) throw new Error('no mailbox amina@example.org, call +34 600 123 456')
  }, 1)
  const [first, second] = [await ask(letter, 'R-5'), await ask(letter, 'R-6')]
  const jobs = city([letter])
  await jobs.workUntilIdle()
  later(2)
  await jobs.workUntilIdle()
  const dead = await db.look((tx) => listDead(tx))
  assert.deepEqual(dead.map((one) => one.id).sort(), [first, second].sort())
  assert.equal(dead[0]?.failure, 'Error: no mailbox ‹personal› call ‹personal›')
  assert.equal(dead[0]?.attempts, 2)
  const next = await db.look((tx) => listDead(tx, { limit: 1, before: dead[0]?.id ?? '' }))
  assert.deepEqual(
    next.map((one) => one.id),
    [dead[1]?.id],
  )

  broken = false
  assert.equal(await db.transact((tx) => again(tx, first, now)), true)
  assert.equal(await jobs.workUntilIdle(), 1)
  assert.equal(await db.transact((tx) => drop(tx, second)), true)
  assert.equal(await db.transact((tx) => drop(tx, second)), false)
  assert.equal(await rows(), 0)
})

test('a regular job runs at its hour on the clocks of the city, once, however long the city slept', async () => {
  const hours: string[] = []
  const count = job({
    name: 'reports.count',
    input: z.object({}),
    every: '0 6 * * *',
    run: async (work) => void hours.push(work.now),
  })
  const jobs = city([count])
  assert.equal(await jobs.workUntilIdle(), 0)
  now = '2026-03-03T05:00:00.000Z'
  assert.equal(await jobs.workUntilIdle(), 1, 'six in the morning in Madrid')
  assert.equal(await jobs.workUntilIdle(), 0)
  now = '2026-03-20T12:00:00.000Z'
  assert.equal(await jobs.workUntilIdle(), 1, 'not once for each day it slept')
  assert.deepEqual(hours, ['2026-03-03T05:00:00.000Z', '2026-03-20T12:00:00.000Z'])
})

test('two processes of the city never do the same work twice, and share it', async () => {
  const done = new Map<string, number>()
  const letter = writes(async ({ input }) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    done.set(input.report, (done.get(input.report) ?? 0) + 1)
  })
  const names = Array.from({ length: 30 }, (_, n) => `R-${100 + n}`)
  for (const name of names) await ask(letter, name)
  await Promise.all([city([letter]).start(), city([letter]).start()])
  await until(() => done.size === names.length)
  assert.deepEqual([...new Set(done.values())], [1])
})

test('a nudge after the commit starts the work at once, not at the next poll', async () => {
  const done: string[] = []
  const letter = writes(async ({ input }) => void done.push(input.report))
  const jobs = city([letter], { pollSeconds: 600 })
  await jobs.start()
  await ask(letter, 'R-7')
  jobs.nudge()
  await until(() => done.length === 1)
})

test('a process that died in the middle of a job: another one does it again', async () => {
  let attempts = 0
  const letter = writes(({ attempt }) => {
    attempts = attempt
    return attempt === 1 ? new Promise(() => undefined) : Promise.resolve()
  })
  await ask(letter, 'R-8')
  await city([letter], { leaseSeconds: 600 }).start()
  await until(() => attempts === 1)
  await db.transact((tx) => tx.run(sql`update jobs.job set leased_until = now() - interval '1 s'`))
  assert.equal(await city([letter]).workUntilIdle(), 1)
  assert.equal(attempts, 2)
})

test('a job that ends the process each time it runs is put aside instead of tried for ever', async () => {
  const letter = writes(async () => assert.fail('it would have ended the process'), 2)
  const id = await ask(letter, 'R-9')
  await db.transact((tx) => tx.run(sql`update jobs.job set attempts = 3 where id = ${id}`))
  await city([letter]).workUntilIdle()
  const dead = await db.look((tx) => listDead(tx))
  assert.equal(dead[0]?.failure, 'the process stopped while the job ran')
})

test('a city that stops lets running work end, and leaves the rest to the next one', async () => {
  const done: string[] = []
  let release: (() => void) | undefined
  const letter = writes(async ({ input, signal }) => {
    if (input.report === 'slow') await new Promise<void>((resolve) => (release = resolve))
    if (!signal.aborted) done.push(input.report)
  })
  await ask(letter, 'slow')
  const jobs = city([letter])
  await jobs.start()
  await until(() => release !== undefined)
  const stopped = jobs.stop(5)
  release?.()
  await stopped
  assert.deepEqual(done, ['slow'])
  await ask(letter, 'R-10')
  jobs.nudge()
  assert.equal(await rows(), 1, 'a stopped city takes nothing new')
})

test('work that does not end in time is given back and runs again as if it had not been tried', async () => {
  let attempts = 0
  const letter = writes(({ attempt }) => {
    attempts += 1
    assert.equal(attempt, 1)
    return attempts === 1 ? new Promise(() => undefined) : Promise.resolve()
  })
  await ask(letter, 'R-11')
  const jobs = city([letter])
  await jobs.start()
  await until(() => attempts === 1)
  await jobs.stop(0.05)
  assert.equal(await city([letter]).workUntilIdle(), 1)
  assert.equal(attempts, 2)
})
