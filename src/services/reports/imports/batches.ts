/** Rows gathered into batches: one is read while the one before is taken in. */
import type { ImportSummary, ImportWork } from '#core/service'
import { noteTaken, takeIn } from '../actions/take-in.ts'
import { compareIntake, type Intake } from '../store/intake.ts'
import type { Preset } from './preset.ts'

const MOST = 1000

/** Counts what became of the rows, and lists the refused ones as far as that is bearable. */
export function openTally(unknown: string[]) {
  const summary: ImportSummary = {
    read: 0,
    imported: 0,
    updated: 0,
    unchanged: 0,
    refused: [],
    unknown,
  }
  return {
    summary,
    refuse(line: number, reason: string) {
      if (summary.refused.length < 10_000) summary.refused.push({ line, reason })
      else summary.refusedMore = (summary.refusedMore ?? 0) + 1
    },
    count(rows: number, { imported, updated }: { imported: number; updated: number }) {
      summary.imported += imported
      summary.updated += updated
      summary.unchanged += rows - imported - updated
    },
  }
}
export type Tally = ReturnType<typeof openTally>

/** Takes rows in by the thousand, through the one door. */
export function openBatches(
  work: ImportWork,
  { preset, file }: { preset: Preset; file: string },
  tally: Tally,
) {
  let rows = new Map<string, Intake>()
  let before: Promise<void> = Promise.resolve()
  const language = preset.language ?? work.city.languages[0] ?? 'en'
  const source = preset.name

  async function take(batch: readonly Intake[]): Promise<void> {
    const done = work.dryRun
      ? await work.look((tx) => compareIntake(tx, source, batch))
      : await work.perform(takeIn, { source, file, language, rows: [...batch] })
    tally.count(batch.length, done)
  }
  async function send(): Promise<void> {
    await before
    const batch = [...rows.values()]
    rows = new Map()
    before = take(batch)
    // Whoever awaits it next is told; until then it may fail in silence.
    before.catch(() => undefined)
  }
  return {
    async add(row: Intake): Promise<void> {
      // The same report twice: the later row must find the earlier one in the city.
      if (rows.size >= MOST || rows.has(row.externalId)) await send()
      rows.set(row.externalId, row)
    },
    /** The last rows, and that this was all. */
    async end(): Promise<void> {
      if (rows.size > 0) await send()
      await before
      const { imported, updated } = tally.summary
      if (work.dryRun || imported + updated === 0) return
      await work.perform(noteTaken, { source, rows: imported + updated, file })
    },
  }
}
