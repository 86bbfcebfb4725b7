/** Intervals of rates, of their differences and of their ratios, at 95 %. Pure; each cites its paper. */

/** The 97.5th percentile of the normal distribution. */
export const Z = 1.959963984540054

export type Interval = readonly [low: number, high: number]

/** So many of so many: the counts behind a rate. */
export interface Share {
  readonly of: number
  readonly n: number
}

export const rateOf = ({ of, n }: Share): number | null => (n > 0 ? of / n : null)

/** Where the true rate lies: Wilson, JASA 22 (1927) 209–212. Null when nothing was counted. */
export function wilson({ of, n }: Share): Interval | null {
  if (n <= 0) return null
  const p = of / n
  const z2 = Z * Z
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** Of the difference a − b: Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10. */
export function newcombe(a: Share, b: Share): Interval | null {
  const [one, other] = [wilson(a), wilson(b)]
  const [p, q] = [rateOf(a), rateOf(b)]
  if (!one || !other || p === null || q === null) return null
  const low = Math.hypot(p - one[0], other[1] - q)
  const high = Math.hypot(one[1] - p, q - other[0])
  return [p - q - low, p - q + high]
}

/** Standard error of the logarithm of a ratio of two rates; null where a count is zero, so that there is none. */
export function logError(a: Share, b: Share): number | null {
  if (a.of === 0 || b.of === 0) return null
  return Math.sqrt(1 / a.of - 1 / a.n + 1 / b.of - 1 / b.n)
}

const around = (ratio: number, error: number): Interval => [
  ratio * Math.exp(-Z * error),
  ratio * Math.exp(Z * error),
]

/** A ratio with its interval and the chance of seeing it were both rates the same. */
export interface Ratio {
  readonly ratio: number
  readonly interval: Interval
  readonly p: number
}

const ratioOf = (ratio: number, error: number): Ratio => ({
  ratio,
  interval: around(ratio, error),
  // Two rates without any spread (all of all) are the same for sure.
  p: error === 0 ? 1 : twoSided(Math.log(ratio) / error),
})

/** The ratio a / b of two separate groups: Katz et al., Biometrics 34 (1978) 469–474. */
export function katz(a: Share, b: Share): Ratio | null {
  const error = logError(a, b)
  return error === null ? null : ratioOf(a.of / a.n / (b.of / b.n), error)
}

/**
 * The ratio of a group's rate to that of everybody, of whom the group is a part: the delta method on
 * log p(group) − log p(all), with the group and the rest as the separate samples.
 */
export function ratioToAll(group: Share, all: Share): Ratio | null {
  if (group.of === 0 || all.of === 0) return null
  const rest = { of: all.of - group.of, n: all.n - group.n }
  const share = group.of / all.of
  const own = (1 - share) ** 2 * (1 / group.of - 1 / group.n)
  const others = rest.of === 0 ? 0 : (rest.of / all.of) ** 2 * (1 / rest.of - 1 / rest.n)
  return ratioOf(group.of / group.n / (all.of / all.n), Math.sqrt(own + others))
}

/** The ratio of two counts that were not drawn from a known number: log-normal for Poisson counts. */
export function countRatio(a: number, b: number): Ratio | null {
  return a === 0 || b === 0 ? null : ratioOf(a / b, Math.sqrt(1 / a + 1 / b))
}

/** Chance of a standard normal value at least this far from zero (Abramowitz & Stegun 26.2.17 through erfc). */
export function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/** The complementary error function for x ≥ 0: Press et al., Numerical Recipes §6.2; relative error below 1.2e-7. */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2)
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ]
  const sum = terms.reduceRight((total, term) => term + t * total, 0)
  return t * Math.exp(-x * x + sum)
}

/** Holm, Scandinavian Journal of Statistics 6 (1979) 65–70: p-values of a family, corrected for its size. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p)
  const adjusted = Array.from(ps, () => 1)
  let highest = 0
  for (const [rank, { p, at }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (order.length - rank)))
    adjusted[at] = highest
  }
  return adjusted
}
