/** An audit of yes-or-no decisions: are groups treated alike, how sure is that, and what cannot be said. */
import {
  CROSS,
  type Counts,
  type Decided,
  type MetricName,
  metricsOf,
  positivesOf,
  RATES,
  sizeOf,
  type Tallied,
  tallied,
  together,
  whyNone,
} from './counts.ts'
import { compared, type Disparity, fewIn, type Reference } from './disparity.ts'
import { type SpreadName, type Spreads, spreadIntervals, spreadsOf } from './fairlearn.ts'
import type { Interval } from './intervals.ts'
import { judgedTogether } from './verdict.ts'

/** One group of one attribute. */
export interface AuditedGroup extends Counts {
  readonly group: string
  readonly n: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
  /** Why a metric is null, or why it must not be judged. */
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>
}

/** What an audit found; attributes by name, pairs as `race×sex`. */
export interface Audit {
  readonly n: number
  readonly tolerance: number
  readonly reference: string
  readonly groups: Readonly<Record<string, readonly AuditedGroup[]>>
  readonly disparities: readonly Disparity[]
  readonly fairlearn: Readonly<Record<string, Spreads>>
  readonly fairlearn_intervals: Readonly<
    Record<string, Readonly<Record<SpreadName, Interval | null>>>
  >
  readonly fairlearn_reasons: Readonly<Record<string, string>>
}

/** How an audit compares: the attributes' names, the reference, and the tolerance τ of the band [τ, 1/τ]. */
export interface Auditing {
  readonly attributes: readonly string[]
  readonly reference: Reference
  readonly tolerance: number
}

const METRICS: readonly MetricName[] = ['ppr', ...RATES]

function auditedGroup(group: string, counts: Counts, all: number): AuditedGroup {
  const metrics = metricsOf(counts, all)
  const reasons: Partial<Record<MetricName, string>> = {}
  for (const metric of METRICS) {
    const reason = metrics[metric] === null ? whyNone(metric) : fewIn(metric, counts)
    if (reason !== null) reasons[metric] = reason
  }
  return { group, n: sizeOf(counts), ...counts, metrics, reasons }
}

function groupsOf({ groups }: Tallied): AuditedGroup[] {
  const all = positivesOf(together(groups.values()))
  return [...groups].map(([group, counts]) => auditedGroup(group, counts, all))
}

/** Why one of the six numbers of an attribute is missing; undefined when none is. */
function whyMissing({ groups }: Tallied): string | undefined {
  const without = (metric: 'tpr' | 'fpr') =>
    [...groups].filter(([, counts]) => metricsOf(counts, 1)[metric] === null).map(([name]) => name)
  const [noPositives, noNegatives] = [without('tpr'), without('fpr')]
  const said = [
    ...(noPositives.length > 0 ? [`no positive labels in ${noPositives.join(', ')}`] : []),
    ...(noNegatives.length > 0 ? [`no negative labels in ${noNegatives.join(', ')}`] : []),
  ]
  if (said.length > 0) return said.join('; ')
  const missing = Object.values(spreadsOf([...groups.values()])).includes(null)
  return missing ? 'a rate is zero in every group, so that there is no ratio' : undefined
}

const byAttribute = <T>(tallies: readonly Tallied[], of: (tally: Tallied) => T) =>
  Object.fromEntries(tallies.map((tally) => [tally.attribute, of(tally)]))

const nameOf = (reference: Reference) =>
  typeof reference === 'string' ? reference : reference.group

/**
 * Audits decisions (reports of Aequitas, arXiv:1811.05577, and Fairlearn) with intervals, suppression of small cells
 * and a verdict by the interval. A group called with the sign between pairs would be ambiguous and is refused.
 */
export function auditOf(decisions: readonly Decided[], auditing: Auditing): Audit {
  const { attributes, reference, tolerance } = auditing
  const odd = attributes.find((attribute) => attribute.includes(CROSS))
  if (odd !== undefined) throw new Error(`The attribute ${odd} has ${CROSS} in its name.`)
  const tallies = tallied(decisions, attributes)
  const drafts = tallies.flatMap(({ attribute, groups }) => compared(attribute, groups, reference))
  const reasons = tallies.flatMap((tally) => {
    const reason = whyMissing(tally)
    return reason === undefined ? [] : [[tally.attribute, reason] as const]
  })
  return {
    n: decisions.length,
    tolerance,
    reference: nameOf(reference),
    groups: byAttribute(tallies, groupsOf),
    disparities: judgedTogether(drafts, tolerance),
    fairlearn: byAttribute(tallies, ({ groups }) => spreadsOf([...groups.values()])),
    fairlearn_intervals: byAttribute(tallies, ({ groups }) =>
      spreadIntervals([...groups.values()]),
    ),
    fairlearn_reasons: Object.fromEntries(reasons),
  }
}
