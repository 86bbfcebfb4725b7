/** Keys of the record are changed, retired and lost, as docs/operate/keys.md says: rehearsed from one end to the other. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { promise } from '#test/promise'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import {
  checkProof,
  judge,
  keyText,
  noteFrom,
  parseKey,
  parsePolicy,
  proofFrom,
  verifyLog,
  type VerifierKey,
} from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import { fileMemory, witnessKey, witnessServer } from '../witness/index.ts'
import { folderLog, openLogKeys, runRecord } from './index.ts'
import { restartLog, retireKeys, rotateKeys } from './rotate.ts'
import { act } from './trial.ts'

const url = 'https://luzarra.example'
const days = (n: number) =>
  new Date(Date.parse('2026-03-02T12:00:00Z') + n * 86_400_000).toISOString()
const Key = z.object({ vkey: z.string(), change: z.string() })

let db: Database
let folder: string
let now: string
let watched: VerifierKey[]
let told: string[]
let server: ReturnType<typeof witnessServer>
let policyText: string

beforeEach(async () => {
  db = await testDatabase([recordMigrations])
  folder = mkdtempSync(join(tmpdir(), 'cityright-rotate-'))
  now = days(0)
  watched = []
  told = []
  const key = witnessKey(join(folder, 'library.key'), 'library.example/witness')
  const memory = fileMemory(join(folder, 'library.json'))
  server = witnessServer({ key, logs: watched, memory, clock: () => now }, () => undefined)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  policyText = `witness library ${keyText(key)} http://127.0.0.1:${port}/witness\nquorum library\n`
})
afterEach(async () => {
  server.close().closeAllConnections()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The record of the city as one process opens it. */
function opened(postQuantum: boolean, keysFolder = join(folder, 'keys')) {
  const keys = openLogKeys({ folder: keysFolder, url, postQuantum })
  return runRecord({
    db,
    keys,
    shelfOf: (log) => folderLog(join(folder, `record-${log}`)),
    policyText,
    clock: () => now,
    tell: (what, failure) => told.push(`${what}: ${String(failure)}`),
  })
}

type Running = ReturnType<typeof opened>
const work = () => ({ folder: join(folder, 'keys'), url, now })

async function textOf(record: Running, path: string): Promise<string> {
  const file = await record.read(path)
  assert.ok(file, `nothing is served at ${path}`)
  return Buffer.from(file.bytes).toString()
}
const published = async (record: Running) => parsePolicy(await textOf(record, 'policy'))
const reading =
  (record: Running, below = '') =>
  async (path: string) =>
    (await record.read(below + path))?.bytes

/** The witness takes over the keys that the city publishes. */
async function introduce(record: Running): Promise<void> {
  watched.push(...(await published(record)).logs.map(({ key }) => key))
}

const head = async (record: Running, policy: Awaited<ReturnType<typeof published>>) => {
  const note = noteFrom(await textOf(record, 'checkpoint'))
  assert.ok(note)
  return judge(note, policy)
}

const keysSaid = () =>
  db.look((tx) =>
    tx.many(
      sql`select d->>'vkey' as vkey, d->>'change' as change from record.outbox
        where t = 'log.key' order by log, position`,
      Key,
    ),
  )
const idOf = async (n: number) => {
  const row = sql`select id from record.outbox where t = 'test.happened' and d->>'n' = ${String(n)}`
  return (await db.look((tx) => tx.one(row, z.object({ id: z.string() }))))?.id ?? ''
}

for (const postQuantum of [false, true]) {
  const how = postQuantum ? 'with ML-DSA-44 as well' : 'with Ed25519'
  const types = postQuantum ? 2 : 1

  test(`a key is changed while people act, and retired ninety days later (${how})`, async () => {
    promise('P3.9')
    const city = opened(postQuantum)
    await introduce(city)
    const old = await published(city)
    await act(db, 3)
    await city.step()
    assert.equal((await head(city, old)).quorum, true)
    const first = await keysSaid()
    assert.deepEqual(
      first.map(({ change }) => change),
      Array<string>(types + 1).fill('first'),
    )
    cpSync(join(folder, 'keys'), join(folder, 'copy'), { recursive: true })

    const second = opened(postQuantum)
    const rounds = Array.from({ length: 6 }, (_, n) => act(db, 50, 10 + n * 50).then(city.step))
    const added = rotateKeys(work())
    assert.equal(added.length, types)
    for (let n = 0; n < 6; n += 1) {
      // It stops when the other one was faster, and begins again at what was signed.
      await second.step().catch(() => undefined)
    }
    await Promise.all(rounds)
    await city.step()
    assert.throws(() => rotateKeys(work()), /under way already/)
    const both = await published(city)
    assert.equal(both.logs.length, 2 * types)
    const fresh = {
      ...old,
      logs: added.map((vkey) => ({ key: parseKey(vkey), name: '', url: '' })),
    }
    for (const policy of [old, both, fresh]) {
      const whole = await verifyLog({ read: reading(city), policy })
      assert.equal(whole.quorum, true, 'the witness knows the old key only, and cosigns')
    }
    assert.equal((await head(city, both)).log.length, 2 * types)
    const named = (await keysSaid()).flatMap(({ vkey, change }) =>
      change === 'added' ? [vkey] : [],
    )
    assert.deepEqual(named.toSorted(), [...added].toSorted())

    now = days(89)
    assert.throws(() => retireKeys(work()), /90 days: the old one can be retired on 2026-05-31/)
    now = days(91)
    retireKeys(work())
    await act(db, 1, 999)
    await city.step()
    assert.match(told.join('\n'), /did not cosign: it answers 403/)
    await introduce(city)
    now = days(92)
    await city.step()
    const last = await published(city)
    assert.deepEqual(last.logs.map(({ key }) => keyText(key)).toSorted(), [...added].toSorted())
    const whole = await verifyLog({ read: reading(city), policy: last })
    assert.deepEqual([whole.quorum, whole.kinds.get('test.happened')], [true, 304])
    await assert.rejects(verifyLog({ read: reading(city), policy: old }), /did not sign/)
    assert.equal(readdirSync(join(folder, 'keys')).includes('record.key'), false)

    const stale = opened(postQuantum, join(folder, 'copy'))
    await assert.rejects(stale.step(), /lacks a key of the log|retired/)
  })

  test(`a key is lost: the log ends where witnesses saw it last, another begins with that (${how})`, async () => {
    const city = opened(postQuantum)
    await introduce(city)
    const old = await published(city)
    await act(db, 300)
    await city.step()
    const proof = await textOf(city, `proof/${await idOf(7)}.tlog-proof`)
    watched.length = 0
    await act(db, 20, 300)
    now = days(1)
    await city.step()
    const size = (await head(city, old)).checkpoint.size
    await city.stop()

    const ended = restartLog(work())
    assert.equal(ended.size, size - 20)
    const next = opened(postQuantum)
    await introduce(next)
    await next.step()
    const policy = await published(next)
    const whole = await verifyLog({ read: reading(next), policy })
    assert.deepEqual([whole.checkpoint.origin, whole.quorum], ['luzarra.example/record-2', true])
    assert.equal(whole.kinds.get('test.happened'), 20, 'what no witness saw is in the new log')
    assert.deepEqual(
      [whole.continues?.origin, whole.continues?.size],
      ['luzarra.example/record', ended.size],
    )

    const archive = whole.continues?.archive ?? ''
    const before = await verifyLog({ read: reading(next, `${archive}/`), policy: old })
    assert.deepEqual([before.checkpoint.size, before.quorum], [ended.size, true])
    assert.equal(before.kinds.get('test.happened'), 300)
    for (const [text, by] of [
      [proof, old],
      [await textOf(next, `proof/${await idOf(7)}.tlog-proof`), old],
      [await textOf(next, `proof/${await idOf(310)}.tlog-proof`), policy],
    ] as const) {
      const parsed = proofFrom(text)
      assert.ok(parsed)
      assert.equal(checkProof(parsed, by).quorum, true)
    }
    await assert.rejects(city.step(), /start the city again/)
    await act(db, 2, 900)
    now = days(2)
    await opened(postQuantum).step()
    assert.equal((await verifyLog({ read: reading(next), policy })).kinds.get('test.happened'), 22)
  })
}

test('without a checkpoint that was witnessed, the operator says where the log ends', async () => {
  policyText = 'quorum none\n'
  const city = opened(false)
  await act(db, 5)
  await city.step()
  assert.throws(() => restartLog(work()), /--checkpoint FILE/)
  const checkpoint = await textOf(city, 'checkpoint')
  assert.throws(
    () => restartLog({ ...work(), checkpoint: checkpoint.replace('/record\n', '/records\n') }),
    /not one that this city signed/,
  )
  assert.equal(restartLog({ ...work(), checkpoint }).origin, 'luzarra.example/record')
})
