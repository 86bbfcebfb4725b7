/** The keys with which the city signs what it says of residents to applications: changed by the calendar. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  randomBytes,
} from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DAY = 86_400_000
/** A new key is published for so long before it signs: whoever keeps a copy of the keys has it by then. */
const ANNOUNCED = DAY
/** After so long the next key is made. */
const CHANGED = 90 * DAY
/** So long after it signed last, a key still proves what it signed. */
const REMEMBERED = 7 * DAY

/** A key by the day it was made, in milliseconds. */
interface Dated {
  readonly made: number
}

/** Which keys are published at a moment; the one that signs comes first. */
export function publishedAt<K extends Dated>(keys: readonly K[], now: number): K[] {
  const all = keys.toSorted((a, b) => a.made - b.made)
  const ready = all.findLastIndex(({ made }) => made + ANNOUNCED <= now)
  const signing = Math.max(0, ready)
  const older = all.slice(0, signing).filter((_, at) => {
    const next = all[at + 1]
    return next !== undefined && next.made + ANNOUNCED + REMEMBERED > now
  })
  return [...all.slice(signing), ...older.toReversed()]
}

/** Whether it is time for a new key. */
export function isDue(keys: readonly Dated[], now: number): boolean {
  return keys.every(({ made }) => made + CHANGED <= now)
}

/** A file that is made once; of two processes that make it, one wins and both read that. */
function madeOnce(file: string, make: () => string): string {
  try {
    writeFileSync(file, make(), { flag: 'wx', mode: 0o600, flush: true })
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure
  }
  return readFileSync(file, 'utf8')
}

function newPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

const NAME = /^signing-(\d{4}-\d{2}-\d{2})\.pem$/

function keysIn(folder: string): (Dated & { readonly file: string })[] {
  return readdirSync(folder).flatMap((file) => {
    const [, day] = NAME.exec(file) ?? []
    return day === undefined ? [] : [{ file: join(folder, file), made: Date.parse(day) }]
  })
}

/** A key as the provider takes it; its id is its RFC 7638 thumbprint in short. */
function jwkOf(pem: string): JsonWebKey {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' })
  const print = createHash('sha256').update(JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n }))
  return { ...jwk, kid: print.digest('base64url').slice(0, 16), use: 'sig', alg: 'RS256' }
}

function openFolder(keys: string): string {
  const folder = join(keys, 'applications')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** The keys that are published now, the one that signs first; a key that is due is made. */
export function signingKeys(keys: string, now: string): JsonWebKey[] {
  const folder = openFolder(keys)
  const at = Date.parse(now)
  if (isDue(keysIn(folder), at)) madeOnce(join(folder, `signing-${now.slice(0, 10)}.pem`), newPem)
  return publishedAt(keysIn(folder), at).map(({ file }) => jwkOf(readFileSync(file, 'utf8')))
}

/**
 * A key for one use, from a root that outlives all others: with it go the names by which applications know
 * residents, so it is kept as well as the vault's own.
 */
export function keyFor(keys: string, use: 'names' | 'seals' | 'cookies'): Buffer {
  const file = join(openFolder(keys), 'root.key')
  const root = madeOnce(file, () => randomBytes(32).toString('hex')).trim()
  return createHmac('sha256', Buffer.from(root, 'hex')).update(`applications ${use}`).digest()
}
