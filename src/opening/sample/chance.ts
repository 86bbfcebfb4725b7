/** Chance that repeats itself: the same seed makes the same city. */
import { chanceFrom } from '#core/kernel'

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

/** A new line of chance. */
export function chanceOf(seed: number): Chance {
  const next = chanceFrom(seed)
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
