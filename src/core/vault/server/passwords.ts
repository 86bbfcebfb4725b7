/** Argon2id (RFC 9106) with the parameters OWASP recommends: 19 MiB, two passes, one lane. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#core/kernel'

const MEMORY = 19 * 1024
const PASSES = 2
const LANES = 1
const LENGTH = 32
/** Hashes computed at once, and asked for at once: each takes 19 MiB. */
const AT_ONCE = 4
const WAITING = 100

const compute = promisify(argon2)

/** Hashes passwords, a few at a time. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Works as long for an account that does not exist, or has no password (empty). */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

interface Parts {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly nonce: Buffer
  readonly tag: Buffer
}

function written({ memory, passes, parallelism, nonce, tag }: Parts): string {
  const text = (part: Buffer) => part.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`
}

function partsOf(hash: string): Parts {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash)
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found ?? []
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

/** Lets four run and the rest wait; refuses when too many wait. */
function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING)
        throw new Refusal('too-many', ['vault.busy'], { retryAfter: 5 })
      await new Promise<void>((go) => waiting.push(go))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

/** @param pepper a key beside the database: a stolen table of hashes alone cannot be tried out. */
export function openPasswords(pepper: Uint8Array): Passwords {
  const turn = turnstile()
  const derive = (password: string, { nonce, memory, passes, parallelism }: Omit<Parts, 'tag'>) =>
    turn(() =>
      compute('argon2id', {
        message: password.normalize('NFKC'),
        nonce,
        memory,
        passes,
        parallelism,
        tagLength: LENGTH,
        secret: pepper,
      }),
    )
  const fresh = () => ({
    memory: MEMORY,
    passes: PASSES,
    parallelism: LANES,
    nonce: randomBytes(16),
  })
  const nobody = written({ ...fresh(), tag: randomBytes(LENGTH) })
  return {
    async hash(password) {
      const parts = fresh()
      return written({ ...parts, tag: await derive(password, parts) })
    },
    async verify(password, hash) {
      const parts = partsOf(hash || nobody)
      const tag = await derive(password, parts)
      return parts.tag.length === tag.length && timingSafeEqual(tag, parts.tag)
    },
  }
}
