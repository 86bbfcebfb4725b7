/** Do groups wait equally long? The log-rank test, also within strata. */
import { requireTimes, type Watched } from './survival.ts'

/** A case with the group it belongs to, and the stratum within which it is compared. */
export interface Ranked extends Watched {
  readonly group: string
  readonly stratum?: string
}

/** Chi-square, its degrees of freedom, and the chance of it were all groups the same. */
export interface LogRank {
  readonly chi2: number
  readonly df: number
  readonly p: number
}

interface Sums {
  /** Ended less expected, by group. */
  readonly excess: Float64Array
  readonly variance: Float64Array[]
}

interface Moment {
  readonly atRisk: number[]
  readonly ended: number[]
}

function addMoment({ excess, variance }: Sums, { atRisk, ended }: Moment): void {
  const n = atRisk.reduce((sum, one) => sum + one, 0)
  const d = ended.reduce((sum, one) => sum + one, 0)
  if (d === 0 || n < 2) return
  const spread = (d * (n - d)) / (n - 1)
  for (const [g, risk] of atRisk.entries()) {
    excess[g] = (excess[g] ?? 0) + (ended[g] ?? 0) - (d * risk) / n
    const row = variance[g]
    if (!row) continue
    for (const [h, other] of atRisk.entries()) {
      row[h] = (row[h] ?? 0) + spread * (risk / n) * ((g === h ? 1 : 0) - other / n)
    }
  }
}

function addStratum(sums: Sums, cases: readonly Ranked[], place: ReadonlyMap<string, number>) {
  const sorted = cases.toSorted((a, b) => a.time - b.time)
  const atRisk = Array.from({ length: place.size }, () => 0)
  const groupOf = ({ group }: Ranked) => place.get(group) ?? 0
  for (const one of sorted) atRisk[groupOf(one)] = (atRisk[groupOf(one)] ?? 0) + 1
  for (let at = 0; at < sorted.length;) {
    const time = sorted[at]?.time
    const [before, ended] = [[...atRisk], Array.from(atRisk, () => 0)]
    for (; at < sorted.length && sorted[at]?.time === time; at += 1) {
      const one = sorted[at]
      if (!one) break
      const g = groupOf(one)
      atRisk[g] = (atRisk[g] ?? 0) - 1
      if (one.ended) ended[g] = (ended[g] ?? 0) + 1
    }
    addMoment(sums, { atRisk: before, ended })
  }
}

/** Solves `matrix · x = right` by elimination with pivots; a row without a pivot is left out and counted. */
function solved(matrix: number[][], right: number[]): { x: number[]; rank: number } {
  const n = right.length
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const pivots: number[] = []
  for (let column = 0; column < n; column += 1) {
    const from = pivots.length
    let best = from
    for (let row = from; row < n; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row
    }
    const top = rows[best]
    const value = top?.[column] ?? 0
    if (!top || Math.abs(value) < 1e-10) continue
    rows[best] = rows[from] ?? top
    rows[from] = top
    for (const [at, row] of rows.entries()) {
      if (at === from) continue
      const factor = (row[column] ?? 0) / value
      for (let k = column; k <= n; k += 1) row[k] = (row[k] ?? 0) - factor * (top[k] ?? 0)
    }
    pivots.push(column)
  }
  const x = Array.from(right, () => 0)
  for (const [row, column] of pivots.entries()) {
    x[column] = (rows[row]?.[n] ?? 0) / (rows[row]?.[column] ?? 1)
  }
  return { x, rank: pivots.length }
}

/** The logarithm of the gamma function: Lanczos, SIAM Journal on Numerical Analysis B 1 (1964) 86–96. */
function logGamma(z: number): number {
  const terms = [
    76.18009172947146, -86.5053203294168, 24.01409824083091, -1.231739572450155,
    0.001208650973866179, -0.000005395239384953,
  ]
  const sum = terms.reduce((total, term, at) => total + term / (z + 1 + at), 1.000000000190015)
  return (z + 0.5) * Math.log(z + 5.5) - (z + 5.5) + Math.log((2.5066282746310007 * sum) / z)
}

/** Chance of a chi-square value at least this large: the upper incomplete gamma function (Numerical Recipes §6.2). */
export function chiSquareTail(chi2: number, df: number): number {
  const [a, x] = [df / 2, chi2 / 2]
  if (x <= 0 || df <= 0) return 1
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a))
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let n = 1; n < 500 && Math.abs(term) > Math.abs(sum) * 1e-14; n += 1) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - sum * front
  }
  let [b, c] = [x + 1 - a, 1e300]
  let d = 1 / b
  let h = d
  for (let i = 1; i < 500; i += 1) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return front * h
}

/**
 * The log-rank test over any number of groups, its sums added over strata (Mantel, Cancer Chemotherapy Reports 50
 * (1966) 163–170; Peto & Peto, JRSS A 135 (1972) 185–207). Null with fewer than two groups or nothing to compare.
 */
export function logRank(cases: readonly Ranked[]): LogRank | null {
  requireTimes(cases)
  const names = [...new Set(cases.map(({ group }) => group))].toSorted()
  if (names.length < 2) return null
  const place = new Map(names.map((name, at) => [name, at]))
  const sums: Sums = {
    excess: new Float64Array(names.length),
    variance: names.map(() => new Float64Array(names.length)),
  }
  const strata = Map.groupBy(cases, ({ stratum }) => stratum ?? '')
  for (const members of strata.values()) addStratum(sums, members, place)
  // The excesses add up to zero, so that the last group says nothing new.
  const excess = [...sums.excess].slice(0, -1)
  const variance = sums.variance.slice(0, -1).map((row) => [...row].slice(0, -1))
  const { x, rank } = solved(variance, excess)
  if (rank === 0) return null
  const chi2 = excess.reduce((sum, one, at) => sum + one * (x[at] ?? 0), 0)
  return { chi2, df: rank, p: chiSquareTail(chi2, rank) }
}
