/** `import reports FILE`: takes in what another system knows about problems in public space. */
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { openBatches, openTally, type Tally } from './batches.ts'
import { csvRows } from './csv.ts'
import { Broken, type FileFacts, inspect, type Source } from './file.ts'
import { jsonRows, lineRows } from './json.ts'
import { knownColumns, type Preset } from './preset.ts'
import { presets } from './presets.ts'
import { readRow } from './read-row.ts'

const readers = { csv: csvRows, json: jsonRows, lines: lineRows } as const

function presetOf(name: string | undefined): Preset {
  const found = presets.find((preset) => preset.name === (name ?? 'cityright'))
  if (!found) throw new Error(`There is no preset ${name}.`)
  return found
}

/** Says which preset these columns belong to, when it is another one. */
function requireColumns(preset: Preset, found: readonly string[]): void {
  const missing = knownColumns(preset).missing(found)
  if (missing.length === 0) return
  const other = presets.find((each) => knownColumns(each).missing(found).length === 0)
  const hint = other ? ` They fit the preset ${other.name}: add --preset ${other.name}.` : ''
  const columns = missing.map((name) => `“${name}”`).join(', ')
  throw new Broken(
    `These are not the columns of the preset ${preset.name}: ${columns} missing.${hint}`,
  )
}

function sourceOf(
  work: ImportWork,
  preset: Preset,
  facts: FileFacts,
): Source & { unknown: string[] } {
  const { wanted, unknown } = knownColumns(preset)
  let shown = -1
  return {
    path: work.file,
    facts,
    unknown,
    wanted,
    columns: (found) => requireColumns(preset, found),
    progress(read) {
      if (read !== shown) work.progress(read, facts.bytes)
      shown = read
    },
  }
}

/** What was taken in before the file broke stays: the mended file takes in the rest, and nothing twice. */
function stopped(failure: unknown, { summary }: Tally, dryRun: boolean): unknown {
  if (!(failure instanceof Broken)) return failure
  const { imported, updated } = summary
  if (dryRun || imported + updated === 0)
    return new Error(`${failure.message} Nothing was taken in.`)
  return new Error(
    `${failure.message} ${imported + updated} rows before it were taken in and stay; ` +
      'importing the mended file takes in the rest and nothing twice.',
  )
}

/** In which language the texts of this file are written: as it was said, else as its source is known for. */
function written(preset: Preset, { options, city }: ImportWork): Preset {
  const language = options?.['language']
  if (language === undefined) return preset
  if (city.languages.includes(language)) return { ...preset, language }
  throw new Error(`This city does not speak ${language}: it has ${city.languages.join(', ')}.`)
}

async function run(work: ImportWork): Promise<ImportSummary> {
  const preset = written(presetOf(work.preset), work)
  const facts = await inspect(work.file)
  const source = sourceOf(work, preset, facts)
  const tally = openTally(source.unknown)
  const batches = openBatches(work, { preset, file: facts.sha256 }, tally)
  const reading = { preset, city: work.city, now: work.now }
  try {
    for await (const { line, cells } of readers[facts.kind](source)) {
      tally.summary.read += 1
      const read = typeof cells === 'string' ? { reason: cells } : readRow(reading, cells)
      if ('report' in read) await batches.add(read.report)
      else tally.refuse(line, read.reason)
    }
  } catch (failure) {
    if (failure instanceof Broken) await batches.end()
    throw stopped(failure, tally, work.dryRun)
  }
  await batches.end()
  work.progress(facts.bytes, facts.bytes)
  return tally.summary
}

/** Reports of other systems, from CSV, JSON or JSON Lines. */
export const reportsImport: ImportKind = {
  what: 'reports',
  says: 'reports of another system, as CSV, JSON or JSON Lines',
  presets: presets.map((preset) => preset.name),
  options: { language: 'the language in which the texts are written, such as es' },
  run,
}
