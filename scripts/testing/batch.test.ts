/** Test files that share a process: each is counted under its own name, and none hides what goes wrong in it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'cityright-batch-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const testing = import.meta.dirname
const GOOD = `import { test } from 'node:test'
test('one', () => {})
test('two', () => {})
test('three', { skip: 'not here' }, () => {})`
const HEAD = `import { after, before, test } from 'node:test'\n`

const run = `import { run } from 'node:test'
import { report, sayFailed } from '${testing}/report.mjs'
const [program, ...files] = process.argv.slice(2)
const preload = ['quiet', 'end', 'light'].flatMap((one) => ['--import', '${testing}/' + one + '.mjs'])
const events = run({ files: [program], execArgv: preload })
const { passed, failed, skipped, failures } = await report(events, new Map([[program, files]]))
sayFailed(failures)
console.log(JSON.stringify({ passed, failed, skipped }))`

/** Runs these test files as one batch; gives what was said, and the counts. */
function ran(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([name, text]) => {
    const file = join(folder, `${name}.test.mjs`)
    writeFileSync(file, text)
    return file
  })
  const [program, runner] = [join(folder, 'batch.test.mjs'), join(folder, 'run.mjs')]
  const limits = '{ longest: 1500, grace: 500 }'
  const call = `await batch(${JSON.stringify(files)}, ${limits})`
  writeFileSync(program, `import { batch } from '${testing}/batch.mjs'\n${call}`)
  writeFileSync(runner, run)
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
  const args = [runner, program, ...files]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env,
    timeout: 60_000,
  })
  const counts = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>
  return { said: stdout + stderr, counts }
}

const failedIn = (said: string) =>
  [...said.matchAll(/^FAILED .*?(\w+)\.test\.mjs: (.*)$/gm)].map(([, file, name]) => [file, name])

test('files that share a process are counted each under its own name', () => {
  const { said, counts } = ran({ first: GOOD, second: GOOD })
  assert.deepEqual(counts, { passed: 4, failed: 0, skipped: 2 })
  assert.match(said, /✓ .*first\.test\.mjs {2}2 passed, 1 skipped/)
  assert.match(said, /✓ .*second\.test\.mjs {2}2 passed, 1 skipped/)
})

test('whatever goes wrong in one file is said under its name, and the next is tested all the same', () => {
  const wrong = {
    assertion: `${HEAD}test('adds up', () => { throw new Error('no') })`,
    absent: `import './nothing-there.mjs'`,
    before: `${HEAD}before(() => { throw new Error('no') })\ntest('waits', () => {})`,
    after: `${HEAD}after(() => { throw new Error('no') })\ntest('works', () => {})`,
    noisy: `${HEAD}test('speaks', () => console.error('no'))`,
    rejected: `${HEAD}test('forgets', async () => { Promise.reject(new Error('no')); await 1 })`,
    endless: `${HEAD}test('hangs', () => new Promise(() => {}))`,
    open: `${HEAD}import { createServer } from 'node:net'\ntest('serves', () => createServer().listen(0))`,
  }
  const { said, counts } = ran({ ...wrong, good: GOOD })
  const failed = new Set(failedIn(said).map(([file]) => file))
  assert.deepEqual([...failed].toSorted(), Object.keys(wrong).toSorted(), said)
  assert.match(said, /✓ .*good\.test\.mjs {2}2 passed, 1 skipped/)
  assert.match(said, /open\.test\.mjs ends cleanly/)
  assert.ok((counts['failed'] ?? 0) >= 8, said)
})

test('a file that ends the process is named, and so are those that had no turn', () => {
  const { said, counts } = ran({ good: GOOD, crash: `process.exit(3)`, late: GOOD })
  assert.match(said, /it ended with 3/)
  const lost = failedIn(said).filter(([, name]) => /process ended before/.test(name ?? ''))
  assert.deepEqual(
    lost.map(([file]) => file),
    ['crash', 'late'],
  )
  assert.equal(counts['passed'], 2)
})
