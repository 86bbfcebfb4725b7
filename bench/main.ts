/**
 * How fast the city is, beside a bare program that sends the same SQL and draws the same components.
 *
 *   npm run bench -- [--write] [--quick] [--only pages|start|vault|export|import|hub|harvest|list|record|check|algorithms|privacy|open311|duplicates]
 *
 * `--write` puts the figures into docs/benchmarks.md; `--quick` asks shorter and imports less; `--large` keeps a million keys and rows (`privacy`).
 * `--only` measures one part, and writes its section alone: the others stay as they are, with their own dates.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabases } from '#test/databases'
import { measureDuplicates } from './duplicates.ts'
import type { ExportFigures } from './export-words.ts'
import type { Harvest } from './harvest-words.ts'
import { measureHub } from './hub.ts'
import { measureOpen311 } from './open311.ts'
import { measurePages } from './pages.ts'
import { type Environment, root } from './programs.ts'
import { measureRecord } from './record/measure.ts'
import { stamped } from './sections.ts'
import { importRows } from './stage.ts'
import { measureStart } from './start.ts'
import { type Part, parts, type Results, sectionsOf, withThese } from './words.ts'

const argv = process.argv.slice(2)
const quick = argv.includes('--quick')
const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1] : undefined
const wanted = (part: string) => only === undefined || only === part
const tell = (line: string) => process.stderr.write(`${line}\n`)

/** Does a piece of work on databases of its own, in a folder of its own. */
async function apart<T>(work: (env: Environment, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-bench-'))
  const { environment, drop } = await freshDatabases(folder)
  try {
    return await work({ ...environment, DATA: join(folder, 'data') }, folder)
  } finally {
    await drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a measuring program in a process of its own; the last line it says is what it found. */
function program<T>(file: string, ...args: string[]): T {
  const hook = join(root, 'scripts/hook.mjs')
  const all = ['--import', hook, join(root, 'bench', file), ...args]
  const ran = spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as T
}

type Measures = { readonly [P in Part]: () => Promise<Results[P]> | Results[P] }

/** What is measured, in the order in which it is measured. */
const measures: Measures = {
  start: () => measureStart(apart, tell),
  vault: () => program('vault.ts'),
  export: () => program<ExportFigures>('export.ts', quick ? '100' : '1000'),
  pages: () => apart((env, folder) => measurePages({ env, folder, quick, tell })),
  import: () => apart((env, folder) => importRows(env, folder, 'nyc', quick ? 50_000 : 1_000_000)),
  hub: () => apart(measureHub),
  record: () => measureRecord({ quick, tell, apart }),
  harvest() {
    const many = quick ? 100 : 1000
    const { peak: quarter } = program<Harvest>('harvest.ts', String(many / 4))
    return { ...program<Harvest>('harvest.ts', String(many)), quarter }
  },
  algorithms: () => (quick ? program('algorithms.ts', '5000', '20000') : program('algorithms.ts')),
  // The sizes of the goals take long: --large asks for them.
  privacy: () =>
    argv.includes('--large')
      ? program('privacy.ts', '10000', '1000000', '1000000', '10000', '200')
      : program('privacy.ts'),
  list: () => program('list.ts', quick ? '500' : '10000'),
  open311: () => measureOpen311(apart, quick),
  duplicates: () => measureDuplicates(apart, quick),
  async check() {
    // It brings a browser along that closes when the program ends.
    const { measureBrowserCheck } = await import('./browser-check.ts')
    return measureBrowserCheck(tell)
  },
}

if (!process.env['DATABASE_URL']) throw new Error('npm run bench starts its own PostgreSQL')
const chosen = (Object.keys(measures) as Part[]).filter(wanted)
if (chosen.length === 0) throw new Error(`--only names one of: ${parts.join(', ')}`)
const build = [join(root, 'scripts/build.mjs'), '--quiet']
if (spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' }).status !== 0)
  process.exit(1)

const results: Results = { stamps: {} }
for (const part of chosen) {
  tell(`${part} …`)
  const [found, stamp] = await stamped(() => measures[part]())
  Object.assign(results, { [part]: found, stamps: { ...results.stamps, [part]: stamp } })
}
const sections = sectionsOf(results)
process.stdout.write(`${sections.map(({ text }) => text).join('\n\n')}\n`)
const page = join(root, 'docs/benchmarks.md')
if (argv.includes('--write')) writeFileSync(page, withThese(readFileSync(page, 'utf8'), sections))
