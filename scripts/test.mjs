/**
 * Runs every test of the project from source, or those whose path contains one of the given words.
 *
 *   npm test [-- WORD ...]
 */
import { existsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { buildAssets } from './build/assets.mjs'
import { filesOf, root } from './build/inputs.mjs'
import { programsOf } from './testing/batches.mjs'
import { placeOfRun } from './testing/place.mjs'
import { report, sayFailed, saySkipped } from './testing/report.mjs'

/** What one test file with its embedded databases may need. */
const ROOM = 1.2e9
const words = process.argv.slice(2)
const files = filesOf('{src,test,scripts,bench}/**/*.test.{ts,tsx}').filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
)
if (files.length === 0) {
  console.log(`There is no test file with ${words.join(' or ')} in its name.`)
  process.exit(1)
}

if (existsSync(join(root, 'src/design/style'))) await buildAssets()
process.env.TMPDIR = placeOfRun()
console.log(`What the tests write lies in ${process.env.TMPDIR}`)
const preload = (file) => ['--import', join(root, 'scripts', file)]
const began = performance.now()
const processes = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / ROOM), 4))
const { programs, members, away } = programsOf(files, processes)
process.on('exit', away)
const events = run({
  files: programs,
  cwd: root,
  concurrency: processes,
  execArgv: [
    '--enable-source-maps',
    ...preload('hook.mjs'),
    ...preload('testing/quiet.mjs'),
    ...preload('testing/end.mjs'),
    ...preload('testing/light.mjs'),
  ],
})
const { passed, failed, skipped, reasons, failures } = await report(events, members)
saySkipped(reasons)
sayFailed(failures)
console.log(`\n${files.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s`)
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
