/** Chance that repeats itself: the same seed makes the same city. */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number
  between(least: number, most: number): number
  whole(least: number, most: number): number
  /** True that often. */
  often(share: number): boolean
  one<T>(list: readonly T[]): T
  weighted<T>(list: readonly T[], weight: (one: T) => number): T
}

/** A small generator (mulberry32): good enough to invent things, not to keep a secret. */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A new line of chance. */
export function chanceOf(seed: number): Chance {
  const next = numbers(seed)
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  function one<T>(list: readonly T[]): T {
    const found = list[whole(0, list.length - 1)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    whole,
    often: (share) => next() < share,
    one,
    weighted(list, weight) {
      let left = next() * list.reduce((sum, each) => sum + weight(each), 0)
      const found = list.find((each) => (left -= weight(each)) < 0)
      return found ?? one(list)
    },
  }
}
