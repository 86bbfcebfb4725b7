/** How far the groups of an attribute are apart, as Fairlearn measures it (fairlearn.metrics, 0.12). */
import { chanceFrom } from '#core/kernel'
import { type Counts, type RateName, shareOf } from './counts.ts'
import type { Interval } from './intervals.ts'
import { binomial } from './random.ts'

export const SPREADS = [
  'demographic_parity_difference',
  'demographic_parity_ratio',
  'equalized_odds_difference',
  'equalized_odds_ratio',
  'equal_opportunity_difference',
  'equal_opportunity_ratio',
] as const
export type SpreadName = (typeof SPREADS)[number]
export type Spreads = Readonly<Record<SpreadName, number | null>>

/** Rounds of the bootstrap, and where its chance begins: the same file gives the same intervals. */
const ROUNDS = 2000
const SEED = 20261126

interface Apart {
  readonly difference: number | null
  readonly ratio: number | null
}

/** Largest less smallest, and smallest by largest; nothing when a group has no value or all are zero. */
function apart(metric: RateName, groups: readonly Counts[]): Apart {
  let [low, high] = [1, 0]
  for (const counts of groups) {
    const { of, n } = shareOf(metric, counts)
    if (n === 0) return { difference: null, ratio: null }
    low = Math.min(low, of / n)
    high = Math.max(high, of / n)
  }
  if (groups.length === 0) return { difference: null, ratio: null }
  return { difference: high - low, ratio: high === 0 ? null : low / high }
}

const worst = (pick: 'max' | 'min', a: number | null, b: number | null) =>
  a === null || b === null ? null : Math[pick](a, b)

/** The six numbers. Where Fairlearn would take zero for a rate without cases, there is none here. */
export function spreadsOf(groups: readonly Counts[]): Spreads {
  const [selected, hit, alarm] = [
    apart('pprev', groups),
    apart('tpr', groups),
    apart('fpr', groups),
  ]
  return {
    demographic_parity_difference: selected.difference,
    demographic_parity_ratio: selected.ratio,
    equalized_odds_difference: worst('max', hit.difference, alarm.difference),
    equalized_odds_ratio: worst('min', hit.ratio, alarm.ratio),
    equal_opportunity_difference: hit.difference,
    equal_opportunity_ratio: hit.ratio,
  }
}

/** Draws a group anew, of its own size, as often as its decisions came out each way. */
function redrawn(counts: Counts, random: () => number): Counts {
  const { tp, fp, fn, tn } = counts
  const first = binomial(tp + fp + fn + tn, tp / Math.max(1, tp + fp + fn + tn), random)
  let left = tp + fp + fn + tn - first
  const second = binomial(left, fp / Math.max(1, fp + fn + tn), random)
  left -= second
  const third = binomial(left, fn / Math.max(1, fn + tn), random)
  return { tp: first, fp: second, fn: third, tn: left - third }
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))] ?? 0

/**
 * Where each of the six numbers may lie: quantiles of a bootstrap within the groups (Efron & Tibshirani 1993, §13),
 * of 2,000 seeded rounds. Null where the number itself is none, or where every tenth round had none.
 */
export function spreadIntervals(
  groups: readonly Counts[],
): Readonly<Record<SpreadName, Interval | null>> {
  const random = chanceFrom(SEED)
  const drawn = new Map<SpreadName, number[]>(SPREADS.map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round += 1) {
    const spreads = spreadsOf(groups.map((counts) => redrawn(counts, random)))
    for (const name of SPREADS) {
      const value = spreads[name]
      if (value !== null) drawn.get(name)?.push(value)
    }
  }
  const found = spreadsOf(groups)
  const intervals = SPREADS.map((name): [SpreadName, Interval | null] => {
    const values = (drawn.get(name) ?? []).toSorted((a, b) => a - b)
    if (found[name] === null || values.length < 0.9 * ROUNDS) return [name, null]
    return [name, [quantile(values, 0.025), quantile(values, 0.975)]]
  })
  return Object.fromEntries(intervals) as Record<SpreadName, Interval | null>
}
