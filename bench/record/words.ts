/** The figures of the public record as a section of docs/benchmarks.md. */
import type { RecordFigures } from './measure.ts'

const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const count = (n: number) => n.toLocaleString('en')

function notes({ appended, overhead }: RecordFigures): string[] {
  const { postgres, embedded } = overhead
  return [
    `Appending hashes entries into the tree and writes tiles and bundles durably, in portions of 4,096; beside it, in turn,`,
    `the same entries hashed one by one and written durably in files of 256, without a tree: ${count(appended.bare)} entries/s.`,
    `The sequencer, from the outbox to a signed checkpoint: ${count(appended.postgres)} entries/s on PostgreSQL, ${count(appended.embedded)} embedded.`,
    `The overhead is that of \`reports.answer\` beside the same action that writes no entry, ${count(postgres.acts)} times each, in turn in one`,
    `process; median ${postgres.recorded} ms beside ${postgres.silent} ms on PostgreSQL, ${embedded.recorded} ms beside ${embedded.silent} ms embedded.`,
    '',
  ]
}

/** The section. */
export function recordLines(found: RecordFigures): string[] {
  const { appended, proofs, verified, checkpoint, overhead, witness } = found
  const { page, proof } = proofs
  const slowest = Math.max(page.p95, proof.p95)
  const ratio = (appended.perSecond / appended.bare).toFixed(2)
  const times = (verified.seconds / verified.bare).toFixed(1)
  const { postgres, embedded } = overhead
  const most = Math.max(postgres.percent, embedded.percent)
  const holds = verified.seconds <= 10 && verified.peak <= 500
  return [
    '## The public record',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| appending in batch ≥ 20,000 entries/s | ${count(appended.perSecond)} entries/s, ${ratio} of the bare work | ${verdict(appended.perSecond >= 20_000)} |`,
    `| proof page and proof file ≤ 20 ms, of ${count(proofs.entries)} entries | page p50 ${page.p50} ms, p95 ${page.p95} ms; file p50 ${proof.p50} ms, p95 ${proof.p95} ms | ${verdict(slowest <= 20)} |`,
    `| verifying 1 million entries ≤ 10 s and ≤ 500 MB | ${count(verified.entries)} in ${verified.seconds} s (${times} times bare SHA-256 of the same files) and ${verified.peak} MB | ${verdict(holds && verified.entries >= 1_000_000)} |`,
    `| checkpoint with three witnesses ≤ 300 ms | p50 ${checkpoint.p50} ms, p95 ${checkpoint.p95} ms | ${verdict(checkpoint.p95 <= 300)} |`,
    `| recording ≤ 10 % of an action | PostgreSQL ${postgres.percent} %, embedded ${embedded.percent} % | ${verdict(most <= 10)} |`,
    `| a standalone witness ≤ 60 MB | ${witness.megabytes} MB after ${count(witness.cosignatures)} cosignatures | ${verdict(witness.megabytes <= 60)} |`,
    '',
    ...notes(found),
  ]
}
