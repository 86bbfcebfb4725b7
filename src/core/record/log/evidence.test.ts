import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkEvidence,
  type Evidence,
  evidenceFrom,
  evidenceText,
  readConsistency,
  rootOf,
} from './index.ts'
import { promise } from '#test/promise'
import { ed25519, entriesTo, logOf, ORIGIN, TrialLog } from './trial.ts'

const key = ed25519(ORIGIN, 1)
const logs = [key]
/** A record that began with another entry. */
const forkOf = (size: number) =>
  new TrialLog().append([Buffer.from('forged'), ...entriesTo(size, 1)])
const signed = (log: TrialLog, by = key) => log.checkpoint(by)

async function between(small: number, large: TrialLog, first = signed(logOf(small))) {
  const proof = await readConsistency(large.read, small, large.edge.size)
  return { logs, notes: [first, signed(large)], proof } as const
}

const throughAFile = (evidence: Evidence) => {
  const read = evidenceFrom(evidenceText(evidence))
  assert.ok(read)
  return checkEvidence(read)
}

test('two different records of the same size prove by themselves that the city signed both', () => {
  promise('P3.8')
  const found = throughAFile({ logs, notes: [signed(logOf(300)), signed(forkOf(300))], proof: [] })
  assert.deepEqual(found, { origin: ORIGIN, sizes: [300, 300], proven: true })
})

test('a larger record that does not begin with the smaller one is proven by what the city handed in', async () => {
  for (const size of [3, 5, 100, 255, 257, 300]) {
    const evidence = await between(size, forkOf(400))
    assert.deepEqual(throughAFile(evidence).proven, true, String(size))
    const [a, b] = evidence.notes
    assert.equal(throughAFile({ ...evidence, notes: [b, a] }).proven, true, 'in either order')
  }
})

test('at a power of two the root that the larger record had then completes the proof', async () => {
  const evidence = await between(256, forkOf(400))
  assert.equal(throughAFile(evidence).proven, false)
  const root = rootOf(forkOf(256).leaves)
  assert.equal(throughAFile({ ...evidence, root }).proven, true)
  const made = rootOf(logOf(255).leaves)
  assert.equal(
    throughAFile({ ...evidence, root: made }).proven,
    false,
    'another root proves nothing',
  )
})

test('nobody can accuse an honest city: a true record with a false proof is a doubt, no proof', async () => {
  const honest = await between(300, logOf(400))
  assert.throws(() => throughAFile(honest), /do not contradict/)
  const strangers = await readConsistency(forkOf(400).read, 300, 400)
  assert.equal(throughAFile({ ...honest, proof: strangers }).proven, false)
  assert.equal(throughAFile({ ...honest, proof: [] }).proven, false)
  const same = signed(logOf(300))
  assert.throws(() => throughAFile({ logs, notes: [same, same], proof: [] }), /do not contradict/)
})

test('what the city did not sign is no evidence, nor is a file that is cut off', () => {
  const other = signed(forkOf(300), ed25519(ORIGIN, 1))
  const notes = [signed(logOf(300)), other] as const
  assert.throws(() => throughAFile({ logs, notes, proof: [] }), /not signed by the log/)
  const text = evidenceText({ logs, notes, proof: [] })
  for (const wrong of [
    text.slice(0, -10),
    text.replace('"v": 1', '"v": 2'),
    text.replace('split-view', 'other'),
    '[]',
    'null',
    '{"v":1,"kind":"split-view","log":[],"notes":["a"],"proof":[]}',
    '{"v":1,"kind":"split-view","log":["x"],"notes":["a","b"],"proof":[]}',
    '{"v":1,"kind":"split-view","log":[],"notes":["a","b"],"proof":["x"]}',
  ]) {
    assert.equal(evidenceFrom(wrong), undefined, wrong)
  }
})
