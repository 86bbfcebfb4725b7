/** Folder, master key, retention and passwords, as a section of docs/benchmarks.md. */

interface Page {
  readonly p50: number
  readonly p95: number
}

/** What they took; `bare` is the part of each that cannot be saved. */
export interface Privacy {
  /** Milliseconds for the page, for somebody with many accesses and for somebody with few. */
  readonly folder: {
    readonly accesses: number
    readonly few: number
    readonly many: Page
    readonly bare: Page
  }
  /** Seconds to wrap every key anew, and to wrap and unwrap as often in memory alone. */
  readonly rotation: { readonly keys: number; readonly seconds: number; readonly bare: number }
  /** Seconds to erase what is due among so many rows, and to delete as many rows by one statement. */
  readonly retention: {
    readonly rows: number
    readonly due: number
    readonly seconds: number
    readonly bare: number
  }
  /** Passwords checked in a second, and Argon2id alone. */
  readonly passwords: { readonly times: number; readonly perSecond: number; readonly bare: number }
}

const MANY = 10_000
const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const ratio = (whole: number, bare: number) => (bare > 0 ? (whole / bare).toFixed(2) : '–')
const count = (n: number) => n.toLocaleString('en')

/** The figures as lines of a page. A goal for a million is not judged by a thousand. */
export function privacyLines({ folder, rotation, retention, passwords }: Privacy): string[] {
  const { accesses, few, many, bare } = folder
  const judged = accesses >= MANY ? verdict(many.p95 <= 150) : 'too few to judge'
  return [
    '## Folder, keys, retention, passwords',
    '',
    `Beside each its bare part: the same page with ${few} accesses; wrapping in memory; one statement that deletes; Argon2id (19 MiB, two passes) alone, four at a time.`,
    '',
    '| goal | measured | bare | ratio | |',
    '|---|---|---|---|---|',
    `| folder with ${count(accesses)} accesses, p95 ≤ 150 ms | p50 ${many.p50} ms, p95 ${many.p95} ms | p50 ${bare.p50} ms, p95 ${bare.p95} ms | ${ratio(many.p50, bare.p50)} | ${judged} |`,
    `| ${count(rotation.keys)} keys under a new master key | ${rotation.seconds} s | ${rotation.bare} s | ${ratio(rotation.seconds, rotation.bare)} | |`,
    `| ${count(retention.due)} due among ${count(retention.rows)} rows are erased | ${retention.seconds} s | ${retention.bare} s | ${ratio(retention.seconds, retention.bare)} | |`,
    `| ${count(passwords.times)} passwords checked | ${passwords.perSecond} a second | ${passwords.bare} a second | ${ratio(passwords.perSecond, passwords.bare)} | |`,
    '',
  ]
}
