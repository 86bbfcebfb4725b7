/** What an audit found: rates by group with a verdict by the interval, hours lost, calibration. Pure. */
import { auditOf, type Disparity, published, wilson } from '#core/fairness'
import {
  ATTRIBUTES,
  type Calibration,
  type Finding,
  type Judgement,
  type Lost,
  type Metric,
  type Result,
} from './model/found.ts'
import type { Row } from './table.ts'

/** What is judged, and which column of the table is its label. */
export const METRICS = {
  /** Part that the machine placed; the others wait in the queue of a person. */
  sorted: { label: 'right_category', metric: 'pprev' },
  /** Of what it placed, the part whose category was right the first time. */
  category: { label: 'right_category', metric: 'precision' },
  /** Of what it placed, the part whose department was right the first time. */
  department: { label: 'right_department', metric: 'precision' },
} as const

/** Fewer than this are not told of. */
const FEW = 30
export const TOLERANCE = 0.8

const decidedOf = (rows: readonly Row[], label: 'rightCategory' | 'rightDepartment') =>
  rows.map((row) => ({
    positive: row.sorted,
    right: row[label],
    groups: ATTRIBUTES.map((name) => row[name]),
  }))

/** The audit that the command makes of the same file, with what may not be shown held back. */
export function auditBy(rows: readonly Row[], label: 'rightCategory' | 'rightDepartment') {
  const decisions = decidedOf(rows, label)
  const audit = auditOf(decisions, {
    attributes: ATTRIBUTES,
    reference: 'largest',
    tolerance: TOLERANCE,
  })
  return published(audit)
}

type Audited = ReturnType<typeof auditBy>

/** So many of so many. */
interface Share {
  readonly of: number
  readonly n: number
}

/** So many of so many rows, as this metric counts them. */
function shareOf(metric: Metric, rows: readonly Row[]): Share {
  const sorted = rows.filter((row) => row.sorted)
  if (metric === 'sorted') return { of: sorted.length, n: rows.length }
  const right = metric === 'category' ? 'rightCategory' : 'rightDepartment'
  return { of: sorted.filter((row) => row[right]).length, n: sorted.length }
}

/**
 * Where a group or its reference never has it, no ratio can be formed (Katz et al. 1978): then the nearer ends of
 * both intervals are compared, which asks for more than the interval of a ratio would.
 */
function byEnds(own: Share, other: Share): Judgement | null {
  if ((own.of === 0) === (other.of === 0)) return null
  const [one, two] = [wilson(own), wilson(other)]
  if (!one || !two) return null
  const apart = one[1] < TOLERANCE * two[0] || two[1] < TOLERANCE * one[0]
  return apart ? 'fail' : 'inconclusive'
}

/** What may be said of a group: by the interval of its ratio, or by the ends where there is none. */
function verdictOn(found: Disparity | undefined, own: Share, other: Share): Judgement | null {
  return found && found.verdict === null && found.ratio === null
    ? byEnds(own, other)
    : (found?.verdict ?? null)
}

function findingsOf(metric: Metric, audit: Audited, rows: readonly Row[]): Finding[] {
  const { metric: rate } = METRICS[metric]
  return ATTRIBUTES.flatMap((attribute) =>
    (audit.groups[attribute] ?? []).map((group): Finding => {
      const found: Disparity | undefined = audit.disparities.find(
        (one) => one.attribute === attribute && one.group === group.group && one.metric === rate,
      )
      const value = group.metrics?.[rate] ?? null
      const of = (name: string | undefined) =>
        shareOf(
          metric,
          rows.filter((row) => row[attribute] === name),
        )
      const own = of(group.group)
      return {
        ...{ metric, attribute, group: group.group, n: group.n, rate: value },
        interval: value === null ? null : wilson(own),
        ratio: found?.ratio ?? null,
        ratioInterval: found?.interval ?? null,
        verdict: group.n === null ? 'suppressed' : verdictOn(found, own, of(found?.reference)),
        reference: found?.reference ?? group.group,
      }
    }),
  )
}

function overallOf(rows: readonly Row[]): Result['overall'] {
  const share = (metric: Metric) => {
    const { of, n } = shareOf(metric, rows)
    return { rate: n === 0 ? null : of / n, interval: wilson({ of, n }) }
  }
  return {
    sorted: share('sorted'),
    category: share('category'),
    department: share('department'),
  }
}

/** Mean hours by group, of groups in which enough went wrong to say anything. */
export function lostBy(rows: readonly Row[]): Lost[] {
  const wrong = rows.flatMap((row) =>
    row.hoursLost === null ? [] : [{ row, hours: row.hoursLost }],
  )
  return ATTRIBUTES.flatMap((attribute) =>
    [...Map.groupBy(wrong, ({ row }) => row[attribute])]
      .filter(([, members]) => members.length >= FEW)
      .map(([group, members]) => ({
        attribute,
        group,
        wrong: members.length,
        meanHours: members.reduce((sum, { hours }) => sum + hours, 0) / members.length,
      }))
      .toSorted((a, b) => (a.group < b.group ? -1 : 1)),
  )
}

const BINS = 10

/** How far what was said and what came true are apart; null below thirty answers. */
export function calibrationError(
  all: readonly { readonly probability: number; readonly right: boolean }[],
): number | null {
  if (all.length < FEW) return null
  const bins = Map.groupBy(all, ({ probability }) =>
    Math.min(BINS - 1, Math.floor(probability * BINS)),
  )
  return [...bins.values()].reduce((sum, members) => {
    const said = members.reduce((total, { probability }) => total + probability, 0)
    const came = members.filter(({ right }) => right).length
    return sum + Math.abs(said - came) / all.length
  }, 0)
}

/** What was left to a person was not said of anything, however likely it seemed. */
function calibrationBy(rows: readonly Row[]): Calibration[] {
  const said = rows.flatMap((row) =>
    row.probability === null || !row.sorted
      ? []
      : [{ ...row, probability: row.probability / 100, right: row.rightCategory }],
  )
  const groups = [['*', said] as const, ...Map.groupBy(said, ({ language }) => language)]
  return groups.flatMap(([group, members]) => {
    const error = calibrationError(members)
    return error === null ? [] : [{ group, n: members.length, error }]
  })
}

/** One verdict over all: anything that fails, fails it; it passes when nothing is left open. */
export function verdictOf(findings: readonly Pick<Finding, 'verdict'>[]): Result['verdict'] {
  const all = findings.map(({ verdict }) => verdict)
  if (all.includes('fail')) return 'fail'
  return all.includes('inconclusive') || !all.includes('pass') ? 'inconclusive' : 'pass'
}

/** Everything that is computed of the table. */
export function resultOf(rows: readonly Row[], heldBack: number): Result {
  const [category, department] = [auditBy(rows, 'rightCategory'), auditBy(rows, 'rightDepartment')]
  const findings = [
    ...findingsOf('sorted', category, rows),
    ...findingsOf('category', category, rows),
    ...findingsOf('department', department, rows),
  ]
  return {
    n: rows.length,
    heldBack,
    tolerance: TOLERANCE,
    overall: overallOf(rows),
    findings,
    lost: lostBy(rows),
    calibration: calibrationBy(rows),
    verdict: verdictOf(findings),
  }
}
