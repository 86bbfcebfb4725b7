/**
 * Holds a key in a security module and answers, on a Unix socket, what the transit engine of OpenBao answers over
 * HTTP (privacy-record.md 2.7). A process of its own: the vault's may load no library.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { z } from 'zod'
import type { VaultLog } from '../log.ts'
import { ModuleFailure } from './pkcs11.ts'
import { isForged, NoSuchVersion, PinRefused, type TokenKey } from './token.ts'

/** Longest question: a wrapped key is much shorter. */
const MOST_BYTES = 65_536

interface Asked {
  readonly token: TokenKey
  readonly body: unknown
}

const sealing = z.object({ plaintext: z.base64().max(1024) })
const opening = z.object({ ciphertext: z.string().regex(/^vault:v\d{1,9}:[\w+/]+={0,2}$/) })
const ending = z.object({ min_decryption_version: z.int().positive() })

/** Operations by their path below the engine; each gives the `data` of its answer, or nothing. */
const operations: Readonly<Record<string, (asked: Asked) => object | undefined>> = {
  'GET keys': ({ token }) => ({ latest_version: token.latest(), type: 'aes256-gcm96' }),
  'POST rotate': ({ token }) => void token.make(),
  'POST config': ({ token, body }) => {
    const below = ending.parse(body).min_decryption_version
    if (below > token.latest()) throw new NoSuchVersion(below)
    token.retire(below)
    return undefined
  },
  'POST encrypt': ({ token, body }) => {
    const plain = Buffer.from(sealing.parse(body).plaintext, 'base64')
    const { version, sealed } = token.seal(plain)
    plain.fill(0)
    return { ciphertext: `vault:v${version}:${sealed.toString('base64')}` }
  },
  'POST decrypt': ({ token, body }) => {
    const [, version, sealed = ''] = opening.parse(body).ciphertext.split(':')
    const plain = token.open(Number(version?.slice(1)), Buffer.from(sealed, 'base64'))
    return { plaintext: plain.toString('base64') }
  },
}

/** `/v1/transit/keys/NAME/rotate`, `/v1/transit/encrypt/NAME`: which operation, of which key. */
function wanted({ method, url = '' }: IncomingMessage): { operation: string; key: string } {
  const [, first = '', second = '', third] =
    /^\/v1\/transit\/(keys|encrypt|decrypt)\/([\w-]+)(?:\/(rotate|config))?$/.exec(url) ?? []
  const what = first === 'keys' ? (third ?? 'keys') : third === undefined ? first : ''
  return { operation: `${method} ${what}`, key: second }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > MOST_BYTES) throw new z.ZodError([])
    parts.push(part as Buffer)
  }
  const text = Buffer.concat(parts).toString()
  return text === '' ? {} : JSON.parse(text)
}

interface Said {
  readonly status: number
  readonly body?: object
}

/** What went wrong, without a value: the asker's mistake, or a token that does not answer. */
function refusalOf(failure: unknown, log: VaultLog): Said {
  const asked = failure instanceof z.ZodError || failure instanceof SyntaxError || isForged(failure)
  if (asked) return { status: 400, body: { errors: ['not understood'] } }
  if (failure instanceof NoSuchVersion) return { status: 400, body: { errors: [failure.message] } }
  const why = failure instanceof Error ? failure.message : 'unknown'
  const known = failure instanceof ModuleFailure || failure instanceof PinRefused
  log.error({ why }, known ? 'the security module refused' : 'the security module is not there')
  return { status: 503, body: { errors: [why] } }
}

/** Answers questions about one key, by this name. */
export function keyAgent(token: TokenKey, name: string, log: VaultLog): Server {
  return createServer((request, response) => {
    const { operation, key } = wanted(request)
    const run = operations[operation]
    const answer = async (): Promise<Said> => {
      if (!run || key !== name) return { status: 404, body: { errors: [] } }
      try {
        const data = run({ token, body: await bodyOf(request) })
        return data ? { status: 200, body: { data } } : { status: 204 }
      } catch (failure) {
        return refusalOf(failure, log)
      }
    }
    void answer().then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body && JSON.stringify(body))
    })
  })
}
