/** A master key that a service keeps, against a small server that speaks the API of OpenBao. */
import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { CannotStart } from '../../key-folder.ts'
import { vaultMigrations } from '../../place.ts'
import { openKeys } from '../keys.ts'

const TOKEN = 'hvs.only-for-this-test'
const folder = mkdtempSync(join(tmpdir(), 'transit-'))
const transitTokenFile = join(folder, 'token')
const keys: Buffer[] = [randomBytes(32)]
let least = 1
let db: Database
let masterKey: string
let isUp = true

/** What the engine does (openbao.org/api-docs/secret/transit), with the answers it gives. */
const operations: Readonly<Record<string, (said: Record<string, unknown>) => unknown>> = {
  'GET keys/city': () => ({ latest_version: keys.length, type: 'aes256-gcm96' }),
  'POST keys/city/rotate': () => void keys.push(randomBytes(32)),
  'POST keys/city/config': ({ min_decryption_version }) =>
    void (least = Number(min_decryption_version)),
  'POST encrypt/city': ({ plaintext }) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keys.at(-1) ?? '', iv)
    const text = Buffer.concat([cipher.update(String(plaintext), 'base64'), cipher.final()])
    const sealed = Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64')
    return { ciphertext: `vault:v${keys.length}:${sealed}` }
  },
  'POST decrypt/city': ({ ciphertext }) => {
    const [, version, text = ''] = /^vault:v(\d+):(.+)$/.exec(String(ciphertext)) ?? []
    if (Number(version) < least) throw new Error('too old')
    const sealed = Buffer.from(text, 'base64')
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keys[Number(version) - 1] ?? '',
      sealed.subarray(0, 12),
    )
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    return { plaintext: plain.toString('base64') }
  },
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

const service = createServer((request, response) => {
  void bodyOf(request).then((said) => {
    const name = `${request.method} ${(request.url ?? '').replace('/v1/transit/', '')}`
    if (!isUp) return response.writeHead(503).end()
    if (request.headers['x-vault-token'] !== TOKEN) return response.writeHead(403).end()
    try {
      const data = operations[name]?.(said)
      if (data === undefined) return response.writeHead(204).end()
      return response.writeHead(200).end(JSON.stringify({ data }))
    } catch {
      return response.writeHead(400).end(JSON.stringify({ errors: ['no'] }))
    }
  })
})

before(async () => {
  db = await testDatabase([vaultMigrations])
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  const { port } = service.address() as AddressInfo
  masterKey = `transit:http://127.0.0.1:${port}/v1/transit/keys/city`
  writeFileSync(transitTokenFile, `${TOKEN}\n`)
})
after(async () => {
  await db.close()
  service.close()
  rmSync(folder, { recursive: true })
})

const open = (more: object = {}) => openKeys(db, folder, { masterKey, transitTokenFile, ...more })

test('keys are wrapped by the service, and no master key lies in the folder', async () => {
  const first = await open()
  const key = randomBytes(32)
  const wrapped = await first.master.wrap(key)
  assert.match(Buffer.from(wrapped.wrapped).toString(), /^vault:v1:/)
  assert.deepEqual(await first.master.unwrap(wrapped), key)
  const again = await open()
  assert.deepEqual(again.key('index', 'a'), first.key('index', 'a'))
})

test('the service makes a new version; what the old one wrapped opens until that is ended', async () => {
  const { master } = await open()
  const key = randomBytes(32)
  const old = await master.wrap(key)
  assert.equal(await master.rotate(), 2)
  const next = await master.wrap(key)
  assert.equal(next.master, 2)
  assert.deepEqual(await master.unwrap(old), key)
  await master.retire(2)
  await assert.rejects(master.unwrap(old), /answered 400/)
  assert.deepEqual(await master.unwrap(next), key)
})

async function sentence(opening: Promise<unknown>): Promise<string> {
  const failure: unknown = await opening.catch((why: unknown) => why)
  assert.ok(failure instanceof CannotStart, String(failure))
  return failure.message
}

test('without the service, with a wrong token, or with another kind of key the vault does not start', async () => {
  isUp = false
  assert.match(await sentence(open()), /cannot be reached.*503/)
  isUp = true
  writeFileSync(transitTokenFile, 'stolen\n')
  assert.match(await sentence(open()), /403/)
  writeFileSync(transitTokenFile, `${TOKEN}\n`)
  assert.match(
    await sentence(open({ masterKey: 'file' })),
    /kind transit, but MASTER_KEY says file/,
  )
  const far = 'transit:http://keys.example.org/v1/transit/keys/city'
  assert.match(await sentence(open({ masterKey: far })), /https/)
})
