/** Codes that change with time (RFC 6238, over RFC 4226), as every code generator makes them. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** How many steps a clock may be off, before and after (RFC 6238 5.2). */
const DRIFT = 1

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes in letters that every code generator reads (RFC 4648 section 6, without padding). */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += BASE32[(value >>> (bits - 5)) & 31]
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text
}

/** The bytes behind such letters. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const letter of text) {
    value = (value << 5) | BASE32.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >>> bits) & 255)
    value &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}

/** The code of one counter (RFC 4226 5.3). */
export function hotp(secret: Uint8Array, counter: number, digits: number = DIGITS): string {
  const moving = Buffer.alloc(8)
  moving.writeBigUInt64BE(BigInt(counter))
  const hash = createHmac('sha1', secret).update(moving).digest()
  const at = hash.readUInt8(hash.length - 1) & 15
  const number = hash.readUInt32BE(at) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step of time at a moment. */
export function stepAt(now: string): number {
  return Math.floor(Date.parse(now) / 1000 / STEP_SECONDS)
}

/** The step this code belongs to, later than the last one taken; undefined when it is wrong, too old or used. */
export function stepOf(
  secret: Uint8Array,
  code: string,
  { now, after }: { now: string; after: number },
): number | undefined {
  const typed = Buffer.from(code.padEnd(DIGITS).slice(0, DIGITS + 1))
  const middle = stepAt(now)
  let found: number | undefined
  for (let step = middle - DRIFT; step <= middle + DRIFT; step += 1) {
    const right = Buffer.from(hotp(secret, Math.max(0, step)))
    const same = typed.length === right.length && timingSafeEqual(typed, right)
    if (same && step > after) found ??= step
  }
  return found
}
