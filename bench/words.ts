/** The figures as a page of docs. */
import { type Algorithms, algorithmLines } from './algorithms-words.ts'
import type { BrowserCheck } from './browser-check.ts'
import { checkLines } from './check-words.ts'
import type { Duplicates } from './duplicates.ts'
import { duplicateLines } from './duplicates-words.ts'
import { type ExportFigures, exportLines } from './export-words.ts'
import { type Harvest, harvestLines } from './harvest-words.ts'
import type { Hub } from './hub.ts'
import { type ListFigures, listLines } from './list-words.ts'
import type { Open311Figures } from './open311.ts'
import { open311Lines } from './open311-words.ts'
import type { Pages } from './pages.ts'
import type { RecordFigures } from './record/measure.ts'
import { type Privacy, privacyLines } from './privacy-words.ts'
import { recordLines } from './record/words.ts'
import type { Imported } from './stage.ts'
import { type VaultReads, vaultLines } from './vault-words.ts'
import { type Section, type Stamp, stampLines, withSections } from './sections.ts'
import type { Started } from './start.ts'

export interface Results {
  /** When, where and beside what each part was measured. */
  stamps?: Partial<Record<Part, Stamp>>
  start?: { embedded: Started; postgres: Started }
  vault?: VaultReads
  pages?: Pages
  export?: ExportFigures
  import?: Imported
  hub?: Hub
  harvest?: Harvest
  list?: ListFigures
  record?: RecordFigures
  check?: BrowserCheck | undefined
  algorithms?: Algorithms
  privacy?: Privacy
  open311?: Open311Figures
  duplicates?: Duplicates
}

const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')

function pageLines({ compared, first, deep, filled }: Pages): string[] {
  const rows = compared.map(({ name, city, bare, ratio, statements }) => {
    const ours = `${city.perSecond} | ${city.p50} | ${city.p95} | ${city.p99}`
    const theirs = `${bare.perSecond} | ${bare.p50} | ${bare.p95} | ${bare.p99}`
    const asked = name === 'form post' ? '–' : statements
    return `| ${name} | ${ours} | ${theirs} | **${ratio}** | ${asked} |`
  })
  const failed = compared.reduce((sum, { city, bare }) => sum + city.failures + bare.failures, 0)
  const worst = Math.max(...compared.map(({ city }) => city.p95))
  const least = Math.min(...compared.map(({ ratio }) => ratio))
  const most = Math.max(...compared.map(({ statements }) => statements))
  const apart = Math.abs(deep.p50 / first.p50 - 1)
  return [
    `## Pages: ${filled.rows.toLocaleString('en')} reports, 20 connections`,
    '',
    'Left the city, right the bare program; milliseconds. Three rounds, in turn.',
    '',
    '| page | req/s | p50 | p95 | p99 | bare req/s | p50 | p95 | p99 | ratio | SQL |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Answers that were errors: ${failed}. SQL counts what a page asks, without begin and commit.`,
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| ratio ≥ 0.6 on each page | lowest ${least} | ${verdict(least >= 0.6)} |`,
    `| p95 ≤ 150 ms at 20 connections | highest ${worst} ms | ${verdict(worst <= 150)} |`,
    `| at most 12 SQL statements a page | most ${most} | ${verdict(most <= 12)} |`,
    `| deep pages as fast as the first | page 1: p50 ${first.p50} ms, p95 ${first.p95} ms; 2,000 rows deep: p50 ${deep.p50} ms, p95 ${deep.p95} ms | ${verdict(apart <= 0.15)} |`,
    '',
  ]
}

function startLines({ embedded, postgres }: NonNullable<Results['start']>): string[] {
  return [
    '## Start and memory',
    '',
    'Second start, from the command to the first page. Memory is the resident memory of city and vault together,',
    'half a minute after the start.',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| cold start ≤ 3 s, embedded | ${embedded.cold} ms | ${verdict(embedded.cold <= 3000)} |`,
    `| cold start, PostgreSQL | ${postgres.cold} ms | |`,
    `| idle ≤ 600 MB, embedded | ${embedded.idle} MB | ${verdict(embedded.idle <= 600)} |`,
    `| idle ≤ 250 MB, PostgreSQL | ${postgres.idle} MB | ${verdict(postgres.idle <= 250)} |`,
    ...(embedded.witness
      ? [`| a witness ≤ 60 MB | ${embedded.witness} MB | ${verdict(embedded.witness <= 60)} |`]
      : []),
    '',
  ]
}

function importLines({ rows, perSecond, peak, seconds }: Imported): string[] {
  return [
    '## Import',
    '',
    `${rows.toLocaleString('en')} rows in the columns of New York's export: **${perSecond} rows/s**, ` +
      `${seconds} s from the command to its end, at most **${peak} MB** in the importing process.`,
    '',
  ]
}

function hubLines({ real, cities, map, anew, closer, search, import: taken }: Hub): string[] {
  const which = real ? 'the published signatories of the Covenant of Mayors' : 'invented cities'
  const slow = (most: number, { p95 }: { p95: number }) => verdict(p95 <= most)
  return [
    '## The hub',
    '',
    `${cities.toLocaleString('en')} cities (${which}), asked one after the other. The page \`/cities\` draws filters, map and list.`,
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| page with the map ≤ 200 ms | p50 ${map.p50} ms, p95 ${map.p95} ms | ${slow(200, map)} |`,
    `| the same, nothing kept from before | p50 ${anew.p50} ms, p95 ${anew.p95} ms | ${slow(200, anew)} |`,
    `| map ≤ 120 kB compressed | ${map.circles} circles, ${map.svg} kB (the whole page ${map.page} kB) | ${verdict(map.svg <= 120)} |`,
    `| Europe, closer, ≤ 200 ms and ≤ 120 kB | p50 ${closer.p50} ms, p95 ${closer.p95} ms; ${closer.circles} circles, ${closer.svg} kB | ${verdict(closer.p95 <= 200 && closer.svg <= 120)} |`,
    `| search of the directory p95 ≤ 100 ms | p50 ${search.p50} ms, p95 ${search.p95} ms | ${slow(100, search)} |`,
    `| import | ${taken.seconds} s, at most ${taken.peak} MB | |`,
    '',
  ]
}

/** Each part in the order of the page, with how its heading begins. */
const headings = {
  pages: 'Pages',
  start: 'Start and memory',
  vault: 'Reading from the vault',
  export: 'Taking everything along',
  import: 'Import',
  hub: 'The hub',
  harvest: 'Asking a thousand cities',
  list: 'One post to a list',
  record: 'The public record',
  check: 'Checking the record in a browser',
  algorithms: 'Learning, sorting, auditing',
  privacy: 'Folder, keys, retention, passwords',
  open311: 'The list of requests',
  duplicates: 'The same problem',
} as const
export type Part = keyof typeof headings
export const parts = Object.keys(headings) as Part[]

function linesOf(part: Part, results: Results): string[] {
  const { pages, start, vault, hub, harvest, list, record, check } = results
  const made = {
    pages: () => pages && pageLines(pages),
    start: () => start && startLines(start),
    vault: () => vault && vaultLines(vault),
    export: () => results.export && exportLines(results.export),
    import: () => results.import && importLines(results.import),
    hub: () => hub && hubLines(hub),
    harvest: () => harvest && harvestLines(harvest),
    list: () => list && listLines(list),
    record: () => record && recordLines(record),
    check: () => check && checkLines(check),
    algorithms: () => results.algorithms && algorithmLines(results.algorithms),
    privacy: () => results.privacy && privacyLines(results.privacy),
    open311: () => results.open311 && open311Lines(results.open311),
    duplicates: () => results.duplicates && duplicateLines(results.duplicates),
  }
  return made[part]() ?? []
}

/** The sections of what was measured, each with its stamp below its heading. */
export function sectionsOf(results: Results): Section[] {
  return parts.flatMap((part) => {
    const [heading, ...lines] = linesOf(part, results)
    if (heading === undefined) return []
    const stamp = results.stamps?.[part]
    const stamped = stamp ? ['', ...stampLines(part, stamp)] : []
    return [{ begins: headings[part], text: [heading, ...stamped, ...lines].join('\n').trimEnd() }]
  })
}

const order = parts.map((part) => headings[part])

/** The page with these sections in it; others stay as they are. */
export const withThese = (page: string, sections: readonly Section[]) =>
  withSections(page, sections, order)
