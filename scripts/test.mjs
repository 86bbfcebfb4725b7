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
import { report, sayFailed, saySkipped } from './testing/report.mjs'

/** What one test file with its embedded databases may need. */
const ROOM = 1.2e9
/** After which a test file is given up: a hang, not a busy machine. */
const LONGEST = 8 * 60_000

/** Long files begin first, so that none of them runs alone at the end. */
const rank = (file) => (file.includes('test/pages') ? 0 : file.startsWith('test/') ? 1 : 2)

const words = process.argv.slice(2)
const files = filesOf('{src,test,scripts,bench}/**/*.test.{ts,tsx}')
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted((a, b) => rank(a) - rank(b))
if (files.length === 0) {
  console.log(`There is no test file with ${words.join(' or ')} in its name.`)
  process.exit(1)
}

if (existsSync(join(root, 'src/design/style'))) await buildAssets()
const preload = (file) => ['--import', join(root, 'scripts', file)]
const began = performance.now()
const events = run({
  files: files.map((file) => join(root, file)),
  cwd: root,
  concurrency: Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / ROOM), 4)),
  timeout: LONGEST,
  execArgv: [
    '--enable-source-maps',
    ...preload('hook.mjs'),
    ...preload('testing/quiet.mjs'),
    ...preload('testing/end.mjs'),
    ...preload('testing/light.mjs'),
  ],
})
const { passed, failed, skipped, reasons, failures } = await report(events)
saySkipped(reasons)
sayFailed(failures)
console.log(`\n${files.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s`)
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
