/** The anonymous table of an audit: one row a report, without anything by which the report could be found. Pure. */
import type { Outcomes } from '#core/decisions'
import type { Routed } from '#services/reports'
import { ATTRIBUTES, type Attribute } from './model/found.ts'

/** One report in the table. */
export interface Row extends Readonly<Record<Attribute, string>> {
  /** The machine placed it, rather than leaving it to a person. */
  readonly sorted: boolean
  /** The category it came in with is the one it has. */
  readonly rightCategory: boolean
  /** The unit the machine chose is the one that has it. */
  readonly rightDepartment: boolean
  /** Whole hours until it was put right; null where nothing was. */
  readonly hoursLost: number | null
  /** How sure the machine was, in whole percent; null where it does not say. */
  readonly probability: number | null
}

/** What stands where saying it would set a report apart. */
export const ANY = '*'

/** Reports that have to look alike in the table before they may stand in it. */
export const ALIKE = 5

/** Outcomes by which a machine leaves it to a person. */
const LEFT: ReadonlySet<string> = new Set(['none', 'person', 'human', 'abstained'])

const HOUR = 3_600_000

const lengthOf = (length: number) => (length < 40 ? 'short' : length < 200 ? 'middle' : 'long')

/** A classifier calls it a chance; instructions call a likeness so, which is no probability. */
function probabilityIn({ values }: Pick<Outcomes, 'values'>): number | null {
  const chance = values['by'] === 'model' ? values['chance'] : undefined
  const said = values['probability'] ?? values['confidence'] ?? chance
  if (typeof said !== 'number' || !(said >= 0 && said <= 100)) return null
  return Math.round(said <= 1 ? said * 100 : said)
}

/** The row of a report and the first decision about it. An outcome may be a unit or a category. */
export function rowOf(report: Routed, decision: Pick<Outcomes, 'outcome' | 'values'>): Row {
  const sorted = !LEFT.has(decision.outcome)
  const { outcome } = decision
  const rightCategory = outcome === report.category || report.firstCategory === report.category
  const rightDepartment = outcome === report.unit || outcome === report.category
  const lost = sorted && !rightDepartment && report.movedAt !== null
  const hours = lost ? (Date.parse(report.movedAt ?? '') - Date.parse(report.openedAt)) / HOUR : 0
  return {
    district: report.district ?? 'none',
    language: report.language,
    channel: report.source,
    length: lengthOf(report.length),
    sorted,
    rightCategory: sorted && rightCategory,
    rightDepartment: sorted && rightDepartment,
    hoursLost: lost ? Math.max(0, Math.round(hours)) : null,
    probability: probabilityIn(decision),
  }
}

const keyOf = (row: Row) => ATTRIBUTES.map((name) => row[name]).join('\u0000')

/** What is given up first: it says least of how people are treated. */
const ORDER: readonly Attribute[] = ['length', 'channel', 'language', 'district']

/**
 * Rows of which fewer than five look alike say less, one attribute after the other, until they do not stand out; what
 * stands out even then is held back (k-anonymity: Sweeney, IJUFKS 10 (2002) 557–570). The order of rows says nothing.
 */
export function anonymous(rows: readonly Row[]): {
  readonly rows: Row[]
  readonly heldBack: number
} {
  let all = [...rows]
  for (const attribute of ORDER) {
    const counts = Map.groupBy(all, keyOf)
    all = all.map((row) =>
      (counts.get(keyOf(row))?.length ?? 0) < ALIKE ? { ...row, [attribute]: ANY } : row,
    )
  }
  const counts = Map.groupBy(all, keyOf)
  const kept = all.filter((row) => (counts.get(keyOf(row))?.length ?? 0) >= ALIKE)
  return { rows: kept, heldBack: all.length - kept.length }
}

const COLUMNS = [...ATTRIBUTES, 'sorted', 'right_category', 'right_department', 'probability']

const bit = (yes: boolean) => (yes ? '1' : '0')
const cellOf = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Steps of ten: the page of a decision says the exact value to everybody, and it would lead to the report. */
const step = (percent: number) => String(Math.min(90, Math.floor(percent / 10) * 10))

/**
 * The table as a file (RFC 4180), its lines in alphabetical order. Hours stay out of it: anybody can count those of a
 * report from its page, so that they would say which row is whose.
 */
export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      ...ATTRIBUTES.map((name) => cellOf(row[name])),
      ...[row.sorted, row.rightCategory, row.rightDepartment].map(bit),
      row.probability === null ? '' : step(row.probability),
    ].join(','),
  )
  return `${[COLUMNS.join(','), ...lines.toSorted()].join('\n')}\n`
}
