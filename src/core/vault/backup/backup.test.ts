/** The rehearsal: a backup of last week, an erasure since, a lost machine, and the vault again. */
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import { openVault, type Vault } from '../client.ts'
import { reveal } from '../personal.ts'
import { vaultMigrations } from '../place.ts'
import { contactBack, keptLog, now, recordedAs, system } from '../testing.ts'
import { newPlace, type Place } from '../testing-vault.ts'
import { backupVault, restoreVault } from './backup.ts'
import { KEY_TABLES, VAULT_TABLES } from './tables.ts'
import { promise } from '#test/promise'

const log = keptLog()
const people: Record<string, string> = {}
const accounts: Record<string, string> = {}
let place: Place
let other: Place
let to: string
let keysTo: string
let stamp: string

const open = (where: Place): Promise<Vault> => openVault({ ...where, fork: true, log })

async function reads(vault: Vault, name: string): Promise<string | undefined> {
  const asked = { actor: system, case: 'R-1', at: now }
  const read = await vault.channel('reports').read(contactBack, people[name] ?? '', asked)
  return read['contact.email'] && reveal(read['contact.email'], 'mail')
}

before(async () => {
  place = await newPlace()
  other = await newPlace()
  ;[to, keysTo] = [join(place.root, 'copies'), join(place.root, 'copies-of-keys')]
  const vault = await open(place)
  const reports = vault.channel('reports')
  await reports.publish([contactBack], recordedAs([contactBack]))
  for (const [n, name] of ['amina', 'bruno'].entries()) {
    const values = { 'contact.email': `${name}@example.org` }
    const grants = [{ purpose: contactBack.id, case: 'R-1' }]
    const { accounts: door } = vault.channel('account')
    const at = { email: `${name}@example.org`, address: 'home', now }
    const said = { ...at, password: `${name} likes the harbour`, language: 'en', confirmed: true }
    const opened = await door.open(said)
    accounts[name] = 'peopleRef' in opened ? opened.peopleRef : ''
    people[name] = await reports.refOf(accounts[name] ?? '')
    await reports.keep(`b${n}`, people[name] ?? '', values, grants, now)
    await reports.confirm(`b${n}`)
  }
  await vault.close()
})
after(async () => {
  await place.remove()
  await other.remove()
})

const everything = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name)))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1'))
    .join('\n')

test('a backup lays ciphertext and keys apart, and neither holds a word of anybody', async () => {
  await assert.rejects(
    backupVault(place, { to, keysTo: join(to, 'keys'), now }),
    /keep keys and ciphertext apart/,
  )
  mkdirSync(join(keysTo, '2026-01-29T090000Z'), { recursive: true })
  mkdirSync(join(keysTo, '2026-02-01T090000Z'), { recursive: true })
  const done = await backupVault(place, { to, keysTo, now })
  assert.deepEqual(done.pruned, ['2026-01-29T090000Z'], 'keys are kept thirty days')
  stamp = '2026-03-02T090000Z'
  assert.deepEqual([done.folder, done.keyFolder], [join(to, stamp), join(keysTo, stamp)])
  const [ciphertext, keys] = [everything(to), everything(keysTo)]
  assert.ok(ciphertext.includes('vault.datum') && !ciphertext.includes('keys.dek'))
  assert.ok(keys.includes('keys.dek') && !keys.includes('vault.datum'))
  assert.ok(!ciphertext.includes('amina') && !keys.includes('amina'))
  assert.ok(!ciphertext.includes(readFileSync(join(place.keys, 'vault.key'), 'utf8').trim()))
})

test('after a restore everybody is back but who was erased since the backup', async () => {
  promise('P2.10')
  const vault = await open(place)
  const folder = vault.channel('folder')
  const inFolder = await folder.refOf(accounts['bruno'] ?? '')
  const receipt = await folder.rights.erase(inFolder, { decided: true, at: now })
  assert.deepEqual(
    receipt.classes.map((one) => one.outcome),
    ['erased', 'erased'],
  )
  await vault.close()
  const of = { from: join(to, stamp), keysFrom: join(keysTo, stamp), log }
  mkdirSync(other.keys, { recursive: true, mode: 0o700 })
  writeFileSync(
    join(other.keys, 'erasures.jsonl'),
    readFileSync(join(place.keys, 'erasures.jsonl')),
  )
  const restored = await restoreVault(other, of)
  assert.equal(restored.erasedAgain, 2, 'his address and his account')
  const again = await open(other)
  assert.equal(await reads(again, 'amina'), 'amina@example.org')
  assert.equal(await reads(again, 'bruno'), undefined)
  await again.close()
  await assert.rejects(restoreVault(other, of), /not empty/)
})

test('half a file is no backup', async () => {
  const third = await newPlace()
  const from = join(place.root, 'half')
  mkdirSync(from)
  const whole = gunzipSync(readFileSync(join(to, stamp, 'vault.jsonl.gz'))).toString()
  const half = whole.split('\n').slice(0, -2).join('\n')
  writeFileSync(join(from, 'vault.jsonl.gz'), gzipSync(half))
  const keysFrom = join(keysTo, stamp)
  await assert.rejects(restoreVault(third, { from, keysFrom, log }), /is not whole/)
  rmSync(from, { recursive: true })
  await third.remove()
})

test('a backup that was killed half way is no copy, and the next ones take it away', async () => {
  promise('P2.42')
  const [half, other] = [join(place.root, 'killed'), join(place.root, 'killed-keys')]
  const at = { to: half, keysTo: other, now }
  const dies = () => {
    throw new Error('killed')
  }
  await assert.rejects(backupVault(place, { ...at, beside: dies }), /killed/)
  const left = readdirSync(half)
  assert.deepEqual([left, readdirSync(other)], [[`${stamp}.part`], [`${stamp}.part`]])
  const third = await newPlace()
  const of = { from: join(half, `${stamp}.part`), keysFrom: join(other, `${stamp}.part`), log }
  await assert.rejects(restoreVault(third, of), /half a copy/)
  const nextDay = '2026-03-03T09:00:01.000Z'
  const done = await backupVault(place, { ...at, now: nextDay })
  const names = ['2026-03-03T090001Z']
  assert.deepEqual([readdirSync(half), readdirSync(other)], [names, names])
  assert.deepEqual(done.pruned, [`${stamp}.part`], 'its keys went with it')
  await third.remove()
})

test('a copy that is not there, or broken off, begins no restore: the right one can be named after it', async () => {
  promise('P2.42')
  const third = await newPlace()
  const [from, keysFrom] = [join(to, stamp), join(keysTo, stamp)]
  const broken = join(place.root, 'broken')
  mkdirSync(broken)
  const file = 'keys.jsonl.gz'
  const whole = readFileSync(join(keysFrom, file))
  writeFileSync(join(broken, file), whole.subarray(0, whole.length / 2))
  const nowhere = join(place.root, 'nowhere')
  await assert.rejects(restoreVault(third, { from, keysFrom: nowhere, log }), /is no copy/)
  await assert.rejects(restoreVault(third, { from, keysFrom: broken, log }), /is not whole/)
  const restored = await restoreVault(third, { from, keysFrom, log })
  assert.ok(restored.rows > 0 && restored.keys > 0)
  await third.remove()
})

test('no table of the vault is forgotten by its backup', async () => {
  const db = await testDatabase([vaultMigrations])
  const rows = await db.look((tx) =>
    tx.many(
      sql`select table_schema || '.' || table_name as name from information_schema.tables
        where table_schema in ('vault', 'keys') order by 1`,
      z.object({ name: z.string() }),
    ),
  )
  await db.close()
  const backed = [...KEY_TABLES, ...VAULT_TABLES].map(({ name }) => name).toSorted()
  assert.deepEqual(
    rows.map(({ name }) => name),
    backed,
  )
})
