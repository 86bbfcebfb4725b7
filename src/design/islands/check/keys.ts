/** Keys of logs and witnesses (C2SP signed-note, tlog-cosignature), checked with WebCrypto. */
import { base64From, type Bytes, eightBytes, hexOf, joined, numberIn, utf8 } from './bytes.ts'
import { checkpointFrom } from './note.ts'
import { sha256 } from './tree.ts'

/** Ed25519 over the note; Ed25519 with a time; ML-DSA-44 with a time. */
export type KeyType = 1 | 4 | 6

/** A key that somebody told us of. */
export interface Key {
  readonly name: string
  /** Four bytes in hexadecimal. */
  readonly id: string
  readonly type: KeyType
  readonly bytes: Bytes
}

/** `unchecked`: this browser does not know the kind of signature. That is never as good as `good`. */
export type Signed =
  | { readonly state: 'good'; readonly seconds: number }
  | { readonly state: 'wrong' | 'unchecked' }

const LENGTH: Readonly<Record<KeyType, number>> = { 1: 32, 4: 32, 6: 1312 }
const isType = (type: number | undefined): type is KeyType => type === 1 || type === 4 || type === 6

/** A name that a note can carry: not empty, no space, no plus. */
export function isName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name)
}

/** Reads a verifier key, `name+id+base64`; undefined when it is none or does not fit its id. */
export async function keyFrom(text: string): Promise<Key | undefined> {
  const [first, second] = [text.indexOf('+'), text.indexOf('+', text.indexOf('+') + 1)]
  if (first < 1 || second < 0) return undefined
  const [name, id] = [text.slice(0, first), text.slice(first + 1, second)]
  const all = base64From(text.slice(second + 1))
  const type = all?.[0]
  if (!all || !isName(name) || !isType(type) || all.length !== LENGTH[type] + 1) return undefined
  const known = hexOf((await sha256(joined(utf8(`${name}\n`), all))).slice(0, 4))
  return known === id ? { name, id, type, bytes: all.slice(1) } : undefined
}

function named(text: string): Bytes {
  const bytes = utf8(text)
  return joined(Uint8Array.of(bytes.length), bytes)
}

/** The bytes that were signed; undefined when this kind of key signs no such text. */
function messageOf({ name, type }: Key, text: string, seconds: number): Bytes | undefined {
  if (type === 1) return utf8(text)
  if (type === 4) return utf8(`cosignature/v1\ntime ${seconds}\n${text}`)
  const checkpoint = checkpointFrom(text)
  const short = [name, checkpoint?.origin ?? ''].every((one) => utf8(one).length <= 255)
  if (!checkpoint || !short) return undefined
  const { origin, size, root } = checkpoint
  const tree = [named(origin), eightBytes(0), eightBytes(size), root]
  return joined(utf8('subtree/v1\n\0'), named(name), eightBytes(seconds), ...tree)
}

// The types of the browser do not know ML-DSA (FIPS 204) and its way to say raw yet.
const raw = (type: KeyType) =>
  type === 6
    ? { format: 'raw-public' as 'raw', name: 'ML-DSA-44' }
    : { format: 'raw' as const, name: 'Ed25519' }

/** Whether the key made this signature; undefined when this browser cannot tell. */
async function isMadeBy(key: Key, signature: Bytes, message: Bytes): Promise<boolean | undefined> {
  const { format, name } = raw(key.type)
  try {
    const known = await crypto.subtle.importKey(format, key.bytes, { name }, false, ['verify'])
    return await crypto.subtle.verify({ name }, known, signature, message)
  } catch {
    return undefined
  }
}

/** Checks a signature of this key under a text; cosignatures say when they were made, in seconds. */
export async function signedBy(key: Key, text: string, made: Bytes): Promise<Signed> {
  if (key.type !== 1 && made.length < 9) return { state: 'wrong' }
  const seconds = key.type === 1 ? 0 : numberIn(made)
  const message = seconds === undefined ? undefined : messageOf(key, text, seconds)
  if (seconds === undefined || !message) return { state: 'wrong' }
  const good = await isMadeBy(key, key.type === 1 ? made : made.slice(8), message)
  if (good === undefined) return { state: 'unchecked' }
  return good ? { state: 'good', seconds } : { state: 'wrong' }
}
