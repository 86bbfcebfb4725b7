/** With what the city shows a provider that it is the city (OpenID Connect Core 9, RFC 7523). */
import { createHash, createPublicKey, createPrivateKey, type KeyObject } from 'node:crypto'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt } from 'openid-client'
import type { Authentication } from './model.ts'

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}

/** The name of a key that everybody computes alike (RFC 7638). */
function thumbprint(key: KeyObject): string {
  const jwk = Object.entries(createPublicKey(key).export({ format: 'jwk' }))
  const wanted = MEMBERS[String(jwk.find(([name]) => name === 'kty')?.[1])] ?? []
  const members = wanted.map((name) => [name, jwk.find(([known]) => known === name)?.[1]])
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url')
}

/** What each kind of key signs with: RS256, ES256, Ed25519 (RFC 9864, RFC 7518). */
const ALGORITHMS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  ed25519: { name: 'Ed25519' },
} as const

const isKnown = (kind: string | undefined): kind is keyof typeof ALGORITHMS =>
  kind !== undefined && Object.hasOwn(ALGORITHMS, kind)

function signing(pem: string): () => Promise<ClientAuth> {
  const key = createPrivateKey(pem)
  const kind = key.asymmetricKeyType
  if (!isKnown(kind)) throw new Error('the key is neither RSA nor P-256 nor Ed25519')
  const der = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }))
  return async () => {
    const usable = await crypto.subtle.importKey('pkcs8', der, ALGORITHMS[kind], false, ['sign'])
    return PrivateKeyJwt({ key: usable, kid: thumbprint(key) })
  }
}

/** Throws an error in words when the secret is none of its kind. */
export function authenticationBy(kind: Authentication, secret: string): () => Promise<ClientAuth> {
  if (kind === 'private-key') return signing(secret)
  const shown = kind === 'secret' ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  return () => Promise.resolve(shown)
}
