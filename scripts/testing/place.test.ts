/** Where a test run writes: a folder of its own that does not outlive it. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'cityright-place-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const place = join(import.meta.dirname, 'place.mjs')
/** A program that takes its place, says where it is, and then does more. */
const program = (more: string) => [
  '--input-type=module',
  '-e',
  `import { statSync, writeFileSync } from 'node:fs'
import { placeOfRun } from ${JSON.stringify(place)}
const place = placeOfRun()
writeFileSync(place + '/left', 'something')
console.log(place, (statSync(place).mode & 0o1777).toString(8))
${more}`,
]
const without = { ...process.env, TMPDIR: '' }

/** Runs such a program to its end; gives its place and who may pass through it. */
function placed(env: Readonly<Record<string, string | undefined>>) {
  const { stdout, stderr } = spawnSync(process.execPath, program(''), { encoding: 'utf8', env })
  assert.equal(stderr, '')
  const [path = '', mode] = stdout.trim().split(' ')
  return { path, mode }
}

test('each run of the tests writes into a folder of its own, which is gone when it ends', () => {
  const [one, other] = [placed(without), placed(without)]
  assert.notEqual(one.path, other.path)
  assert.deepEqual([existsSync(one.path), existsSync(other.path)], [false, false])
  assert.equal(one.mode, '1777', 'a server of another user passes through it')
})

test('whoever names the folder for temporary files is obeyed', () => {
  assert.equal(dirname(placed({ ...process.env, TMPDIR: folder }).path), folder)
})

test('what a killed run left is taken away by the next one, and nothing of a run that goes on', async (t) => {
  const going = spawn(process.execPath, program('setInterval(() => {}, 1000)'), { env: without })
  t.after(() => going.kill('SIGKILL'))
  const [said] = (await once(going.stdout, 'data')) as [Buffer]
  const [path = ''] = said.toString().split(' ')
  placed(without)
  assert.ok(statSync(path).isDirectory(), 'it is still at work')
  const over = once(going, 'exit')
  going.kill('SIGKILL')
  await over
  assert.ok(existsSync(path))
  placed(without)
  assert.equal(existsSync(path), false)
})
