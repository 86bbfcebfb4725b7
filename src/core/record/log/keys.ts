/** Keys of logs and witnesses, and how they sign (C2SP signed-note, tlog-cosignature). */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { messageOf } from './messages.ts'

/** Ed25519 over the note; Ed25519 with a time; ML-DSA-44 with a time (C2SP signed-note). */
export type SignatureType = 1 | 4 | 6

/** What a verifier knows of a key. */
export interface VerifierKey {
  readonly name: string
  /** Four bytes in hexadecimal; with the name it names the key in a note. */
  readonly id: string
  readonly type: SignatureType
  readonly bytes: Uint8Array
  readonly publicKey: KeyObject
}

/** What a signer knows of its key. */
export interface SignerKey extends VerifierKey {
  readonly privateKey: KeyObject
}

const LENGTH: Readonly<Record<SignatureType, number>> = { 1: 32, 4: 32, 6: 1312 }
const isType = (type: number | undefined): type is SignatureType =>
  type === 1 || type === 4 || type === 6

function keyId(name: string, type: SignatureType, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(bytes)
  return hash.digest('hex').slice(0, 8)
}

function publicKeyOf(type: SignatureType, bytes: Uint8Array): KeyObject {
  const text = Buffer.from(bytes).toString('base64url')
  const key =
    type === 6
      ? { kty: 'AKP', alg: 'ML-DSA-44', pub: text }
      : { kty: 'OKP', crv: 'Ed25519', x: text }
  return createPublicKey({ key, format: 'jwk' })
}

/** A name that a note can carry: not empty, no space, no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name)
}

function verifierKey(name: string, type: SignatureType, bytes: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new Error(`${name} cannot name a key`)
  return { name, id: keyId(name, type, bytes), type, bytes, publicKey: publicKeyOf(type, bytes) }
}

/** Reads a verifier key; base64 may hold a plus, so only the first two divide it. */
export function parseKey(text: string): VerifierKey {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const all = Buffer.from(encoded, 'base64')
  const [type] = all
  const bytes = all.subarray(1)
  if (!isType(type) || bytes.length !== LENGTH[type] || all.toString('base64') !== encoded) {
    throw new Error(`this is not a verifier key of a log or witness: ${text.slice(0, 100)}`)
  }
  const key = verifierKey(name, type, bytes)
  if (key.id !== id) throw new Error(`the verifier key of ${name} does not fit its own id`)
  return key
}

/** A verifier key as people hand it on: name, id and key in one line. */
export function keyText({ name, id, type, bytes }: VerifierKey): string {
  return `${name}+${id}+${Buffer.concat([Uint8Array.of(type), bytes]).toString('base64')}`
}

function rawPublic(publicKey: KeyObject): Uint8Array {
  const jwk: { x?: string; pub?: string } = publicKey.export({ format: 'jwk' })
  return Buffer.from(jwk.pub ?? jwk.x ?? '', 'base64url')
}

/** A private key (Ed25519 or ML-DSA-44) under a name, to sign with. */
export function signerKey(name: string, type: SignatureType, privateKey: KeyObject): SignerKey {
  return { ...verifierKey(name, type, rawPublic(createPublicKey(privateKey))), privateKey }
}

function timeBytes(seconds: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(seconds))
  return bytes
}

/** Signs the text of a note; cosignatures say when (POSIX seconds). */
export function signatureBy(key: SignerKey, text: string, seconds: number): Uint8Array {
  const message = messageOf(key, text, seconds)
  if (!message) throw new Error('only a checkpoint can be signed with this kind of key')
  const made = sign(null, message, key.privateKey)
  return key.type === 1 ? made : Buffer.concat([timeBytes(seconds), made])
}

/**
 * When the signature was made, in seconds (0 when its type does not say); undefined when it is
 * not the signature of this key on this text.
 */
export function checkSignature(
  key: VerifierKey,
  text: string,
  made: Uint8Array,
): number | undefined {
  const bytes = Buffer.from(made)
  if (key.type === 1) return verify(null, Buffer.from(text), key.publicKey, bytes) ? 0 : undefined
  if (bytes.length < 9) return undefined
  const seconds = Number(bytes.readBigUInt64BE(0))
  if (!Number.isSafeInteger(seconds)) return undefined
  const message = messageOf(key, text, seconds)
  const good = message && verify(null, message, key.publicKey, bytes.subarray(8))
  return good ? seconds : undefined
}
