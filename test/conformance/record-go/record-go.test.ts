/** Go's sumdb/note and sumdb/tlog check our log, and we check theirs; both refuse every forgery (README.md). */
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { goTest } from '#test/go'
import { promise } from '#test/promise'
import { addCheckpoint, checkNote, noteFrom, parsePolicy, readRoot } from '#core/record/log'
import { fileMemory } from '#core/record/witness'
import {
  entriesOf,
  everybody,
  folder,
  log,
  oursOnLog,
  oursOnProof,
  policy,
  reader,
  second,
  third,
  write,
} from './forging.ts'
import { forgedLogs } from './forged-logs.ts'
import { proofFiles } from './forged-proofs.ts'

after(() => rmSync(folder, { recursive: true, force: true }))

const known = new Map<number, string>()
/** A log of this size that is in order, written once. */
function sized(size: number): string {
  const where = known.get(size) ?? write(`size-${size}`, entriesOf(size)).where
  known.set(size, where)
  return where
}

const SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_536, 70_000]

test('we accept our log at every size at which its tiles change shape', async () => {
  for (const size of SIZES) {
    assert.equal(await oursOnLog(sized(size), policy), undefined, String(size))
  }
})

goTest('Go accepts our log at every size at which its tiles change shape', ({ check }) => {
  for (const size of SIZES) {
    assert.deepEqual(check('log', sized(size), policy), { status: 0, said: 'holds' }, String(size))
  }
})

goTest('Go sees that our log only grew, from every size to every larger one', ({ check }) => {
  const sizes = SIZES.slice(0, -2)
  for (const size of sizes) {
    for (const old of sizes.filter((one) => one <= size)) {
      const { status, said } = check('log', sized(size), policy, join(sized(old), 'checkpoint'))
      assert.equal(status, 0, `${old} to ${size}: ${said}`)
    }
  }
})

goTest('a signature of ML-DSA-44 beside that of Ed25519 does not disturb Go', ({ check }) => {
  for (const [name, signers] of [
    ['with', everybody],
    ['without', [log, second, third]],
    ['after the witnesses', [log, second, third, ...everybody.slice(1, 2)]],
  ] as const) {
    const { where } = write(`ml-dsa ${name}`, entriesOf(3), signers)
    assert.equal(check('log', where, policy).status, 0, name)
  }
})

test('we refuse every forged log', async () => {
  promise('P3.6')
  let tried = 0
  for (const { name, where, old } of forgedLogs()) {
    assert.ok(await oursOnLog(where, policy, old), `we accept ${name}`)
    tried += 1
  }
  assert.ok(tried > 60, `only ${tried} forgeries`)
})

goTest('Go refuses every forged log that we refuse', ({ check }) => {
  for (const { name, where, old } of forgedLogs()) {
    const { status, said } = check('log', where, policy, ...(old === undefined ? [] : [old]))
    assert.equal(status, 1, `Go accepts ${name}: ${said}`)
  }
})

test('we accept a proof file of an act or of a member of a batch, and refuse every forged one', async () => {
  promise('P3.7')
  const { good, forged } = await proofFiles()
  for (const { name, file } of good) assert.equal(await oursOnProof(file, policy), undefined, name)
  for (const { name, file } of forged) {
    assert.ok(await oursOnProof(file, policy), `we accept ${name}`)
  }
})

goTest('Go accepts and refuses the same proof files as we do', async ({ check }) => {
  const { good, forged } = await proofFiles()
  for (const { name, file } of good) {
    const { status, said } = check('proof', file, policy)
    assert.equal(status, 0, `Go refuses ${name}: ${said}`)
  }
  for (const { name, file } of forged) {
    assert.equal(check('proof', file, policy).status, 1, `Go accepts ${name}`)
  }
})

goTest('we accept a log that Go made, and its proof, at every size', async ({ check, make }) => {
  for (const size of SIZES.slice(0, -1)) {
    const where = join(folder, `foreign-${size}`)
    assert.deepEqual(make(where, String(size), '0'), { status: 0, said: '' })
    const own = join(where, 'policy')
    assert.equal(check('log', where, own).status, 0)
    assert.equal(await oursOnLog(where, own), undefined, String(size))
    assert.equal(await oursOnProof(join(where, 'middle.tlog-proof'), own), undefined)
    const note = noteFrom(readFileSync(join(where, 'checkpoint'), 'utf8'))
    const root = Buffer.from(await readRoot(reader(where), size)).toString('base64')
    assert.equal(note?.text.split('\n')[2], root)
  }
})

goTest(
  'our witness cosigns a log that Go made as it grows, and not when it does not',
  async ({ make }) => {
    const where = (size: number) => join(folder, `grown-${size}`)
    const steps = [
      [3, 0],
      [300, 3],
      [512, 300],
      [513, 512],
      [1000, 513],
    ] as const
    for (const [size, old] of steps) make(where(size), String(size), String(old))
    const { logs } = parsePolicy(readFileSync(join(where(3), 'policy'), 'utf8'))
    const witness = {
      logs: logs.map(({ key }) => key),
      key: second,
      clock: () => '2026-03-02T12:00:00Z',
    }
    const memory = fileMemory(join(folder, 'witness.json'))
    const asked = (size: number) => readFileSync(join(where(size), 'add-checkpoint'), 'utf8')
    for (const [size] of steps) {
      const answer = await addCheckpoint({ ...witness, memory }, asked(size))
      assert.equal(answer.status, 200, `${size}: ${answer.body}`)
      const note = noteFrom(`${asked(size).split('\n\n').slice(1).join('\n\n')}${answer.body}`)
      assert.equal(note && checkNote(note, [...witness.logs, second])?.length, 2)
    }
    assert.equal((await addCheckpoint({ ...witness, memory }, asked(300))).status, 409)
    const broken = asked(1000).replace('old 513', 'old 1000')
    assert.equal((await addCheckpoint({ ...witness, memory }, broken)).status, 422)
  },
)
