/** The harvest of a thousand cities, as a section of docs/benchmarks.md. */

/** What a harvest took. */
export interface Harvest {
  readonly cities: number
  readonly seconds: number
  readonly requests: number
  /** Resident memory before and at most, in MB; the server of all cities is in it. */
  readonly before: number
  readonly peak: number
  /** The most when a quarter of the cities was asked: bounded memory does not grow with them. */
  readonly quarter?: number
}

/** The figures as lines of a page. */
export function harvestLines(found: Harvest): string[] {
  const { cities, seconds, requests, before, peak, quarter = 0 } = found
  const bounded = quarter > 0 && peak <= quarter * 1.25 ? 'reached' : '**missed**'
  const verdict = cities >= 1000 && seconds <= 600 ? 'reached' : '**missed**'
  return [
    '## Asking a thousand cities',
    '',
    'One server on this machine answers for all of them, each answer 20 ms late; two requests at once per city; into the database.',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| 1,000 cities ≤ 10 minutes | ${cities} cities, ${requests} requests, ${seconds} s | ${verdict} |`,
    `| memory does not grow with the cities | ${before} MB before; with the server of all cities at most ${quarter} MB for ${cities / 4} cities, ${peak} MB for ${cities} | ${bounded} |`,
    '',
  ]
}
