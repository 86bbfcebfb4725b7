import { createHash } from 'node:crypto'

/**
 * What is kept of a secret. A secret with 160 bits or more of chance needs no salt and no slow
 * hash.
 */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** True when it can be a secret of ours; anything else is not worth a question to the database. */
export function mayBeSecret(secret: string): boolean {
  return /^[0-9a-z]{20,64}$/.test(secret)
}

/** The moment so many minutes before another. */
export function minutesBefore(now: string, minutes: number): string {
  return new Date(Date.parse(now) - minutes * 60_000).toISOString()
}
