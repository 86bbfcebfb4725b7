/** What a city gives out signed, to be checked by anybody: compact JWS (RFC 7515) with EdDSA (RFC 8037). */
import { sign } from 'node:crypto'
import { type DiscoverySigner, publicKeyOf } from './sign.ts'

/** Where the keys of a city stand, also those that signed before. */
export const KEY_SET = '/.well-known/digital-rights-keys'

const part = (object: object) => Buffer.from(JSON.stringify(object)).toString('base64url')

/** An object as a compact JWS; its head names the key, and where the key stands (RFC 7515, 4.1). */
export function signJws(
  object: object,
  signer: DiscoverySigner,
  { type, url }: { readonly type: string; readonly url: string },
): string {
  const head = { alg: 'EdDSA', kid: signer.kid, typ: type, jku: `${url}${KEY_SET}` }
  const text = `${part(head)}.${part(object)}`
  return `${text}.${sign(null, Buffer.from(text), signer.privateKey).toString('base64url')}`
}

/** The public keys of a city as a JWK Set (RFC 7517, 5): what an earlier key signed can be checked for ever. */
export function keySetOf(signers: readonly DiscoverySigner[]): object {
  return {
    keys: signers.map((signer) => {
      const { kid, kty, crv, x } = publicKeyOf(signer)
      return { kid, kty, crv, x, alg: 'EdDSA', use: 'sig' }
    }),
  }
}
