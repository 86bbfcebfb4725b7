/** What of an audit may be shown to everybody: nothing from which one person's case could be worked out. */
import type { Audit, AuditedGroup } from './audit.ts'
import { type Counts, type MetricName, sizeOf } from './counts.ts'
import type { Disparity } from './disparity.ts'
import { FEW } from './disparity.ts'
import { spreadIntervals, spreadsOf } from './fairlearn.ts'

/** A count below this is not published (official statistics call it primary suppression). */
export const MASKED_BELOW = 5

/** A group as everybody may see it: null stands for what is held back. */
export interface PublishedGroup {
  readonly group: string
  readonly n: number | null
  readonly counts: Readonly<Record<keyof Counts, number | null>> | null
  readonly metrics: AuditedGroup['metrics'] | null
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>
}

const CELLS = ['tp', 'fp', 'fn', 'tn'] as const

/**
 * The groups of one attribute that are held back: those that are too small, and when it is one alone also the next
 * smallest, since the total would give it away.
 */
export function heldBack(groups: readonly AuditedGroup[]): ReadonlySet<string> {
  const bySize = groups.toSorted((a, b) => sizeOf(a) - sizeOf(b))
  const small = bySize.filter(({ n }) => n < FEW.decisions).length
  const held = small === 1 ? 2 : small
  return new Set(bySize.slice(0, held).map(({ group }) => group))
}

function publishedGroup(group: AuditedGroup, held: ReadonlySet<string>): PublishedGroup {
  const name = group.group
  if (held.has(name)) {
    return { group: name, n: null, counts: null, metrics: null, reasons: group.reasons }
  }
  const low = CELLS.filter((cell) => group[cell] < MASKED_BELOW)
  // One masked cell of four would follow from the others: then none is shown, but the rates are.
  const counts =
    low.length === 0 ? { tp: group.tp, fp: group.fp, fn: group.fn, tn: group.tn } : null
  return { group: name, n: group.n, counts, metrics: group.metrics, reasons: group.reasons }
}

/** An audit for a public page. */
export interface PublishedAudit extends Omit<Audit, 'groups'> {
  readonly groups: Readonly<Record<string, readonly PublishedGroup[]>>
}

const hidden = (disparity: Disparity): Disparity => ({
  ...disparity,
  ...{ ratio: null, interval: null, difference: null, difference_interval: null, p: null },
  ...{ verdict: 'suppressed', reason: disparity.reason ?? 'held back to protect a smaller group' },
})

/** Holds back what is too small, and what would give it away. */
export function published(audit: Audit): PublishedAudit {
  const held = new Map(
    Object.entries(audit.groups).map(([attribute, groups]) => [attribute, heldBack(groups)]),
  )
  const isHeld = ({ attribute, group, reference }: Disparity) =>
    held.get(attribute)?.has(group) || held.get(attribute)?.has(reference)
  // What is held back must not shine through the spread between all groups either.
  const open = (attribute: string) =>
    (audit.groups[attribute] ?? []).filter(({ group }) => !held.get(attribute)?.has(group))
  const each = <T>(of: (groups: readonly AuditedGroup[]) => T) =>
    Object.fromEntries(Object.keys(audit.groups).map((name) => [name, of(open(name))]))
  return {
    ...audit,
    fairlearn: each(spreadsOf),
    fairlearn_intervals: each(spreadIntervals),
    groups: Object.fromEntries(
      Object.entries(audit.groups).map(([attribute, groups]) => [
        attribute,
        groups.map((group) => publishedGroup(group, held.get(attribute) ?? new Set())),
      ]),
    ),
    disparities: audit.disparities.map((one) =>
      isHeld(one) || one.verdict === 'suppressed' ? hidden(one) : one,
    ),
  }
}
