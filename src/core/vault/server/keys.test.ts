import assert from 'node:assert/strict'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { CannotStart } from '../key-folder.ts'
import { vaultMigrations } from '../place.ts'
import { openKeys } from './keys.ts'
import { startVault } from './main.ts'

let db: Database
const folder = mkdtempSync(join(tmpdir(), 'vault-keys-'))
const keys = join(folder, 'keys')
const file = join(keys, 'vault.key')

before(async () => {
  db = await testDatabase([vaultMigrations])
  await openKeys(db, keys)
})
after(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

async function sentence(opening: Promise<unknown>): Promise<string> {
  const failure: unknown = await opening.then(
    () => undefined,
    (why: unknown) => why,
  )
  assert.ok(failure instanceof CannotStart, String(failure))
  return failure.message
}

test('the first start makes the key file, for its owner alone', () => {
  assert.deepEqual(readdirSync(keys), ['vault.key'])
  assert.equal(statSync(keys).mode & 0o777, 0o700)
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('later starts read the same keys', async () => {
  const [one, other] = [await openKeys(db, keys), await openKeys(db, keys)]
  assert.deepEqual(one.key('pseudonym', 'reports'), other.key('pseudonym', 'reports'))
  assert.notDeepEqual(one.key('pseudonym', 'reports'), one.key('pseudonym', 'permits'))
  assert.notDeepEqual(one.key('pseudonym', 'reports'), one.key('index', 'reports'))
})

test('without its key file the vault does not start, and says which file is missing', async () => {
  const empty = join(folder, 'empty')
  assert.match(await sentence(openKeys(db, empty)), /vault\.key is missing/)
  assert.deepEqual(readdirSync(empty), [], 'and it makes no new one over it')
})

test('with another key file, a damaged one, or one that others can read, it does not start', async () => {
  const right = readFileSync(file, 'utf8')
  writeFileSync(file, `${'ab'.repeat(32)}\n`)
  assert.match(await sentence(openKeys(db, keys)), /not the one this vault database/)
  writeFileSync(file, 'half a key')
  assert.match(await sentence(openKeys(db, keys)), /damaged/)
  writeFileSync(file, right)
  chmodSync(file, 0o644)
  assert.match(await sentence(openKeys(db, keys)), /can be read by others/)
  chmodSync(file, 0o600)
  await openKeys(db, keys)
})

test('the keys may not lie in the data folder', async () => {
  const quiet = { info() {}, warn() {}, error() {} }
  const settings = { folder, keys: join(folder, 'keys'), socket: join(folder, 's') }
  assert.match(await sentence(startVault(settings, quiet)), /lies in the data folder/)
})
