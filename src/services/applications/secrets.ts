/** Secrets are kept as hashes: whoever reads a table cannot use what stands there. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** SHA-256 of a secret. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Whether this is the secret of which the hash is known, compared in constant time. */
export function isSecret(sent: string, hash: string): boolean {
  const [known, told] = [Buffer.from(hash, 'hex'), hashOf(sent)]
  return known.length === told.length && timingSafeEqual(known, told)
}

/** Under which id the provider remembers something: its kind, and the SHA-256 of what it is found by. */
export function tokenId(model: string, id: string): string {
  return `${model}:${hashOf(id).toString('base64url')}`
}

/** The id of a sign-in that waits for the resident. */
export const waitingId = (interaction: string) => tokenId('Interaction', interaction)
