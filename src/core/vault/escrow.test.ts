/** The rehearsal: the key is lost, two of three people come, and the vault opens again. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openVault, type Vault } from './client.ts'
import { isEscrowed, makeEscrow, readEscrow, recoverKey } from './escrow.ts'
import { readKey } from './key-folder.ts'
import { reveal } from './personal.ts'
import { lockOf } from './passphrase.ts'
import { protectKeys } from './protect.ts'
import { contactBack, keptLog, now, recordedAs, system } from './testing.ts'
import { newPlace, type Place } from './testing-vault.ts'
import { promise } from '#test/promise'

const holders = ['data protection officer', 'head of IT', 'citizens’ ombudsman']
const plain = lockOf(undefined)

let place: Place
let shares: string[]
let earlier: string[]
let ref: string
const log = keptLog()
const open = (more: object = {}): Promise<Vault> =>
  openVault({ ...place, fork: true, log, ...more })

async function reads(vault: Vault): Promise<string | undefined> {
  const read = await vault.channel('reports').read(contactBack, ref, {
    actor: system,
    case: 'R-1',
    at: now,
  })
  return read['contact.email'] && reveal(read['contact.email'], 'mail')
}

before(async () => {
  place = await newPlace()
  const vault = await open()
  const reports = vault.channel('reports')
  await reports.publish([contactBack], recordedAs([contactBack]))
  const values = { 'contact.email': 'amina@example.org' }
  ref = await reports.keep('b', null, values, [{ purpose: contactBack.id, case: 'R-1' }], now)
  await reports.confirm('b')
  await vault.close()
})
after(() => place.remove())

test('three shares are made once, and the folder keeps only that they were', () => {
  assert.equal(isEscrowed(place.keys, plain), false)
  assert.throws(() => makeEscrow(place.keys, plain, { holders: ['one'], now }), /three holders/)
  earlier = makeEscrow(place.keys, plain, { holders, now })
  shares = makeEscrow(place.keys, plain, { holders, now })
  assert.equal(shares.length, 3)
  assert.deepEqual(readEscrow(place.keys)?.holders, holders)
  const note = readFileSync(join(place.keys, 'escrow.json'), 'utf8')
  for (const share of shares) assert.ok(!note.includes(share.split(':')[4] ?? '-'))
  assert.equal(isEscrowed(place.keys, plain), true)
})

test('the key is lost: with one share nothing opens, with two the vault reads again', async () => {
  promise('P2.13')
  rmSync(join(place.keys, 'vault.key'))
  await assert.rejects(open(), /vault\.key is missing.*masterkey recover/)
  const [one = '', two = '', three = ''] = shares
  assert.throws(() => recoverKey(place.keys, plain, [one]), /Two shares are needed/)
  assert.throws(() => recoverKey(place.keys, plain, [one, one]), /two different shares/)
  const slip = two.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  assert.throws(() => recoverKey(place.keys, plain, [one, slip]), /slip of the pen/)
  const foreign = mkdtempSync(join(tmpdir(), 'escrow-'))
  writeFileSync(join(foreign, 'vault.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 })
  const [other = ''] = makeEscrow(foreign, plain, { holders, now })
  rmSync(foreign, { recursive: true })
  assert.throws(() => recoverKey(place.keys, plain, [one, other]), /two different keys/)
  const old = earlier[1] ?? ''
  assert.throws(() => recoverKey(place.keys, plain, [one, old]), /do not make the key whole/)
  const typed = three.replace(/(.{8})/g, '$1 ').toUpperCase()
  recoverKey(place.keys, plain, [one, typed])
  assert.throws(() => recoverKey(place.keys, plain, [one, two]), /is there already/)
  const vault = await open()
  assert.equal(await reads(vault), 'amina@example.org')
  await vault.close()
})

test('under a passphrase the key file says nothing; without it, or with another, the vault stays shut', async () => {
  const passphraseFile = join(place.root, 'passphrase')
  const [right, file] = ['four words on paper', join(place.keys, 'vault.key')]
  writeFileSync(passphraseFile, `${right}\n`)
  const key = readFileSync(file, 'utf8').trim()
  assert.throws(() => protectKeys(place.keys, plain), /VAULT_PASSPHRASE_FILE/)
  assert.deepEqual(protectKeys(place.keys, lockOf(right)), [file])
  assert.ok(!readFileSync(file, 'utf8').includes(key))
  const wrong = lockOf('another four words')
  for (const lock of [plain, wrong]) {
    assert.throws(() => readKey(place.keys, 'vault', lock), /does not open with this passphrase/)
  }
  const vault = await open({ passphraseFile })
  assert.equal(await reads(vault), 'amina@example.org')
  await vault.close()
})
