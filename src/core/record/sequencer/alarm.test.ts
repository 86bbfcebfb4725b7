/** A city that comes back from a backup does not sign over what its witnesses have seen. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { keyText, parsePolicy, verifyLog, type VerifierKey } from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import { fileMemory, witnessKey, witnessServer } from '../witness/index.ts'
import { folderLog, openLogKeys, readAlarms, runRecord } from './index.ts'
import { act } from './trial.ts'

let db: Database
let folder: string
let told: string[]
let server: Server | undefined
beforeEach(async () => {
  db = await testDatabase([recordMigrations])
  folder = mkdtempSync(join(tmpdir(), 'cityright-alarm-'))
  told = []
})
afterEach(async () => {
  server?.close().closeAllConnections()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const library = () => witnessKey(at('library.key'), 'library.example/witness')

async function listening(one: Server): Promise<string> {
  server = one
  await new Promise<void>((done) => one.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}/witness`
}

/** The city on this machine: its keys and its files. */
function city(url: string) {
  const keys = openLogKeys({ folder: at('keys'), url: 'https://luzarra.example' })
  const record = runRecord({
    db,
    keys,
    shelfOf: () => folderLog(at('record')),
    policyText: `witness library ${keyText(library())} ${url}\nquorum library\n`,
    clock: () => new Date().toISOString(),
    tell: (what, failure) => told.push(`${what}: ${String(failure)}`),
  })
  return { keys, record }
}

const logs: VerifierKey[] = []
const truthful = () =>
  witnessServer(
    {
      key: library(),
      logs,
      memory: fileMemory(at('library.json')),
      clock: () => new Date().toISOString(),
    },
    () => undefined,
  )

const copy = (from: string, to: string) => {
  rmSync(at(to), { recursive: true, force: true })
  cpSync(at(from), at(to), { recursive: true })
}

test('restored from an old backup, the city signs nothing until it has back what its witness saw', async () => {
  const url = await listening(truthful())
  const before = city(url)
  logs.push(...before.keys.log)
  await act(db, 10)
  await before.record.step()
  const small = before.keys.signed()?.checkpoint.size ?? 0
  copy('keys', 'old-keys')
  copy('record', 'old-record')
  await act(db, 10, 10)
  await before.record.step()
  await before.record.stop()

  copy('record', 'mirror')
  copy('old-keys', 'keys')
  copy('old-record', 'record')
  await db.script(`alter table record.outbox disable trigger keep_entry;
    delete from record.outbox where position >= ${small}; delete from record.checkpoint;
    alter table record.outbox enable trigger keep_entry`)
  const restored = city(url)
  await act(db, 3, 50)
  await assert.rejects(restored.record.step(), /has seen a record of 23 entries with our signature/)
  assert.equal(restored.keys.signed()?.checkpoint.size, small, 'nothing was signed')
  const [alarm] = await db.look(readAlarms)
  assert.deepEqual([alarm?.witness, alarm?.size, alarm?.note !== null], ['library', 23, true])
  assert.match(told.join('\n'), /signed by us, a record of 23 entries/)

  copy('mirror', 'record')
  cpSync(join(at('mirror'), 'checkpoint'), join(at('keys'), 'record.signed'))
  const again = city(url)
  await again.record.step()
  assert.deepEqual(await db.look(readAlarms), [])
  const policy = parsePolicy(
    Buffer.from((await again.record.read('policy'))?.bytes ?? []).toString(),
  )
  const whole = await verifyLog({ read: folderLog(at('record')).read, policy })
  assert.deepEqual([whole.quorum, whole.kinds.get('test.happened')], [true, 23])
})

test('a witness that only claims to have seen more stops nobody, and the claim can be read', async () => {
  let says = '9999\n'
  const url = await listening(
    createServer((request, response) => {
      const code = request.method === 'POST' ? 409 : 404
      response.writeHead(code, { 'content-type': 'text/x.tlog.size' }).end(says)
    }),
  )
  const { record, keys } = city(url)
  await act(db, 5)
  await record.step()
  const first = keys.signed()?.checkpoint.size ?? 0
  assert.ok(first > 5)
  const [claim] = await db.look(readAlarms)
  assert.deepEqual([claim?.size, claim?.note], [9999, null])
  says = 'nonsense'
  await act(db, 5)
  await record.step()
  assert.equal(keys.signed()?.checkpoint.size, first + 5)
})
