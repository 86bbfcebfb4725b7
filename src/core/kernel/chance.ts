/**
 * Chance that repeats itself: uniform numbers in [0, 1), the same for a seed on every machine (Mulberry32, a 32-bit
 * generator with a full period). Good enough to invent, to shuffle and to resample; never to keep a secret.
 */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
