/** Learning, sorting and auditing, as a section of docs/benchmarks.md. */

/** In the middle, and at worst but for five in a hundred. */
interface Took {
  readonly p50: number
  readonly p95: number
}

/** Seconds: the clock counts what others do on the machine meanwhile as well. */
export interface Spent {
  readonly clock: number
  readonly computing: number
}

/** What they took. */
export interface Algorithms {
  readonly texts: number
  readonly categories: number
  /** Seconds to learn them all, and to take their words apart only. */
  readonly learning: Spent
  readonly words: number
  /** Microseconds for one report with its reason, and for its words only. */
  readonly sorting: Took
  readonly stems: Took
  readonly decisions: number
  /** Seconds for the audit, and to group the decisions once. */
  readonly auditing: Spent
  readonly counting: number
}

const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const ratio = (whole: number, bare: number) => (bare > 0 ? (whole / bare).toFixed(1) : '–')

const spentLine = ({ clock, computing }: Spent) =>
  `${clock} s on the clock, ${computing} s of computing`

/** Nothing is waited for here: with nobody else on the machine the clock shows no more than the computing. */
function inTime({ clock, computing }: Spent, limit: number, isAll: boolean): string {
  if (isAll && clock > limit && computing <= limit) {
    return 'reached in computing; others took the rest of the clock'
  }
  return verdict(isAll && clock <= limit)
}

/** The figures as lines of a page. */
export function algorithmLines(found: Algorithms): string[] {
  const { texts, categories, learning, words, sorting, stems } = found
  const { decisions, auditing, counting } = found
  const many = `${texts.toLocaleString('en')} texts × ${categories} categories`
  const all = `${decisions.toLocaleString('en')} decisions, three attributes and their pairs`
  return [
    '## Learning, sorting, auditing',
    '',
    'Invented texts of fourteen words. Beside each the bare part of it: taking texts apart into stems, grouping the decisions once.',
    '',
    '| goal | measured | bare | ratio | |',
    '|---|---|---|---|---|',
    `| learning ${many} ≤ 10 s | ${spentLine(learning)} | ${words} s | ${ratio(learning.clock, words)} | ${inTime(learning, 10, texts >= 100_000)} |`,
    `| one report sorted, with its reason, ≤ 50 µs | p50 ${sorting.p50} µs, p95 ${sorting.p95} µs | p50 ${stems.p50} µs | ${ratio(sorting.p50, stems.p50)} | ${verdict(sorting.p50 <= 50)} |`,
    `| audit of ${all} ≤ 2 s | ${spentLine(auditing)} | ${counting} s | ${ratio(auditing.clock, counting)} | ${inTime(auditing, 2, decisions >= 250_000)} |`,
    '',
  ]
}
