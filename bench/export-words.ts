/** The figures of "take everything with me". */

/** What was measured. */
export interface ExportFigures {
  readonly documents: number
  readonly megabytes: number
  /** Milliseconds to keep one document. */
  readonly kept: number
  /** Milliseconds to the first byte of the archive. */
  readonly first: number
  readonly seconds: number
  /** Megabytes of city and vault before, and at most meanwhile. */
  readonly before: number
  readonly peak: number
}

/** The section of the page. */
export function exportLines(of: ExportFigures): string[] {
  const { documents, megabytes, kept, first, seconds, before, peak } = of
  return [
    `## Taking everything along: ${documents.toLocaleString('en')} documents`,
    '',
    `One archive of ${megabytes.toLocaleString('en')} MB with each document decrypted, over HTTP, while it is made. Memory is the`,
    'resident memory of city and vault together.',
    '',
    '| | |',
    '|---|---|',
    `| keeping one document | ${kept} ms |`,
    `| first byte of the archive | ${first} ms |`,
    `| the whole archive | ${seconds} s (${Math.round(megabytes / seconds)} MB/s) |`,
    `| memory before, and at most | ${before} MB, ${peak} MB |`,
    '',
  ]
}
