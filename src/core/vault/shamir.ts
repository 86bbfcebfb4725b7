/**
 * Sharing of a secret (A. Shamir, "How to share a secret", CACM 22(11), 1979) over GF(256) with the
 * polynomial of AES (FIPS 197, 4.2), byte by byte. Fewer shares than needed say nothing at all.
 */
import { randomBytes } from 'node:crypto'

/** One of the parts: its number, and a byte for each byte of the secret. */
export interface Share {
  readonly index: number
  readonly bytes: Uint8Array
}

/** Product in GF(256): shift and add, reduced by x⁸ + x⁴ + x³ + x + 1; as long for any two bytes. */
export function times(one: number, other: number): number {
  let [a, b, product] = [one, other, 0]
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= a & -(b & 1)
    b >>= 1
    a = (a << 1) ^ (0x11b & -(a >> 7))
  }
  return product
}

/** The other factor of 1: by Fermat, the power 254. */
function inverse(one: number): number {
  let [result, power] = [1, one]
  for (let exponent = 254; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = times(result, power)
    power = times(power, power)
  }
  return result
}

function valueAt(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => times(sum, x) ^ coefficient, 0)
}

/** Splits a secret into so many shares, of which `needed` make it whole. */
export function split(
  secret: Uint8Array,
  { shares, needed }: { shares: number; needed: number },
  random: (bytes: number) => Uint8Array = randomBytes,
): Share[] {
  if (needed < 2 || shares < needed || shares > 255) throw new Error('shares cannot be made so')
  const made = Array.from({ length: shares }, () => new Uint8Array(secret.length))
  for (const [at, byte] of secret.entries()) {
    const coefficients = [byte, ...random(needed - 1)]
    for (const [n, share] of made.entries()) share[at] = valueAt(coefficients, n + 1)
  }
  return made.map((bytes, n) => ({ index: n + 1, bytes }))
}

/** The weight of a share in the value at zero (Lagrange). */
function weight(index: number, others: readonly number[]): number {
  return others.reduce((product, x) => times(product, times(x, inverse(x ^ index))), 1)
}

/** Makes the secret whole. With too few shares, or a wrong one, it gives another secret. */
export function combine(shares: readonly Share[]): Uint8Array {
  const indexes = shares.map(({ index }) => index)
  const length = shares[0]?.bytes.length ?? 0
  const odd = shares.some(({ bytes }) => bytes.length !== length)
  if (shares.length < 2 || odd || new Set(indexes).size < shares.length) {
    throw new Error('two different shares of the same secret are needed')
  }
  const secret = new Uint8Array(length)
  for (const { index, bytes } of shares) {
    const factor = weight(
      index,
      indexes.filter((other) => other !== index),
    )
    for (const [at, byte] of bytes.entries()) secret[at] = (secret[at] ?? 0) ^ times(factor, byte)
  }
  return secret
}
