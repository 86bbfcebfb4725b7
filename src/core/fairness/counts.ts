/** What a decision said and what turned out, counted per group: the numbers everything else is made of. */
import { rateOf, type Share } from './intervals.ts'

/** One decision: what was decided, what was right, and the group of each attribute, by their order. */
export interface Decided {
  readonly positive: boolean
  readonly right: boolean
  readonly groups: readonly string[]
}

/** A confusion matrix. */
export interface Counts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}

export const sizeOf = ({ tp, fp, fn, tn }: Counts): number => tp + fp + fn + tn

type Cell = keyof Counts
type Tally = Record<Cell, number>

/** Counts by group of one attribute, or of a pair of them. */
export interface Tallied {
  readonly attribute: string
  readonly groups: ReadonlyMap<string, Counts>
}

const cellOf = (positive: boolean, right: boolean): Cell =>
  positive ? (right ? 'tp' : 'fp') : right ? 'fn' : 'tn'

/** Between the names of a pair: `race×sex`, `Other×Female`. */
export const CROSS = '×'

/** The attributes alone, then each pair of them by position; never three, where nearly every cell is too small. */
function combinations(n: number): (readonly [number] | readonly [number, number])[] {
  const singles = Array.from({ length: n }, (_, at) => [at] as const)
  const pairs = singles.flatMap(([a]) =>
    Array.from({ length: n - a - 1 }, (_, more) => [a, a + 1 + more] as const),
  )
  return [...singles, ...pairs]
}

function countedBy(tally: Map<string, Tally>, group: string): Tally {
  const known = tally.get(group)
  if (known) return known
  const fresh: Tally = { tp: 0, fp: 0, fn: 0, tn: 0 }
  tally.set(group, fresh)
  return fresh
}

const sorted = (tally: Map<string, Tally>): Map<string, Counts> =>
  new Map([...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Counts decisions by each attribute and each pair of attributes. Groups come in the order of their names. */
export function tallied(decisions: Iterable<Decided>, attributes: readonly string[]): Tallied[] {
  const views = combinations(attributes.length).map((at) => ({
    at,
    attribute: at.map((one) => attributes[one] ?? '').join(CROSS),
    tally: new Map<string, Tally>(),
  }))
  for (const { positive, right, groups } of decisions) {
    const cell = cellOf(positive, right)
    for (const { at, tally } of views) {
      const [first, second] = at
      const one = groups[first] ?? ''
      const group = second === undefined ? one : `${one}${CROSS}${groups[second] ?? ''}`
      countedBy(tally, group)[cell] += 1
    }
  }
  return views.map(({ attribute, tally }) => ({ attribute, groups: sorted(tally) }))
}

/** All groups of an attribute together. */
export function together(groups: Iterable<Counts>): Counts {
  const sum: Tally = { tp: 0, fp: 0, fn: 0, tn: 0 }
  for (const { tp, fp, fn, tn } of groups) {
    sum.tp += tp
    sum.fp += fp
    sum.fn += fn
    sum.tn += tn
  }
  return sum
}

/** The rates of a group as Aequitas names them (Saleiro et al., arXiv:1811.05577, §2), but for `ppr`. */
export const RATES = [
  'pprev',
  'tpr',
  'fpr',
  'tnr',
  'fnr',
  'fdr',
  'for',
  'precision',
  'npv',
  'prev',
] as const
export type RateName = (typeof RATES)[number]

/** What is compared between groups: the rates of decisions, and each group's part of all positive decisions. */
export type MetricName = RateName | 'ppr'

const shares: Readonly<Record<RateName, (counts: Counts) => Share>> = {
  pprev: (c) => ({ of: c.tp + c.fp, n: sizeOf(c) }),
  tpr: (c) => ({ of: c.tp, n: c.tp + c.fn }),
  fpr: (c) => ({ of: c.fp, n: c.fp + c.tn }),
  tnr: (c) => ({ of: c.tn, n: c.fp + c.tn }),
  fnr: (c) => ({ of: c.fn, n: c.tp + c.fn }),
  fdr: (c) => ({ of: c.fp, n: c.tp + c.fp }),
  for: (c) => ({ of: c.fn, n: c.fn + c.tn }),
  precision: (c) => ({ of: c.tp, n: c.tp + c.fp }),
  npv: (c) => ({ of: c.tn, n: c.fn + c.tn }),
  prev: (c) => ({ of: c.tp + c.fn, n: sizeOf(c) }),
}

/** How many of how many: the share behind a rate. */
export const shareOf = (metric: RateName, counts: Counts): Share => shares[metric](counts)

/** Positive decisions of a group. */
export const positivesOf = ({ tp, fp }: Counts): number => tp + fp

const EMPTY: Readonly<Record<MetricName, string>> = {
  ppr: 'nobody at all was decided positively',
  pprev: 'no decisions',
  tpr: 'no positive labels',
  fnr: 'no positive labels',
  fpr: 'no negative labels',
  tnr: 'no negative labels',
  fdr: 'no positive decisions',
  precision: 'no positive decisions',
  for: 'no negative decisions',
  npv: 'no negative decisions',
  prev: 'no decisions',
}

/** Why a metric of a group has no value, in a few words. */
export const whyNone = (metric: MetricName): string => EMPTY[metric]

/** The metrics of a group of which `all` positive decisions were made about everybody; null where there is none. */
export function metricsOf(counts: Counts, all: number): Record<MetricName, number | null> {
  const ppr = all > 0 ? positivesOf(counts) / all : null
  const rates = RATES.map((metric) => [metric, rateOf(shareOf(metric, counts))] as const)
  return Object.fromEntries([['ppr', ppr] as const, ...rates]) as Record<MetricName, number | null>
}
