/** How long a browser takes to check a record, as a section of docs/benchmarks.md. */
import type { BrowserCheck } from './browser-check.ts'

/** A resident waits so long at most, in milliseconds. */
const GOAL = 5000

const seconds = (runs: readonly number[]) =>
  runs
    .toSorted((a, b) => a - b)
    .map((ms) => (ms / 1000).toFixed(1))
    .join(', ')

/** The section. */
export function checkLines({ browser, entries, bytes, page, file }: BrowserCheck): string[] {
  const slowest = Math.max(...page, ...file)
  const size = (bytes / 1e6).toFixed(1)
  return [
    '## Checking the record in a browser',
    '',
    `${entries.toLocaleString('en')} entries (${size} MB with their tiles) in ${browser}, from the press of the button to the verdict; the`,
    `server of the record runs on the same two cores. Every run in a fresh context.`,
    '',
    '| goal | measured, in seconds | |',
    '|---|---|---|',
    `| ≤ 5 s | page: ${seconds(page)}; file from a disk: ${seconds(file)} | ${slowest <= GOAL ? 'reached' : '**missed**'} |`,
    '',
  ]
}
