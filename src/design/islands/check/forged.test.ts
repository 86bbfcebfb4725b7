/** What Go and our first verifier refuse, browsers refuse: the same forged logs and proofs are put before all three. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { forgedLogs } from '#test/conformance/record-go/forged-logs'
import { proofFiles } from '#test/conformance/record-go/forged-proofs'
import { entriesOf, folder, policy, reader, write } from '#test/conformance/record-go/forging'
import { alone } from './crew.ts'
import { type Policy, policyFrom } from './policy.ts'
import { checkProof } from './proof.ts'
import { checkWhole, seenBefore } from './whole.ts'

let trusted: Policy
before(async () => {
  // Node says once that ML-DSA in WebCrypto is young there; a line on the console fails a test.
  process.removeAllListeners('warning')
  trusted = await policyFrom(readFileSync(policy, 'utf8'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** Undefined when it holds and enough have witnessed it; else why not. */
const verdict = (work: () => Promise<{ readonly enough: boolean }>) =>
  work().then(
    ({ enough }) => (enough ? undefined : 'too few witnesses'),
    (failure: unknown) => String(failure),
  )

const onLog = (where: string, old?: string) =>
  verdict(async () => {
    const read = reader(where)
    return checkWhole({
      read: async (path) => {
        const found = await read(path)
        return found && new Uint8Array(found)
      },
      policy: trusted,
      since: await seenBefore(old === undefined ? '' : readFileSync(old, 'utf8'), trusted),
      crew: alone,
      signal: new AbortController().signal,
      progress: () => undefined,
    })
  })

const onProof = (file: string) => verdict(() => checkProof(readFileSync(file, 'utf8'), trusted))

test('a log that is in order holds in a browser, with both signatures of the log', async () => {
  for (const size of [1, 256, 257, 513]) {
    assert.equal(await onLog(write(`browser-${size}`, entriesOf(size)).where), undefined)
  }
})

test('browsers refuse every forged log', async () => {
  const accepted: string[] = []
  let count = 0
  for (const { name, where, old } of forgedLogs()) {
    count += 1
    if ((await onLog(where, old)) === undefined) accepted.push(name)
  }
  assert.deepEqual(accepted, [])
  assert.ok(count > 60, `only ${count} forgeries`)
})

test('browsers accept a proof of an act or of a member of a batch, and refuse every forged one', async () => {
  const { good, forged } = await proofFiles()
  const refused: string[] = []
  const accepted: string[] = []
  for (const { name, file } of good) {
    const why = await onProof(file)
    if (why !== undefined) refused.push(`${name}: ${why}`)
  }
  for (const { name, file } of forged) {
    if ((await onProof(file)) === undefined) accepted.push(name)
  }
  assert.deepEqual([refused, accepted], [[], []])
  assert.ok(forged.length > 20)
})
