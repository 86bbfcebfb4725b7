/** `import cities FILE`: a list of cities and where they stand in the coalition. */
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { takeMemberships } from '#hub/endorsements'
import { z } from 'zod'
import { noteTaken, takeIn } from '../actions/take-in.ts'
import { compareIntake, type Taken } from '../store/write.ts'
import { csvRows, hashOf, readJson } from './file.ts'
import { brochureRow, covenantColumns, covenantRow, type Told, Unreadable } from './presets.ts'

const MOST = 500
const LISTED = 10_000

type Read = (today: string) => Told
interface Found {
  readonly line: number
  /** Reads the row, or why it cannot be read. */
  readonly read: Read | string
}

async function* covenant(work: ImportWork, bytes: number): AsyncGenerator<Found> {
  const rows = csvRows(work.file, covenantColumns, (read) => work.progress(read, bytes))
  for await (const { line, cells } of rows)
    yield { line, read: typeof cells === 'string' ? cells : (today) => covenantRow(cells, today) }
}

async function* brochure(work: ImportWork): AsyncGenerator<Found> {
  const List = z.object({ cities: z.array(z.unknown()).max(20_000) })
  const list = List.safeParse(await readJson(work.file))
  if (!list.success) throw new Error('The file has no list named cities. Nothing was taken in.')
  for (const [at, row] of list.data.cities.entries())
    yield { line: at + 1, read: (today) => brochureRow(row, today) }
}

const presets = { brochure, covenant } as const

/** Counts what became of the rows and of their coordinates. */
function openTally() {
  const summary: ImportSummary = {
    ...{ read: 0, imported: 0, updated: 0, unchanged: 0 },
    refused: [],
    unknown: [],
  }
  const faults = new Map<string, { count: number; lines: number[] }>()
  return {
    summary,
    refuse(line: number, reason: string) {
      if (summary.refused.length < LISTED) summary.refused.push({ line, reason })
      else summary.refusedMore = (summary.refusedMore ?? 0) + 1
    },
    fault(line: number, kind: string) {
      const found = faults.get(kind) ?? { count: 0, lines: [] }
      found.count += 1
      if (found.lines.length < 20) found.lines.push(line)
      faults.set(kind, found)
    },
    count(rows: number, { imported, updated }: Pick<Taken, 'imported' | 'updated'>) {
      summary.imported += imported
      summary.updated += updated
      summary.unchanged += rows - imported - updated
    },
    end(): ImportSummary {
      const notes = [...faults].map(([kind, { count, lines }]) => {
        const more = count > lines.length ? ' …' : ''
        return `${count} without a place on the map (coordinates ${kind}): lines ${lines.join(', ')}${more}`
      })
      return { ...summary, notes }
    },
  }
}
type Tally = ReturnType<typeof openTally>

async function take(
  work: ImportWork,
  source: string,
  batch: readonly Told[],
): Promise<Omit<Taken, 'said'>> {
  const rows = batch.map(({ facts, externalId, hash }) => {
    return {
      ...facts,
      names: { ...facts.names },
      externalId,
      hash,
      domains: [...facts.domains],
      languages: [...facts.languages],
    }
  })
  if (work.dryRun) return work.look((tx) => compareIntake(tx, source, rows))
  const taken = await work.perform(takeIn, { source, rows })
  const memberships = batch.map(({ externalId, facts, state, since }) => {
    return { city: taken.ids[externalId] ?? '', name: facts.name, state, since }
  })
  await work.perform(takeMemberships, { source, rows: memberships })
  return taken
}

/** Takes rows in by the hundred, through the one door: who they are, then where they stand. */
function openBatches(work: ImportWork, source: string, tally: Tally) {
  let batch = new Map<string, Told>()
  const seen = new Set<string>()
  async function send(): Promise<void> {
    const rows = [...batch.values()]
    batch = new Map()
    if (rows.length > 0) tally.count(rows.length, await take(work, source, rows))
  }
  return {
    async add(line: number, row: Told): Promise<void> {
      if (seen.has(row.externalId))
        return tally.refuse(line, `${row.externalId} is in the list twice`)
      seen.add(row.externalId)
      if (row.fault) tally.fault(line, row.fault)
      batch.set(row.externalId, row)
      if (batch.size >= MOST) await send()
    },
    send,
  }
}

function readRow({ line, read }: Found, today: string, tally: Tally): Told | undefined {
  if (typeof read === 'string') {
    tally.refuse(line, read)
    return undefined
  }
  try {
    return read(today)
  } catch (failure) {
    if (!(failure instanceof Unreadable)) throw failure
    tally.refuse(line, failure.message)
    return undefined
  }
}

async function run(work: ImportWork): Promise<ImportSummary> {
  const source = work.preset === 'covenant' ? 'covenant' : 'brochure'
  const { sha256, bytes } = await hashOf(work.file)
  const tally = openTally()
  const batches = openBatches(work, source, tally)
  const today = work.now.slice(0, 10)
  for await (const found of presets[source](work, bytes)) {
    tally.summary.read += 1
    const row = readRow(found, today, tally)
    if (row) await batches.add(found.line, row)
  }
  await batches.send()
  work.progress(bytes, bytes)
  const { imported, updated } = tally.summary
  if (!work.dryRun && imported + updated > 0)
    await work.perform(noteTaken, { source, rows: imported + updated, file: sha256 })
  return tally.end()
}

/** Cities and memberships of another list. */
export const citiesImport: ImportKind = {
  what: 'cities',
  says: 'cities and where they stand, as the brochure of 2019 (JSON) or the Covenant of Mayors (CSV) lists them',
  presets: Object.keys(presets),
  run,
}
