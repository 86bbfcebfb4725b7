/** Signatures of discovery documents: Ed25519 (RFC 8032) over the canonical form (RFC 8785). */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type DiscoveryKey, DiscoverySignature, readDiscovery } from './document.ts'
import { jcs } from './jcs.ts'

/** A key a city signs with. */
export interface DiscoverySigner {
  readonly kid: string
  readonly notBefore: string
  readonly privateKey: KeyObject
}

/** What the signatures of a document are worth to somebody who knows an earlier key, or none. */
export type Signedness = 'unsigned' | 'signed' | 'key-changed' | 'key-unproved' | 'wrong'

const OVER = 'JCS(document without signature)'
const OVER_CHANGE = 'JCS(document without signature and keyChange)'

/** The public half as the document shows it (RFC 8037). */
export function publicKeyOf({ kid, notBefore, privateKey }: DiscoverySigner): DiscoveryKey {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { kid, kty: 'OKP', crv: 'Ed25519', x, notBefore }
}

/** Fingerprint of a key: what stands in the TXT record `_cityright-key.<domain>` (SHA-256 of the raw key). */
export function fingerprint(key: Pick<DiscoveryKey, 'x'>): string {
  return createHash('sha256').update(Buffer.from(key.x, 'base64url')).digest('base64url')
}

function omitting(document: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)))
}

const without = (document: object, ...names: readonly string[]) => jcs(omitting(document, ...names))

function signatureOf(signer: DiscoverySigner, over: string, text: string) {
  const value = sign(null, Buffer.from(text), signer.privateKey).toString('base64url')
  return { kid: signer.kid, alg: 'EdDSA' as const, over, value }
}

/**
 * The document, signed. When the key is another than before, the one before signs the change: whoever
 * knows it can go over to the new one.
 */
export function signDiscovery(
  document: object,
  signer: DiscoverySigner,
  before?: DiscoverySigner,
): object {
  const bare = omitting(document, 'signature', 'keyChange')
  const changed = before
    ? { ...bare, keyChange: signatureOf(before, OVER_CHANGE, jcs(bare)) }
    : bare
  return { ...changed, signature: signatureOf(signer, OVER, jcs(changed)) }
}

function holds(key: Pick<DiscoveryKey, 'x'>, text: string, signature: DiscoverySignature): boolean {
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.x },
    format: 'jwk',
  })
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature.value, 'base64url'))
}

/**
 * What the signatures of a document are worth. `known` is the key that was seen before, or whose fingerprint
 * was proved by DNS; without it a good signature is taken at its first sight.
 */
export function signednessOf(
  raw: object,
  now: string,
  known?: Pick<DiscoveryKey, 'x'>,
): Signedness {
  if (!('signature' in raw)) return known ? 'key-unproved' : 'unsigned'
  const read = readDiscovery(JSON.stringify(raw))
  if ('wrong' in read || !read.document.signature) return 'wrong'
  const { keys, signature, keyChange } = read.document
  const key = keys.find(({ kid }) => kid === signature.kid)
  if (!key || Date.parse(key.notBefore) > Date.parse(now)) return 'wrong'
  if (!holds(key, without(raw, 'signature'), signature)) return 'wrong'
  if (!known || known.x === key.x) return 'signed'
  if (!keyChange) return 'key-unproved'
  return holds(known, without(raw, 'signature', 'keyChange'), keyChange)
    ? 'key-changed'
    : 'key-unproved'
}

/** What is known of a city's key beside its document: fingerprints, proved when it joined or shown by the DNS now. */
export interface KeyKnown {
  /** The key it was known by the last time. */
  readonly key?: Pick<DiscoveryKey, 'x'> | undefined
  /** Fingerprints that were proved before. */
  readonly anchors: readonly string[]
  /** Fingerprints the DNS shows now; none when it shows none, or was not asked. */
  readonly shown: readonly string[]
}

/** The key that a document says it is signed with. */
export function signingKeyOf({
  keys,
  signature,
}: {
  readonly keys: readonly DiscoveryKey[]
  readonly signature?: DiscoverySignature | undefined
}): DiscoveryKey | undefined {
  return keys.find(({ kid }) => kid === signature?.kid)
}

/**
 * What the signatures of a document are worth to somebody who knows fingerprints as well. A first key has to be one
 * that was proved; another key is gone over to when the old one signed it or the DNS shows it. `disagrees`: the DNS
 * names a key that is neither this one nor one that was proved before.
 */
export function provedSignedness(
  raw: object,
  now: string,
  { key: known, anchors, shown }: KeyKnown,
): { readonly signedness: Signedness; readonly disagrees: boolean } {
  const plain = signednessOf(raw, now, known)
  const read = readDiscovery(JSON.stringify(raw))
  const key = 'wrong' in read ? undefined : signingKeyOf(read.document)
  const proved = [...anchors, ...(known ? [fingerprint(known)] : [])]
  if (!key || plain === 'wrong' || plain === 'unsigned') {
    const stripped = plain === 'unsigned' && anchors.length > 0
    return { signedness: stripped ? 'key-unproved' : plain, disagrees: false }
  }
  const print = fingerprint(key)
  const disagrees = shown.length > 0 && ![print, ...proved].some((one) => shown.includes(one))
  if (plain === 'key-unproved') {
    return { signedness: shown.includes(print) ? 'key-changed' : plain, disagrees }
  }
  const first = known === undefined && anchors.length + shown.length > 0
  const strange = first && ![...anchors, ...shown].includes(print)
  return { signedness: strange ? 'key-unproved' : plain, disagrees }
}

/** Any object signed like a document: with the member `signature`, over the canonical form of the rest. */
export function signObject(object: object, signer: DiscoverySigner): object {
  const bare = omitting(object, 'signature')
  return { ...bare, signature: signatureOf(signer, OVER, jcs(bare)) }
}

/** Whether an object was signed by one of these keys, in the way of `signObject`. */
export function isSignedBy(
  object: object,
  keys: readonly Pick<DiscoveryKey, 'kid' | 'x'>[],
): boolean {
  const parsed = DiscoverySignature.safeParse('signature' in object ? object.signature : undefined)
  const key = parsed.success && keys.find(({ kid }) => kid === parsed.data.kid)
  return key ? holds(key, without(object, 'signature'), parsed.data) : false
}
