import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database } from '#core/database'
import { TestBucket } from '#test/bucket'
import { testDatabase } from '#test/database'
import { freshDatabases } from '#test/databases'
import { checkpointFrom, isConsistent, noteFrom, readConsistency } from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import { LogStopped, type Moment } from './index.ts'
import { act, bucketLog, compared, openTrial, trialLog } from './trial.ts'

let db: Database
let bucket: TestBucket
let log: ReturnType<typeof trialLog>
const shelf = () => bucketLog(bucket.settings)
beforeEach(async () => {
  db = await testDatabase([recordMigrations])
  bucket = await new TestBucket().open()
  log = trialLog(undefined, shelf())
})
afterEach(async () => {
  await db.close()
  bucket.close()
  log.drop()
})

const names = () => [...bucket.objects.keys()].map((path) => path.slice('/city-files/'.length))

test('in object storage the log lies under its own name, typed for whoever serves it, without left-overs', async () => {
  const sequencer = log.sequencer(db)
  for (const count of [1, 1, 253, 1, 1, 30]) {
    await act(db, count)
    assert.ok(await sequencer.step())
  }
  assert.equal(await compared(db, log), 287)
  assert.ok(names().every((name) => name.startsWith('record/')))
  const partial = names().filter((name) => name.startsWith('record/tile/0/000.p/'))
  assert.deepEqual(partial, [], 'partial tiles go when the full one is there')
  const typeOf = (name: string) => bucket.objects.get(`/city-files/record/${name}`)?.type
  assert.equal(typeOf('checkpoint'), 'text/plain; charset=utf-8')
  assert.equal(typeOf('tile/entries/000'), 'application/octet-stream')
})

test('stopped between any two steps, the log in object storage goes on without losing or doubling anything', async () => {
  let total = 0
  const moments = ['opened', 'placed', 'written', 'integrated', 'signed', 'kept', 'published']
  for (const moment of moments as Moment[]) {
    await act(db, 41, total)
    total += 41
    const stopped = (now: Moment) => {
      if (now === moment) throw new Error('stopped')
    }
    await assert.rejects(log.sequencer(db, { after: stopped }).step(), /stopped/)
    assert.ok(await log.sequencer(db).step())
    assert.equal(await compared(db, log), total, moment)
  }
})

test('while object storage is down the log stands still, nothing is signed, and it goes on afterwards', async () => {
  const sequencer = log.sequencer(db)
  await act(db, 5)
  await sequencer.step()
  await act(db, 300)
  let asked = 0
  bucket.meddle = () => ((asked += 1) > 2 ? { status: 503 } : undefined)
  await assert.rejects(sequencer.step())
  assert.equal(checkpointFrom(noteFrom(log.keys.signed()?.note ?? '')?.text ?? '')?.size, 5)
  bucket.meddle = () => undefined
  assert.equal((await sequencer.step())?.size, 305)
  assert.equal(await compared(db, log), 305)
})

test('several processes at once write one log in object storage', async () => {
  const processes = [1, 2, 3].map(() => trialLog(log.folder, shelf()).sequencer(db))
  for (let round = 0; round < 6; round += 1) {
    const steps = processes.map((one) =>
      one.step().catch((failure: unknown) => {
        if (!(failure instanceof LogStopped)) throw failure
      }),
    )
    await Promise.all([act(db, 7), ...steps])
  }
  await log.sequencer(db).step()
  assert.equal(await compared(db, log), 42)
})

test('a checkpoint that the network held back does not take the place of a newer one', async () => {
  const late: [path: string, headers: object, body: Buffer][] = []
  await act(db, 3)
  const first = log.sequencer(db)
  await first.step()
  bucket.meddle = ({ method, url = '', headers }, body) => {
    if (method !== 'PUT' || !url.endsWith('/checkpoint')) return undefined
    late.push([url, headers, body])
    return { status: 400 }
  }
  await act(db, 3)
  await assert.rejects(first.step(), 'no answer came')
  bucket.meddle = () => undefined
  await act(db, 3)
  await first.step()
  const [[url, headers, body] = ['', {}, Buffer.alloc(0)]] = late
  const sent = Object.entries(headers as Record<string, string>)
  const held = sent.filter(([name]) => !/^(?:host|connection|content-length)$/.test(name))
  const answer = await fetch(new URL(url, bucket.settings.endpoint), {
    method: 'PUT',
    body: Uint8Array.from(body),
    headers: Object.fromEntries(held),
  })
  assert.equal(answer.status, 412)
  assert.equal(await compared(db, log), 9)
})

const folder = mkdtempSync(join(tmpdir(), 'cityright-objects-'))
const databases = await freshDatabases(folder)
after(async () => {
  await databases.drop()
  rmSync(folder, { recursive: true, force: true })
})
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Runs the sequencer until it said so many things, then kills it; gives what it had signed. */
async function killedAfter(lines: number, where: string): Promise<string[]> {
  const hook = here('../../../../scripts/hook.mjs')
  const more = [where, folder, '', '1', JSON.stringify(bucket.settings)]
  const args = ['--import', hook, here('testing-killed.ts'), ...more]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push((JSON.parse(line) as { note: string }).note)
    if (said.length === lines) child.kill('SIGKILL')
  }
  await ended
  return said
}

test('killed at any moment, the city goes on with its log in object storage as if nothing had happened', async () => {
  const where = databases.environment['DATABASE_URL'] ?? join(folder, 'city')
  const first = await openTrial(where)
  await first.migrate([recordMigrations])
  await first.close()
  const said: string[] = []
  for (const lines of [3, 9, 17]) said.push(...(await killedAfter(lines, where)))
  const city = await openTrial(where)
  try {
    const mine = trialLog(folder, shelf())
    await act(city, 1)
    assert.ok(await mine.sequencer(city).step())
    assert.ok((await compared(city, mine)) > 4)
    const { checkpoint } = await mine.verify()
    for (const note of new Set(said)) {
      const head = checkpointFrom(noteFrom(note)?.text ?? '')
      if (!head) continue
      const proof = await readConsistency(mine.shelf.read, head.size, checkpoint.size)
      assert.ok(isConsistent(head, checkpoint, proof))
    }
  } finally {
    await city.close()
  }
})
