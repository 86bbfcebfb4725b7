/** Numbers that nobody guesses, and secrets as they are found again: by their hash alone. */
import { createHash } from 'node:crypto'

/** Letters and digits that nobody takes for each other (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16
const WHOLE = /^[0-9A-HJKMNP-TV-Z]{16}$/

/** A number of eighty bits of chance: whoever knows one cannot guess another. */
export function numberFrom(secret: string): string {
  const bytes = createHash('sha256').update(`document number ${secret}`).digest()
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** A number as it is written in the register, however it was typed; undefined when it cannot be one. */
export function numberTyped(text: string): string | undefined {
  const last = text.trim().split('/').at(-1) ?? ''
  const letters = last.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (!WHOLE.test(letters)) return undefined
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** Under what a secret is found again. */
export const hashed = (use: string, secret: string) =>
  createHash('sha256').update(`cityright ${use}\0${secret}`).digest('hex')

/** The secret in whatever somebody pasted: the whole link, or what stands behind its #. */
export const secretIn = (pasted: string) => pasted.trim().split('#').at(-1)?.trim() ?? ''

/** SHA-256 of a fresh secret: 32 bytes that nobody else knows. */
export const saltOf = (secret: string) =>
  createHash('sha256').update(`document salt ${secret}`).digest()
