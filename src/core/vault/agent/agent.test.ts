/** The master key in a security module: SoftHSM of Debian, through the real command and the vault's own keys. */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { CannotStart } from '../key-folder.ts'
import { vaultMigrations } from '../place.ts'
import { openKeys } from '../server/keys.ts'
import { bytesAttribute, CKR, loadModule, type Module, ModuleFailure } from './pkcs11.ts'
import { PinRefused, TokenKey } from './token.ts'

const MODULE = '/usr/lib/softhsm/libsofthsm2.so'
const absent = !existsSync(MODULE)
// At home it is skipped aloud; where it has to be, it fails.
const skip = absent && !process.env['CI'] ? 'needs SoftHSM (apt-get install softhsm2)' : false
const PIN = '48151623'

const folder = mkdtempSync(join(tmpdir(), 'agent-'))
const tokens = join(folder, 'tokens')
const socket = join(folder, 'agent.sock')
const pinFile = join(folder, 'pin')
const config = join(folder, 'softhsm2.conf')
const main = fileURLToPath(new URL('../../../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../../../scripts/hook.mjs', import.meta.url))
const masterKey = `transit:unix:${socket}:city`
let db: Database
let running: ChildProcess | undefined

interface Started {
  readonly says: string
  /** Null while it runs. */
  readonly code: number | null
}

/** Starts the agent; waits until it answers or is over. */
async function start(...more: string[]): Promise<Started> {
  const what = ['--module', MODULE, '--token', 'vault', '--key', 'city', '--pin-file', pinFile]
  const args = ['--import', hook, main, 'key-agent', ...what, '--socket', socket, ...more]
  const child = spawn(process.execPath, args, { env: { ...process.env, SOFTHSM2_CONF: config } })
  running = child
  let says = ''
  const code = await new Promise<number | null>((done) => {
    child.once('close', done)
    child.stderr.on('data', (part) => {
      says += String(part)
      if (says.includes('answers')) done(null)
    })
  })
  return { says, code }
}

async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const child = running
  running = undefined
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const over = new Promise((done) => child.once('close', done))
  child.kill(signal)
  await over
}

const open = () => openKeys(db, folder, { masterKey })

before(async () => {
  if (skip) return
  mkdirSync(tokens)
  const lines = [
    `directories.tokendir = ${tokens}`,
    'objectstore.backend = file',
    'log.level = ERROR',
  ]
  writeFileSync(config, `${lines.join('\n')}\n`)
  const token = ['--init-token', '--free', '--label', 'vault', '--pin', PIN, '--so-pin', '87654321']
  execFileSync('softhsm2-util', token, { env: { ...process.env, SOFTHSM2_CONF: config } })
  writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 })
  db = await testDatabase([vaultMigrations])
})
afterEach(() => stop())
after(async () => {
  await db?.close()
  rmSync(folder, { recursive: true })
})

test(
  'a key is made only when the operator says so; then the token wraps keys',
  { skip },
  async () => {
    const without = await start()
    assert.deepEqual([without.code, /no key city in the token vault/.test(without.says)], [1, true])
    assert.equal((await start('--make')).code, null)
    const first = await open()
    const key = randomBytes(32)
    const wrapped = await first.master.wrap(key)
    assert.deepEqual(await first.master.unwrap(wrapped), key)
    await stop()
    assert.equal((await start()).code, null)
    const again = await open()
    assert.deepEqual(again.key('index', 'a'), first.key('index', 'a'))
    assert.deepEqual(await again.master.unwrap(wrapped), key)
  },
)

test(
  'a wrapped key that was changed, or says another version, does not open',
  { skip },
  async () => {
    await start()
    const { master } = await open()
    const { wrapped } = await master.wrap(randomBytes(32))
    const text = Buffer.from(wrapped).toString()
    const sealed = Buffer.from(text.split(':')[2] ?? '', 'base64')
    sealed[20] = (sealed[20] ?? 0) ^ 1
    for (const forged of [`vault:v1:${sealed.toString('base64')}`, text.replace('v1', 'v9'), 'x'])
      await assert.rejects(
        master.unwrap({ wrapped: Buffer.from(forged), master: 1 }),
        /answered (?:400|503)/,
      )
    assert.equal((await master.unwrap({ wrapped, master: 1 })).length, 32)
  },
)

test('nobody who knows the PIN can take the key out of the token', { skip }, () => {
  process.env['SOFTHSM2_CONF'] = config
  const module = loadModule(MODULE)
  let handle: unknown[] = []
  /** Watches what goes over to the module, to know the session and the key. */
  const watched: Module = (name, ...given) => {
    if (name === 'C_EncryptInit') handle = given
    module(name, ...given)
  }
  const token = new TokenKey({ module: watched, token: 'vault', key: 'city', pin: () => PIN })
  token.seal(Buffer.alloc(32))
  const value = [bytesAttribute(0x11, Buffer.alloc(64))]
  const take = () => module('C_GetAttributeValue', handle[0], handle[2], value, 1)
  assert.throws(take, /C_GetAttributeValue answered 0x11/)
  module('C_Finalize', null)
})

test(
  'a PIN that was refused is not tried again, by whoever starts the agent how often',
  { skip },
  async () => {
    writeFileSync(pinFile, '00000000\n')
    const first = await start()
    assert.deepEqual([first.code, /refused the PIN/.test(first.says)], [1, true])
    const second = await start()
    assert.deepEqual(
      [second.code, /refused before and is not tried again/.test(second.says)],
      [1, true],
    )
    writeFileSync(pinFile, `${PIN}\n`)
    assert.equal((await start()).code, null)
  },
)

test('an agent that is refused while it runs asks for the token once, however often it is asked', () => {
  let logins = 0
  const module: Module = (name, ...given) => {
    if (name === 'C_GetSlotList') (given[2] as number[])[0] = 1
    if (name === 'C_GetTokenInfo') (given[1] as Buffer).write('vault'.padEnd(32))
    if (name !== 'C_Login') return
    logins += 1
    throw new ModuleFailure(name, CKR.pinIncorrect)
  }
  const token = new TokenKey({ module, token: 'vault', key: 'city', pin: () => 'x' })
  for (let n = 0; n < 5; n += 1) assert.throws(() => token.latest(), PinRefused)
  assert.equal(logins, 1)
})

test(
  'a token that is taken out is missed in words, and works again when it is back',
  { skip },
  async () => {
    await start()
    const { master } = await open()
    const wrapped = await master.wrap(randomBytes(32))
    const [token = ''] = readdirSync(tokens)
    renameSync(join(tokens, token), join(folder, 'drawer'))
    await assert.rejects(master.unwrap(wrapped), /answered 503/)
    await assert.rejects(open(), (failure: Error) => /cannot be reached|503/.test(failure.message))
    renameSync(join(folder, 'drawer'), join(tokens, token))
    assert.equal((await master.unwrap(wrapped)).length, 32)
  },
)

test(
  'without the agent the vault says so and does not start; with it, it goes on',
  { skip },
  async () => {
    await start()
    const { master } = await open()
    const wrapped = await master.wrap(randomBytes(32))
    await stop('SIGKILL')
    await assert.rejects(master.unwrap(wrapped), /agent on .* does not answer/)
    const failure: unknown = await open().catch((why: unknown) => why)
    assert.ok(failure instanceof CannotStart, String(failure))
    assert.equal((await start()).code, null)
    assert.equal((await master.unwrap(wrapped)).length, 32)
  },
)

test(
  'the key changes in the token, and an old version that is ended opens nothing more',
  { skip },
  async () => {
    await start()
    const { master } = await open()
    const key = randomBytes(32)
    const old = await master.wrap(key)
    assert.equal(await master.rotate(), 2)
    const next = await master.wrap(key)
    assert.match(Buffer.from(next.wrapped).toString(), /^vault:v2:/)
    assert.deepEqual(await master.unwrap(old), key)
    await master.retire(2)
    await assert.rejects(master.unwrap(old), /answered 400/)
    await stop()
    await start()
    await assert.rejects(master.unwrap(old), /answered 400/)
    assert.deepEqual(await master.unwrap(next), key)
  },
)
