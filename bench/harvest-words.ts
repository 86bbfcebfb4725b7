/** The harvest of a thousand cities, as a section of docs/benchmarks.md. */

/** What a harvest took. */
export interface Harvest {
  readonly cities: number
  readonly seconds: number
  readonly requests: number
  /** Resident memory before and at most, in MB; the server of all cities is in it. */
  readonly before: number
  readonly peak: number
}

/** The figures as lines of a page. */
export function harvestLines({ cities, seconds, requests, before, peak }: Harvest): string[] {
  const verdict = cities >= 1000 && seconds <= 600 ? 'reached' : '**missed**'
  return [
    '## Asking a thousand cities',
    '',
    'One server on this machine answers for all of them, each answer 20 ms late; two requests at once per city; into the database.',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| 1,000 cities ≤ 10 minutes | ${cities} cities, ${requests} requests, ${seconds} s | ${verdict} |`,
    `| bounded memory | ${before} MB before, at most ${peak} MB with the server of all cities | |`,
    '',
  ]
}
