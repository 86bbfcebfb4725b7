/** Keys and references are found by their hash: whoever reads a table cannot use what stands there. */
import { createHash } from 'node:crypto'

/** SHA-256 of a secret. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
