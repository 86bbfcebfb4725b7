/** Learning, sorting and auditing, as a section of docs/benchmarks.md. */

/** In the middle, and at worst but for five in a hundred. */
interface Took {
  readonly p50: number
  readonly p95: number
}

/** What they took. */
export interface Algorithms {
  readonly texts: number
  readonly categories: number
  /** Seconds to learn them all, and to take their words apart only. */
  readonly learning: number
  readonly words: number
  /** Seconds of computing for learning them: the clock counts what others do meanwhile as well. */
  readonly computing: number
  /** Microseconds for one report with its reason, and for its words only. */
  readonly sorting: Took
  readonly stems: Took
  readonly decisions: number
  /** Seconds for the audit, and to group the decisions once. */
  readonly auditing: number
  readonly counting: number
}

const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const ratio = (whole: number, bare: number) => (bare > 0 ? (whole / bare).toFixed(1) : '–')

/** Learning waits for nothing: with nobody else on the machine the clock shows no more than the computing. */
function learnt({ texts, learning, computing }: Algorithms): string {
  const many = texts >= 100_000
  if (many && learning > 10 && computing <= 10) return 'reached in computing, others used the rest'
  return verdict(many && learning <= 10)
}

/** The figures as lines of a page. */
export function algorithmLines(found: Algorithms): string[] {
  const { texts, categories, learning, words, computing, sorting, stems } = found
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
    `| learning ${many} ≤ 10 s | ${learning} s on the clock, ${computing} s of computing | ${words} s | ${ratio(learning, words)} | ${learnt(found)} |`,
    `| one report sorted, with its reason, ≤ 50 µs | p50 ${sorting.p50} µs, p95 ${sorting.p95} µs | p50 ${stems.p50} µs | ${ratio(sorting.p50, stems.p50)} | ${verdict(sorting.p50 <= 50)} |`,
    `| audit of ${all} ≤ 2 s | ${auditing} s | ${counting} s | ${ratio(auditing, counting)} | ${verdict(decisions >= 250_000 && auditing <= 2)} |`,
    '',
  ]
}
