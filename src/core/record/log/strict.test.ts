/** What a strict reader of the same standards refuses, we refuse as well. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  batchPath,
  batchTree,
  checkNote,
  checkProof,
  commitmentOf,
  hashText,
  noteFrom,
  parsePolicy,
  proofFrom,
  proofText,
  readEntries,
  readInclusion,
  verifyLog,
} from './index.ts'
import { ed25519, entryNumber, logOf, mlDsa, ORIGIN, policyOf, TrialLog } from './trial.ts'

const log = ed25519(ORIGIN, 1)
const witnesses = [0, 1, 2].map((n) => ed25519(`w${n}.example/witness`, 4))
const policy = parsePolicy(policyOf(log, witnesses))

const act = (d: string) =>
  `{"at":"2026-03-02T12:00:00.000Z","by":"operator","d":${d},"id":"i","t":"test.acted","v":1}`

const verified = (tree: TrialLog) => {
  tree.files.set('checkpoint', Buffer.from(tree.checkpoint(log, ...witnesses)))
  return verifyLog({ read: tree.read, policy })
}

test('an entry whose bytes are not Unicode is not in the canonical form', async () => {
  const text = act('{"said":"?"}')
  const broken = Buffer.from(text)
  broken[text.indexOf('?')] = 0xff
  await verified(new TrialLog().append([Buffer.from(text)]))
  await assert.rejects(verified(new TrialLog().append([broken])), /entry 0 .* canonical/)
})

test('a bundle that holds more entries than its name says is refused', async () => {
  const tree = new TrialLog().append([Buffer.from(act('{"n":1}'))])
  const path = 'tile/entries/000.p/1'
  const once = tree.files.get(path) ?? Buffer.alloc(0)
  tree.files.set(path, Buffer.concat([once, once]))
  await assert.rejects(verified(tree), /has another number of entries/)
})

test('a full bundle stands in for a partial one, but only a full one does', async () => {
  const whole = logOf(256)
  const name = { level: 'entries', index: 0, width: 3 } as const
  assert.equal((await readEntries(whole.read, name)).length, 3)
  const short = logOf(200).files.get('tile/entries/000.p/200')
  const read = (path: string) => Promise.resolve(path === 'tile/entries/000' ? short : undefined)
  await assert.rejects(readEntries(read, name), /number of entries/)
})

/** A batch of five in an entry that says how many; the third payload is proved. */
async function batchProof(index: number, size: number, hashes: number, d = 5) {
  const payloads = [0, 1, 2, 3, 4].map((n) => ({ n }))
  const salt = Buffer.alloc(32, 7)
  const commitments = payloads.map((one) => commitmentOf(one, salt))
  const { root } = batchTree(commitments)
  const entry = Buffer.from(act(`{"count":${d},"root":"${hashText(root)}"}`))
  const tree = new TrialLog().append([entryNumber(0), entry])
  const batch = {
    payload: payloads[4],
    salt,
    index,
    size,
    path: batchPath(commitments, 4).slice(0, hashes),
  }
  const path = await readInclusion(tree.read, 1, 2)
  const checkpoint = tree.checkpoint(log, ...witnesses)
  const proof = proofFrom(proofText({ extra: { entry, batch }, index: 1, path, checkpoint }))
  assert.ok(proof)
  return proof
}

test('a batch has as many members as its entry says: no member is counted at another place', async () => {
  assert.deepEqual(checkProof(await batchProof(4, 5, 1), policy).payload, { n: 4 })
  // The same hashes are also the path of the second of two: only the count tells them apart.
  const elsewhere = await batchProof(1, 2, 1)
  assert.throws(() => checkProof(elsewhere, policy), /not in the batch/)
  const miscounted = await batchProof(4, 5, 1, 6)
  assert.throws(() => checkProof(miscounted, policy), /not in the batch/)
})

test('a payload that the record could not hold is not in any batch, and says so', async () => {
  const proof = await batchProof(4, 5, 1)
  const { extra } = proof
  assert.ok(extra?.batch)
  for (const payload of [null, 1.5, { ü: 1 }, undefined]) {
    const forged = { ...proof, extra: { ...extra, batch: { ...extra.batch, payload } } }
    assert.throws(() => checkProof(forged, policy), /not in the batch/)
  }
})

test('base64 that could be written in two ways, and lists in place of texts, are no proof', async () => {
  const tree = logOf(1)
  const proofWith = (extra: string) =>
    proofFrom(`c2sp.org/tlog-proof@v1\nextra ${extra}\nindex 0\n\n${tree.checkpoint(log)}`)
  const entry = Buffer.from(entryNumber(0)).toString('base64')
  const coded = (said: object) => Buffer.from(JSON.stringify(said)).toString('base64')
  assert.ok(proofWith(coded({ v: 1, entry }))?.extra)
  assert.equal(proofWith(`${coded({ v: 1, entry })}=`)?.extra, undefined)
  assert.equal(proofWith(coded({ v: 1, entry: `${entry}\n` }))?.extra, undefined)
  const hash = hashText(Buffer.alloc(32))
  const batch = { payload: 1, salt: hash, index: 0, size: 1, path: [[hash]] }
  assert.equal(proofWith(coded({ v: 1, entry, batch }))?.extra, undefined)
  assert.ok(proofWith(coded({ v: 1, entry, batch: { ...batch, path: [hash] } }))?.extra)
})

test('a policy counts in decimal numbers and holds no control characters', () => {
  const lines = policyOf(log, witnesses)
  assert.throws(() => parsePolicy(lines.replace('cities 2', 'cities 0x2')), /of 3 members/i)
  assert.throws(() => parsePolicy(lines.replace('cities 2', 'cities 2e0')), /of 3 members/i)
  assert.throws(() => parsePolicy(lines.replace('# whom', '#\u0007whom')), /line 1 .* control/)
  assert.throws(() => parsePolicy(lines.replaceAll('\n', '\r\n')), /line 1 .* control/)
})

test('a note may hold every character but the control characters of ASCII', () => {
  const signed = (text: string) => noteFrom(`${text}\n\n\u2014 a.example AAAAAAA=\n`)
  assert.ok(signed('a\u0085b\u007f'))
  for (const wrong of ['a\rb', 'a\tb', 'a\u0000b']) assert.equal(signed(wrong), undefined)
})

test('a text that is no checkpoint carries no cosignature of ML-DSA-44, and nothing breaks', () => {
  const key = mlDsa('a.example')
  const line = { name: key.name, id: key.id, signature: Buffer.alloc(2428) }
  assert.equal(checkNote({ text: 'no checkpoint\n', lines: [line] }, [key]), undefined)
  const long = `${'x'.repeat(300)}\n1\n${hashText(Buffer.alloc(32))}\n`
  assert.equal(checkNote({ text: long, lines: [line] }, [key]), undefined)
})
