import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no i, l, o or u, so nobody mistypes a code read from paper. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

let last = -1
let count = 0

/**
 * The counter of RFC 9562 section 6.2 method 1: ids made in the same millisecond keep their order.
 */
function countAt(time: number, fresh: Buffer): number {
  count = time === last ? (count + 1) >>> 0 : fresh.readUInt32BE(0) >>> 1
  last = time
  return count
}

/** A new id, a UUID of version 7 (RFC 9562 section 5.7): ids sort by the time they were made. */
export function newId(now: string): string {
  const bytes = randomBytes(16)
  const time = Date.parse(now)
  const counted = countAt(time, bytes)
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | (counted >>> 20), 6)
  bytes.writeUInt16BE(0x8000 | ((counted >>> 6) & 0x3fff), 8)
  bytes[10] = ((counted & 0x3f) << 2) | ((bytes[10] ?? 0) & 3)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

/** A secret nobody can guess, in letters people can type: base 32 of that many random bytes. */
export function newSecret(bytes = 16): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of randomBytes(bytes)) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += LETTERS[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + LETTERS[(held << (5 - bits)) & 31] : text
}
