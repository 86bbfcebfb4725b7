/** Proof files in the browser: it believes none that the first verifier does not believe. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  batchPath,
  batchTree,
  checkProof as firstCheck,
  commitmentOf,
  hashText,
  parsePolicy,
  proofFrom as firstFrom,
  proofText,
  readInclusion,
} from '#core/record/log'
import { lampEntry, TestLog } from '#test/log'
import fc from 'fast-check'
import { utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import { policyFrom } from './policy.ts'
import { checkProof } from './proof.ts'
import { isIncluded, leafHash, nodeHash } from './tree.ts'

const code = (failure: unknown) => (failure instanceof Fault ? failure.code : String(failure))

/** A log whose entry 5 has the root of a batch, and the proof of one payload in it. */
async function proofWithBatch() {
  const payloads = [0, 1, 2, 3, 4].map((n) => ({ read: 'email', why: `lamp ${n}` }))
  const salts = payloads.map((_, n) => Buffer.alloc(32, n))
  const commitments = payloads.map((one, n) => commitmentOf(one, salts[n] ?? Buffer.alloc(32)))
  const root = hashText(batchTree(commitments).root)
  const entry = (n: number) =>
    n === 5
      ? Buffer.from(
          `{"at":"2026-03-02T12:00:00.000Z","by":"retention","d":{"count":5,"root":"${root}"},"id":"a","t":"vault.read","v":1}`,
        )
      : lampEntry(n)
  const log = new TestLog(300, { entry })
  const path = await readInclusion(log.read, 5, 300)
  const batch = {
    payload: payloads[3],
    salt: salts[3] ?? Buffer.alloc(0),
    index: 3,
    size: 5,
    path: batchPath(commitments, 3),
  }
  const checkpoint = log.checkpoint()
  const text = (more: object) =>
    proofText({
      extra: { entry: entry(5), batch: { ...batch, ...more } },
      index: 5,
      path,
      checkpoint,
    })
  const other = proofText({ extra: { entry: entry(6) }, index: 5, path, checkpoint })
  return { log, text, other }
}

test('a proof file holds with what its batch holds; a wrong leaf or a wrong batch does not', async () => {
  const { log, text, other } = await proofWithBatch()
  const policy = await policyFrom(log.policy())
  const found = await checkProof(text({}), policy)
  assert.deepEqual([found.index, found.entry['t'], found.enough], [5, 'vault.read', true])
  assert.deepEqual(found.payload, { read: 'email', why: 'lamp 3' })
  const fault = (file: string) => checkProof(file, policy).then(() => 'holds', code)
  assert.equal(await fault(other), 'not-included')
  assert.equal(await fault(text({ index: 2 })), 'not-in-batch')
  assert.equal(await fault(text({ size: 6 })), 'not-in-batch')
  assert.equal(await fault(text({ payload: { read: 'nothing' } })), 'not-in-batch')
  assert.equal(await fault(text({ salt: Buffer.alloc(32, 9) })), 'not-in-batch')
  assert.equal(await fault('a letter'), 'not-proof')
})

test('whatever happens to a proof file, browsers believe it only when the first verifier does', async () => {
  const { log, text } = await proofWithBatch()
  const [good, policy, first] = [
    text({}),
    await policyFrom(log.policy()),
    parsePolicy(log.policy()),
  ]
  const edits = fc.array(
    fc.tuple(fc.nat(good.length - 1), fc.constantFrom('', 'A', '\n', '1', '=')),
    { minLength: 1, maxLength: 3 },
  )
  await fc.assert(
    fc.asyncProperty(edits, async (changes) => {
      const file = changes.reduce(
        (all, [at, put]) => all.slice(0, at) + put + all.slice(at + 1),
        good,
      )
      const found = await checkProof(file, policy).catch(() => undefined)
      if (!found) return
      const proof = firstFrom(file)
      assert.ok(proof)
      assert.equal(firstCheck(proof, first).quorum, found.enough)
    }),
    { numRuns: 300 },
  )
})

test('a path that ends too early or too late proves nothing, even where it comes to the root', async () => {
  const leaf = await leafHash(utf8('an act'))
  assert.equal(await isIncluded(leaf, 0, { size: 1, root: leaf }, []), true)
  assert.equal(await isIncluded(leaf, 0, { size: 5, root: leaf }, []), false)
  assert.equal(await isIncluded(leaf, 1, { size: 1, root: leaf }, []), false)
  const root = await nodeHash(leaf, leaf)
  assert.equal(await isIncluded(leaf, 1, { size: 2, root }, [leaf]), true)
  assert.equal(await isIncluded(leaf, 0, { size: 1, root }, [leaf]), false)
})
