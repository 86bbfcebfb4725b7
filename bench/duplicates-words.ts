/** The search for the same problem, as a section of docs/benchmarks.md. */
import type { Duplicates, Searched } from './duplicates.ts'
import type { Took } from './open311.ts'

const MOST = 30
const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const said = ({ p50, p95 }: Took) => `p50 ${p50} ms, p95 ${p95} ms`

function linesOf(name: string, found: Searched, enough: boolean): string[] {
  const line = (what: string, took: Took) => {
    const ratio = found.bare.p50 > 0 ? (took.p50 / found.bare.p50).toFixed(1) : '–'
    return `| ${what} ≤ ${MOST} ms, ${name} | ${said(took)} | ${said(found.bare)} | ${ratio} | ${verdict(enough && took.p95 <= MOST)} |`
  }
  return [
    line('what a resident is shown', found.public),
    line('what the desk is shown', found.desk),
    line('a category that reaches 1,000 m', found.wide),
    line('the same at the desk, the furthest a city can choose', found.furthest),
  ]
}

/** The section. */
export function duplicateLines(of: Duplicates): string[] {
  const { reports, searches, postgres, embedded } = of
  const enough = reports >= 100_000
  return [
    '## The same problem, reported before',
    '',
    `${searches} searches one after another among ${reports.toLocaleString('en')} reports, each with the comparison of words. Of those of residents`,
    `${postgres.found} found something. Bare: the sixty nearest rows of the table, whatever they are of, by SQL alone.`,
    '',
    '| goal | measured | bare SQL | ratio | |',
    '|---|---|---|---|---|',
    ...linesOf('PostgreSQL', postgres, enough),
    ...linesOf('embedded', embedded, enough),
    '',
  ]
}
