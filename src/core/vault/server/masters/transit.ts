/** A master key that a service keeps: the transit engine of OpenBao and HashiCorp Vault, over HTTP. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Database } from '#core/database'
import { z } from 'zod'
import { CannotStart } from '../../key-folder.ts'
import { remember } from './known.ts'
import { overNetwork, overSocket, type Send } from './sending.ts'
import type { MasterKey, MasterPlace } from './provider.ts'

const KIND = 'transit'

/** `transit:https://host:8200/v1/transit/keys/NAME`, or `transit:unix:/path:NAME` → where its operations are. */
function addressOf(masterKey: string) {
  const [, path, own] = /^transit:unix:(\/[^:]+):([\w-]+)$/.exec(masterKey) ?? []
  if (path && own) return { engine: `unix:${path}`, name: own, send: overSocket(path) }
  const found = /^transit:(https?:\/\/[^?#]+\/v1\/[^?#]+)\/keys\/([\w-]+)$/.exec(masterKey)
  const [, engine = '', name = ''] = found ?? []
  const { protocol, hostname } = new URL(engine || 'http://none')
  if (protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new CannotStart(`MASTER_KEY: keys travel over https, or stay on this machine`)
  }
  return { engine, name, send: overNetwork(engine) }
}

interface Service {
  readonly engine: string
  readonly name: string
  readonly send: Send
  readonly token: string
}

const answerShape = z.object({ data: z.unknown() })
const encrypted = z.object({ ciphertext: z.string().startsWith('vault:v') })
const decrypted = z.object({ plaintext: z.base64() })
const about = z.object({ latest_version: z.int().positive() })

/** One question. A failure says what was asked and the status, never what came back. */
async function ask<T>(service: Service, path: string, shape: z.ZodType<T>, body?: object) {
  const headers = { 'x-vault-token': service.token, 'content-type': 'application/json' }
  const { status, text } = await service.send({
    path,
    method: body ? 'POST' : 'GET',
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (status >= 300) throw new Error(`the transit service answered ${status} to ${path}`)
  const { data } = text === '' ? { data: {} } : answerShape.parse(JSON.parse(text))
  return shape.parse(data)
}

/** Rotated without an answer in its body (204), or with one; then the version is asked for. */
async function latest(service: Service): Promise<number> {
  return (await ask(service, `keys/${service.name}`, about)).latest_version
}

const markOf = ({ engine, name }: Service, version: number) =>
  createHash('sha256').update(`${engine} ${name} ${version}`).digest()

/** Who may open a socket of this machine is said by its file; over a network a token is asked for. */
function serviceOf({ masterKey = '', transitTokenFile }: MasterPlace): Service {
  const where = addressOf(masterKey)
  if (!transitTokenFile && !where.engine.startsWith('unix:'))
    throw new CannotStart('MASTER_KEY names a service: name TRANSIT_TOKEN_FILE')
  return { ...where, token: transitTokenFile ? readFileSync(transitTokenFile, 'utf8').trim() : '' }
}

async function first(service: Service): Promise<number> {
  try {
    return await latest(service)
  } catch (failure) {
    throw new CannotStart(
      `The master key ${service.name} cannot be reached at ${service.engine}: ` +
        (failure instanceof Error ? failure.message : 'no answer'),
    )
  }
}

/** Opens a master key that a service keeps; it has to be there already (type `aes256-gcm96`). */
export async function openTransitMaster(of: MasterPlace & { db: Database }): Promise<MasterKey> {
  const service = serviceOf(of)
  let version = await first(service)
  const known = (one: number) =>
    remember(of.db, { version: one, kind: KIND, fingerprint: markOf(service, one) })
  await known(version)
  return {
    get version() {
      return version
    },
    async wrap(key) {
      const plaintext = Buffer.from(key).toString('base64')
      const path = `encrypt/${service.name}`
      const { ciphertext } = await ask(service, path, encrypted, { plaintext })
      return { wrapped: Buffer.from(ciphertext), master: version }
    },
    async unwrap({ wrapped }) {
      const ciphertext = Buffer.from(wrapped).toString('utf8')
      const path = `decrypt/${service.name}`
      const { plaintext } = await ask(service, path, decrypted, { ciphertext })
      return Buffer.from(plaintext, 'base64')
    },
    async rotate() {
      await ask(service, `keys/${service.name}/rotate`, z.unknown(), {})
      const next = await latest(service)
      await known(next)
      version = next
      return next
    },
    async retire(below) {
      await ask(service, `keys/${service.name}/config`, z.unknown(), {
        min_decryption_version: below,
      })
    },
  }
}
