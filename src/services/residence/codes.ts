import { createHash } from 'node:crypto'

/** What is kept of a letter's code, however it was typed. */
export function codeHash(code: string): Buffer {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^0-9a-z]/g, ''))
    .digest()
}
