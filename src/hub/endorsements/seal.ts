/** Hashes: of a code that opens, and of words that are proved later without being told now. */
import { createHash } from 'node:crypto'

/** What is kept of a secret code; small differences of writing are forgiven. */
export function hashOf(code: string): string {
  const plain = code.toLowerCase().replace(/[^0-9a-z]/g, '')
  return createHash('sha256').update(plain).digest('hex')
}

/** What stands in the record in place of what somebody wrote. */
export function sealed(salt: string, words: string): string {
  return createHash('sha256').update(`${salt}\0${words}`).digest('hex')
}
