/** A code generator as anybody's telephone has one, written apart from the city's own (RFC 6238). */
import { createHmac } from 'node:crypto'

/** What it shows at a moment for a secret in letters. */
export function codeAt(letters: string, now: string): string {
  const bits = Array.from(letters)
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeUInt32BE(Math.floor(Date.parse(now) / 30_000), 4)
  const hash = createHmac('sha1', secret).update(step).digest()
  const at = (hash[19] ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
