/**
 * How fast the city is, beside a bare program that sends the same SQL and draws the same components.
 *
 *   npm run bench -- [--write] [--quick] [--only pages|start|vault|import|hub|record|harvest|check|words]
 *
 * `--write` puts the figures into docs/benchmarks.md; `--quick` asks shorter and imports less.
 * `--only` measures one part again; `words` measures nothing and writes what is kept.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freshDatabases } from '#test/databases'
import { measureHarvest } from './harvest-run.ts'
import { measureHub } from './hub.ts'
import { measurePages } from './pages.ts'
import { type Environment, root } from './programs.ts'
import { measureRecord } from './record/measure.ts'
import { importRows } from './stage.ts'
import { measureStart } from './start.ts'
import { inWords, type Results } from './words.ts'

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

function vault(): NonNullable<Results['vault']> {
  tell('the vault …')
  const args = ['--import', join(root, 'scripts/hook.mjs'), join(root, 'bench/vault.ts')]
  const ran = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as NonNullable<Results['vault']>
}

if (!process.env['DATABASE_URL']) throw new Error('npm run bench starts its own PostgreSQL')
const build = [join(root, 'scripts/build.mjs'), '--quiet']
if (spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' }).status !== 0)
  process.exit(1)

/** Parts that were measured before stand until they are measured again (`--only`). */
const kept = join(root, 'node_modules/.cache/cityright/bench.json')
const before = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Results) : {}
const results: Results = { ...(only ? before : {}), at: new Date().toISOString() }
const [load = 0] = loadavg()
if (wanted('start')) results.start = await measureStart(apart, tell)
if (wanted('vault')) results.vault = vault()
if (wanted('pages')) {
  results.pages = await apart((env, folder) => measurePages({ env, folder, quick, tell }))
  results.load = [load, loadavg()[0] ?? 0]
}
if (wanted('import')) {
  const rows = quick ? 50_000 : 1_000_000
  tell(`import of ${rows} rows …`)
  results.import = await apart((env, folder) => importRows(env, folder, 'nyc', rows))
}
if (wanted('hub')) {
  tell('the hub with 11,973 cities …')
  results.hub = await apart(measureHub)
}
if (wanted('record')) results.record = await measureRecord({ quick, tell, apart })
if (wanted('harvest')) results.harvest = measureHarvest(quick ? 100 : 1000, tell)
if (wanted('check')) {
  // It brings a browser along that closes when the program ends.
  const { measureBrowserCheck } = await import('./browser-check.ts')
  results.check = await measureBrowserCheck(tell)
}
mkdirSync(dirname(kept), { recursive: true })
writeFileSync(kept, JSON.stringify(results))
const text = inWords(results)
process.stdout.write(text)
if (argv.includes('--write')) writeFileSync(join(root, 'docs/benchmarks.md'), text)
