/** Hashes of what is written: of public words as they are, of others behind a salt. */
import { createHash } from 'node:crypto'

/** The SHA-256 of a public text, as anybody makes it again from its bytes in UTF-8. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What stands in the record in place of what is not for everybody, or was only proposed. */
export function sealed(salt: string, words: string): string {
  return createHash('sha256').update(`${salt}\0${words}`).digest('hex')
}
