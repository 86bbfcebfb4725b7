/** The vault as a child of the city: killed under load, and left alone by a parent that died. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabase, sql } from '#core/database'
import { z } from 'zod'
import { openVault, reveal, type Vault } from './index.ts'
import { contactBack, keptLog, now, recordedAs, system } from './testing.ts'
import { newPlace, type Place, until } from './testing-vault.ts'

let place: Place
let vault: Vault
const log = keptLog()
const grants = [{ purpose: contactBack.id, case: 'R-1' }]

before(async () => {
  place = await newPlace()
  vault = await openVault({ ...place, fork: true, log })
  await vault.channel('reports').publish([contactBack], recordedAs([contactBack]))
})
after(async () => {
  await vault.close()
  await place.remove()
})

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

interface Heard {
  /** Refs whose keeping was acknowledged, with what was kept. */
  readonly kept: Map<string, string>
  /** Marks of readings that were revealed. */
  readonly read: string[]
}

/** Keeps and reads without a pause until told to stop; an outage is waited out. */
async function busy(heard: Heard, name: string, stop: () => boolean): Promise<void> {
  const reports = vault.channel('reports')
  for (let n = 0; !stop(); n += 1) {
    const mark = `${name}-${n}`
    try {
      const values = { 'contact.email': `${mark}@example.org` }
      const ref = await reports.keep(mark, null, values, grants, now)
      await reports.confirm(mark)
      heard.kept.set(ref, mark)
      await reports.read(contactBack, ref, { actor: system, case: 'R-1', reason: mark, at: now })
      heard.read.push(mark)
    } catch (failure) {
      assert.match(String(failure), /unavailable: vault-down/)
      await wait(20)
    }
  }
}

test('killed again and again under load, the vault loses nothing it acknowledged and reads nothing without its row', async () => {
  const heard: Heard = { kept: new Map(), read: [] }
  let stopped = false
  const load = Array.from({ length: 8 }, (_, n) => busy(heard, `load${n}`, () => stopped))
  for (let round = 0; round < 4; round += 1) {
    const enough = heard.kept.size + 8
    await until(() => heard.kept.size >= enough)
    await wait(Math.random() * 200)
    const { pid } = vault
    if (pid) process.kill(pid, 'SIGKILL')
    await until(() => vault.pid !== undefined && vault.pid !== pid && vault.healthy())
  }
  stopped = true
  await Promise.all(load)
  const reports = vault.channel('reports')
  for (const [ref, mark] of heard.kept) {
    const read = await reports.read(contactBack, ref, { actor: system, case: 'R-1', at: now })
    assert.equal(
      read['contact.email'] && reveal(read['contact.email'], 'mail'),
      `${mark}@example.org`,
    )
  }
  await vault.close()
  const db = await openDatabase({ url: place.url, folder: place.folder })
  const rows = await db.look((tx) =>
    tx.many(
      sql`select reason from vault.access where reason is not null`,
      z.object({ reason: z.string() }),
    ),
  )
  await db.close()
  const logged = new Set(rows.map(({ reason }) => reason))
  for (const mark of heard.read) assert.ok(logged.has(mark), `${mark} was revealed without a row`)
  vault = await openVault({ ...place, fork: true, log })
})

const CANARY = 'canary-4f1c@nowhere.example'

/**
 * A city that keeps a canary, makes the vault fail in several ways, and then waits to be killed.
 */
const city = `
import { contactEmail, declarationHash, openVault, purpose } from '#core/vault'
const log = { info: console.error, warn: console.error, error: console.error }
const vault = await openVault({ ...JSON.parse(process.argv[1]), fork: true, log })
const reports = vault.channel('reports')
const at = '2026-03-02T09:00:00.000Z'
const mine = purpose({ ...JSON.parse(process.argv[2]), fields: [contactEmail] })
await reports.publish([mine], { [mine.id]: declarationHash(mine) })
const values = { 'contact.email': '${CANARY}' }
const grants = [{ purpose: mine.id, case: 'R-1' }]
const ref = await reports.keep('b', null, values, grants, at)
await reports.confirm('b')
const actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null }
const read = await reports.read(mine, ref, { actor, case: 'R-1', at })
console.log(read, String(read['contact.email']), JSON.stringify(read))
for (const wrong of ['${CANARY}\\u0000', 'x ${CANARY}']) {
  await reports.keep('c', null, { 'contact.email': wrong }, grants, at).catch((no) => console.log(no))
  await reports.keep('d', null, values, grants, wrong).catch((no) => console.log(no))
}
const odd = [{ purpose: mine.id, case: '${CANARY}\\u0000' }]
await reports.keep('e', null, values, odd, at).catch((no) => console.log(no))
console.log('vault', vault.pid)
setInterval(() => {}, 1000)
`

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a kept value stands in no file and no line of output, and a vault whose city died goes too', async (t) => {
  const own = await newPlace()
  t.after(() => own.remove())
  const { root, url, folder, keys, socket } = own
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'))
  const said = { ...(url ? { url } : {}), ...(folder ? { folder } : {}), keys, socket }
  const child = spawn(
    process.execPath,
    [
      ...flags,
      '--input-type=module',
      '-e',
      city,
      JSON.stringify(said),
      JSON.stringify(contactBack),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  t.after(() => child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await until(() => /vault \d+\n/.test(output) || child.exitCode !== null)
  const pid = Number(/vault (\d+)\n/.exec(output)?.[1])
  assert.ok(runs(pid), output)
  child.kill('SIGKILL')
  const again = await openVault({ ...said, fork: true, log })
  t.after(() => again.close())
  assert.equal(again.healthy(), true)
  await until(() => !runs(pid))
  await again.close()
  assert.match(output, /the vault failed to answer/)
  assert.ok(!output.includes(CANARY.slice(0, 11)), output)
  for (const file of filesIn(root)) {
    assert.ok(!readFileSync(file).includes(CANARY.slice(0, 11)), `${file} holds the canary`)
  }
})

test('a vault that may not start says why, and the city does not start without it', async () => {
  await vault.close()
  const settings = { ...place, keys: join(place.root, 'no-keys-here') }
  await assert.rejects(openVault({ ...settings, fork: true, log }), (failure: Error) => {
    assert.match(failure.message, /vault\.key is missing/)
    return true
  })
})
