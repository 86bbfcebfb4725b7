/** Reads of the vault, as a section of docs/benchmarks.md. */

interface Reads {
  readonly median: number
  readonly p99: number
  readonly perSecond: number
}

/** Reads one after the other, the bare SQL of them, and many at a time. */
export interface VaultReads {
  readonly reads: number
  readonly oneByOne: Reads
  readonly bare?: Reads
  readonly together: Reads & { readonly atOnce: number }
}

const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')

/** The figures as lines of a page. */
export function vaultLines({ reads, oneByOne, bare, together }: VaultReads): string[] {
  const line = (name: string, it: Reads) =>
    `| ${name} | ${it.median} ms | ${it.p99} ms | ${it.perSecond} |`
  return [
    '## Reading from the vault',
    '',
    `${reads} reads of an e-mail address; each is checked, logged, committed and decrypted.`,
    'The bare SQL takes three messages to the database, a reading like one before it takes one.',
    '',
    '| | median | p99 | reads/s |',
    '|---|---|---|---|',
    line('one after the other', oneByOne),
    line(`${together.atOnce} at a time`, together),
    ...(bare ? [line('bare: a row and a value by SQL, one after the other', bare)] : []),
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| median ≤ 1.5 ms | ${oneByOne.median} ms | ${verdict(oneByOne.median <= 1.5)} |`,
    `| ≥ 1,000 reads a second | ${together.perSecond} | ${verdict(together.perSecond >= 1000)} |`,
    ...(bare
      ? [`| beside the bare SQL | ${(oneByOne.median / bare.median).toFixed(2)} times | |`]
      : []),
    '',
  ]
}
