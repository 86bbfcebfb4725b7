/**
 * Everything that must be in order before a change is whole, two checks at a time.
 *
 *   npm run check [-- NAME ...]
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './build/inputs.mjs'

/** Name → what is run; those that take longest come first. */
const CHECKS = {
  types: ['tsc', '--noEmit'],
  lint: ['oxlint', '--deny-warnings'],
  docs: ['--source', 'scripts/docs.ts', '--check'],
  texts: ['--source', 'scripts/texts.ts'],
  'dead exports': ['knip', '--no-config-hints', '--no-progress'],
  architecture: ['--source', 'scripts/architecture.ts'],
  promises: ['--source', 'scripts/promises.ts'],
  dependencies: ['--source', 'scripts/dependencies.ts'],
  format: ['oxfmt', '--check'],
}

const wanted = process.argv.slice(2)
const waiting = Object.entries(CHECKS).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
)
if (waiting.length === 0) {
  console.log(`There is no such check. There is: ${Object.keys(CHECKS).join(', ')}`)
  process.exit(2)
}

function runOne([name, args]) {
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const text = Buffer.concat(said).toString().trim()
      const took = ((performance.now() - began) / 1000).toFixed(1)
      if (code !== 0) console.log(`\n=== ${name}\n${text}\n`)
      console.log(
        `${code === 0 ? '✓' : '✗'} ${name}  ${took} s  ${code === 0 ? (text.split('\n').at(-1) ?? '') : ''}`,
      )
      resolve(code === 0)
    }),
  )
}

async function worker(results) {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runOne(next))
}

const began = performance.now()
const results = []
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, () => worker(results)),
)
const passed = results.filter(Boolean).length
console.log(`\n${results.length} checks in ${((performance.now() - began) / 1000).toFixed(0)} s`)
console.log(`${passed} passed, ${results.length - passed} failed`)
process.exit(passed === results.length ? 0 : 1)
