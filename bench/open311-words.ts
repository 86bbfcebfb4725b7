/** The list of requests of Open311, as a section of docs/benchmarks.md. */
import type { Listed, Open311Figures } from './open311.ts'

const MOST = 100
const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')

function lineOf(name: string, { rows, xml, bare }: Listed): string {
  const ratio = bare.p50 > 0 ? (xml.p50 / bare.p50).toFixed(1) : '–'
  const reached = rows >= 1000 && xml.p95 <= MOST
  return `| ${rows.toLocaleString('en')} in XML ≤ ${MOST} ms, ${name} | p50 ${xml.p50} ms, p95 ${xml.p95} ms | p50 ${bare.p50} ms, p95 ${bare.p95} ms | ${ratio} | ${verdict(reached)} |`
}

const jsonLine = (name: string, { json }: Listed) =>
  `In JSON, ${name}: p50 ${json.p50} ms, p95 ${json.p95} ms.`

/** The section. */
export function open311Lines({ reports, postgres, embedded }: Open311Figures): string[] {
  return [
    '## The list of requests (Open311)',
    '',
    `One whole answer after another, out of ${reports.toLocaleString('en')} reports. Bare: the same rows of the table of reports, by SQL alone,`,
    'without their last words and photos, unchecked and unwritten.',
    '',
    '| goal | measured | bare SQL | ratio | |',
    '|---|---|---|---|---|',
    lineOf('PostgreSQL', postgres),
    lineOf('embedded', embedded),
    '',
    jsonLine('PostgreSQL', postgres),
    jsonLine('embedded databases', embedded),
    '',
  ]
}
