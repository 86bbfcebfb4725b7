/** With what the city shows a provider that it is the city (OpenID Connect Core 9, RFC 7523). */
import { createPrivateKey } from 'node:crypto'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt } from 'openid-client'
import type { ProviderSpec } from './model.ts'

/** What each kind of key signs with: RS256, ES256, Ed25519 (RFC 9864, RFC 7518). */
const ALGORITHMS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  ed25519: { name: 'Ed25519' },
} as const

const isKnown = (kind: string | undefined): kind is keyof typeof ALGORITHMS =>
  kind !== undefined && Object.hasOwn(ALGORITHMS, kind)

function signing(pem: string, kid: string | undefined): () => Promise<ClientAuth> {
  const key = createPrivateKey(pem)
  const kind = key.asymmetricKeyType
  if (!isKnown(kind)) throw new Error('the key is neither RSA nor P-256 nor Ed25519')
  const der = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }))
  return async () => {
    const usable = await crypto.subtle.importKey('pkcs8', der, ALGORITHMS[kind], false, ['sign'])
    return PrivateKeyJwt(kid === undefined ? usable : { key: usable, kid })
  }
}

/** Throws an error in words when the secret is none of its kind. */
export function authenticationBy(
  { authentication, keyId }: Pick<ProviderSpec, 'authentication' | 'keyId'>,
  secret: string,
): () => Promise<ClientAuth> {
  if (authentication === 'private-key') return signing(secret, keyId)
  const shown = authentication === 'secret' ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  return () => Promise.resolve(shown)
}
