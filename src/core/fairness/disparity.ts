/** Groups compared with a reference, and what may be said of it. */
import {
  type Counts,
  type MetricName,
  positivesOf,
  type RateName,
  shareOf,
  sizeOf,
  together,
  whyNone,
} from './counts.ts'
import {
  countRatio,
  type Interval,
  katz,
  newcombe,
  type Ratio,
  rateOf,
  ratioToAll,
} from './intervals.ts'

/** A cell with fewer decisions than this is not judged, nor one with fewer cases behind a rate. */
export const FEW = { decisions: 30, cases: 10 } as const

/** What is compared: part of the positive decisions, rate of them, and the rates of being right and wrong. */
export const COMPARED = [
  'ppr',
  'pprev',
  'tpr',
  'fpr',
  'tnr',
  'fnr',
  'fdr',
  'for',
  'precision',
  'npv',
] as const satisfies readonly MetricName[]
export type Compared = (typeof COMPARED)[number]

/** With whom each group is compared: everybody, the largest group, for each metric the best one, or one by name. */
export type Reference = 'overall' | 'largest' | 'best' | { readonly group: string }

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'suppressed'

/** One group beside its reference in one metric. */
export interface Disparity {
  readonly attribute: string
  readonly group: string
  readonly reference: string
  readonly metric: Compared
  readonly ratio: number | null
  readonly interval: Interval | null
  readonly difference: number | null
  readonly difference_interval: Interval | null
  /** Chance of such a ratio between equal groups, corrected for all comparisons of the audit. */
  readonly p: number | null
  readonly verdict: Verdict | null
  readonly reason: string | null
}

/** What a comparison is made of before all of them are corrected together. */
export interface Draft extends Omit<Disparity, 'p' | 'verdict' | 'reason'> {
  readonly rawP: number | null
  readonly few: string | null
  readonly none: string | null
}

/** Rates of which little is better; of the others much is. */
const HARM: ReadonlySet<Compared> = new Set(['fpr', 'fnr', 'fdr', 'for'])

/** A name nobody's group has: with a space in front. */
export const EVERYBODY = ' everybody'

type Groups = ReadonlyMap<string, Counts>

const plural = (n: number, what: string) => `too few to judge: ${n} ${what}`

/** Why a metric of a group is not judged; null when there are enough. */
export function fewIn(metric: MetricName, counts: Counts): string | null {
  const n = sizeOf(counts)
  if (n < FEW.decisions) return plural(n, 'decisions')
  const behind = metric === 'ppr' ? n : shareOf(metric, counts).n
  if (behind >= FEW.cases) return null
  const what: Record<RateName, string> = {
    ...{ pprev: 'decisions', prev: 'decisions', tpr: 'positive labels', fnr: 'positive labels' },
    ...{ fpr: 'negative labels', tnr: 'negative labels', fdr: 'positive decisions' },
    ...{ precision: 'positive decisions', for: 'negative decisions', npv: 'negative decisions' },
  }
  return plural(behind, metric === 'ppr' ? 'decisions' : what[metric])
}

function largestOf(groups: Groups): string {
  const sizes = [...groups].toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))
  return sizes[0]?.[0] ?? ''
}

function bestOf(groups: Groups, metric: Compared): string {
  const judged = [...groups].filter(([, counts]) => fewIn(metric, counts) === null)
  const value = (counts: Counts) =>
    metric === 'ppr' ? positivesOf(counts) : (rateOf(shareOf(metric, counts)) ?? 0)
  const sign = HARM.has(metric) ? 1 : -1
  const [best] = judged.toSorted(([, a], [, b]) => sign * (value(a) - value(b)))
  return best?.[0] ?? largestOf(groups)
}

/** Who the reference is; a named group that this attribute does not have gives way to the largest. */
export function referenceOf(groups: Groups, metric: Compared, reference: Reference): string {
  if (reference === 'overall') return EVERYBODY
  if (reference === 'best') return bestOf(groups, metric)
  if (reference === 'largest' || !groups.has(reference.group)) return largestOf(groups)
  return reference.group
}

interface Compare {
  readonly metric: Compared
  readonly own: Counts
  readonly other: Counts
  readonly everybody: boolean
}

function ratioOf({ metric, own, other, everybody }: Compare): Ratio | null {
  if (metric === 'ppr') return countRatio(positivesOf(own), positivesOf(other))
  const [a, b] = [shareOf(metric, own), shareOf(metric, other)]
  return everybody ? ratioToAll(a, b) : katz(a, b)
}

function whyNoRatio({ metric, own, other }: Compare): string | null {
  const behind = (counts: Counts) =>
    metric === 'ppr' ? { of: positivesOf(counts), n: sizeOf(counts) } : shareOf(metric, counts)
  const [a, b] = [behind(own), behind(other)]
  if (a.n === 0) return whyNone(metric)
  if (b.n === 0) return `the reference has ${whyNone(metric)}`
  if (a.of === 0 && b.of === 0) return 'the rate is zero in both'
  if (a.of === 0) return 'the rate is zero in this group'
  return b.of === 0 ? 'the rate is zero in the reference' : null
}

const differenceOf = ({ metric, own, other }: Compare) => {
  if (metric === 'ppr') return { difference: null, difference_interval: null }
  const [a, b] = [shareOf(metric, own), shareOf(metric, other)]
  const [p, q] = [rateOf(a), rateOf(b)]
  const difference = p === null || q === null ? null : p - q
  return { difference, difference_interval: newcombe(a, b) }
}

/** Every group of an attribute beside its reference, not judged yet. */
export function compared(attribute: string, groups: Groups, reference: Reference): Draft[] {
  const all = together(groups.values())
  return COMPARED.flatMap((metric) => {
    const name = referenceOf(groups, metric, reference)
    const everybody = name === EVERYBODY
    const other = everybody ? all : (groups.get(name) ?? all)
    return [...groups].flatMap(([group, own]): Draft[] => {
      if (group === name) return []
      const compare = { metric, own, other, everybody }
      const found = ratioOf(compare)
      return [
        {
          ...{ attribute, group, metric, reference: everybody ? 'overall' : name },
          ...{ ratio: found?.ratio ?? null, interval: found?.interval ?? null },
          ...differenceOf(compare),
          rawP: found?.p ?? null,
          none: whyNoRatio(compare),
          few: fewIn(metric, own) ?? fewIn(metric, other),
        },
      ]
    })
  })
}
