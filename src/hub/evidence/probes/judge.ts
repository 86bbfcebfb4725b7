/** How a probe judges: from documents and checks to a value and a level (coalition-access.md 3.2, 3.3). */
import { addDays } from '#core/kernel'
import type { Fact, Facts, Finding, Harvested, Item, Level, Source, Value } from '../model.ts'

/** Text is less than a document, a document less than an answer, an answer less than a check. */
export const UNKNOWN = { value: 'unknown', level: 'E0' } as const

/** Checks by code: true when it holds. A code that does not hold is a reason. */
export type Checks = Readonly<Record<string, boolean>>

interface Judging {
  readonly item: Item
  /** Documents this item may stand on; the best of them is used. */
  readonly sources: readonly Source[]
  /** Forms a program can check; anything else that answers counts `otherwise`. */
  readonly forms: readonly string[]
  /** How far a document reaches that no program can check. */
  readonly otherwise: Level
  readonly checks: (source: Source) => Checks
  readonly counted?: (source: Source) => Facts
}

/** A number among the facts; 0 when it is not there. */
export function number(source: Source | undefined, name: string): number {
  const fact: Fact | undefined = source?.facts[name]
  return typeof fact === 'number' ? fact : 0
}

/** A text among the facts; empty when it is not there. */
export function text(source: Source | undefined, name: string): string {
  const fact: Fact | undefined = source?.facts[name]
  return typeof fact === 'string' ? fact : ''
}

/** Whether a fact holds. */
export function holds(source: Source | undefined, name: string): boolean {
  return source?.facts[name] === true
}

/** Whether this day lies at most so many months back. */
export function within(day: string, months: number, now: string): boolean {
  const days = Math.round(months * 30.4375)
  return day !== '' && day >= addDays(now.slice(0, 10), -days)
}

/** The documents with one of these relations. */
export function ofRels(facts: Harvested, ...rels: readonly string[]): Source[] {
  return facts.sources.filter(({ rel }) => rels.includes(rel))
}

/** A document that came, in whatever form. */
export const came = ({ status, form }: Source) => status === 200 && form !== null
/** The server says that there is no such document, or what it sent is not what it should be. */
const contradicts = ({ status, form }: Source) =>
  form === 'malformed' || status === 404 || status === 410

const bare = (item: Item, value: Value, level: Level, reasons: readonly string[]): Finding => {
  return { item, value, level, reasons, counted: {}, source: null, sha256: null }
}

/** A finding without a document. */
export function without(
  item: Item,
  { value, level }: { readonly value: Value; readonly level: Level },
  reason: string,
): Finding {
  return bare(item, value, level, [reason])
}

function standing(finding: Finding, source: Source, counted: Facts): Finding {
  return { ...finding, counted, source: source.href, sha256: source.sha256 }
}

/** Reads checks: all hold, some, or none. */
export function valueOf(checks: Checks): { value: Value; reasons: string[] } {
  const reasons = Object.keys(checks).filter((code) => !checks[code])
  const all = Object.keys(checks).length
  const value = reasons.length === 0 ? 'pass' : reasons.length < all ? 'partial' : 'fail'
  return { value, reasons }
}

/**
 * The finding of an item that stands on documents. A checked document counts E3 when everything holds; when not,
 * as far as it reaches without the check. Nothing declared, or nobody reached: unknown.
 */
export function judge(judging: Judging): Finding {
  const { item, sources, forms, otherwise } = judging
  const checked = sources.find((one) => came(one) && forms.includes(one.form ?? ''))
  const only = sources.find((one) => came(one) && one.form !== 'malformed')
  const wrong = sources.find(contradicts)
  if (checked) {
    const { value, reasons } = valueOf(judging.checks(checked))
    const level = value === 'pass' ? 'E3' : value === 'partial' ? otherwise : 'E0'
    return standing(bare(item, value, level, reasons), checked, judging.counted?.(checked) ?? {})
  }
  if (only) return standing(bare(item, 'partial', otherwise, ['only-a-page']), only, {})
  if (wrong) {
    const reason = wrong.form === 'malformed' ? 'malformed' : 'missing'
    return standing(bare(item, 'fail', 'E0', [reason]), wrong, {})
  }
  return bare(item, 'unknown', 'E0', [sources.length > 0 ? 'not-reached' : 'not-declared'])
}
