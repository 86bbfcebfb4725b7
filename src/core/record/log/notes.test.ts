import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  batchPath,
  batchTree,
  checkNote,
  checkProof,
  checkSignature,
  commitmentOf,
  hashText,
  judge,
  keyText,
  noteFrom,
  noteText,
  parseKey,
  parsePolicy,
  type ProofFile,
  proofFrom,
  proofText,
  readInclusion,
  signLine,
  type SignerKey,
} from './index.ts'
import { ed25519, entryNumber, logOf, mlDsa, ORIGIN, policyOf, TrialLog } from './trial.ts'

const log = ed25519(ORIGIN, 1)
const witnesses = [0, 1, 2].map((n) => ed25519(`w${n}.example/witness`, 4))
const policy = parsePolicy(policyOf(log, witnesses))
const [first, second] = witnesses as [SignerKey, SignerKey, SignerKey]

function noteOf(whole: string) {
  const note = noteFrom(whole)
  assert.ok(note)
  return note
}

test('the note of the specification verifies with its key', () => {
  const key = parseKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
  const note = noteOf(
    'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
  )
  assert.equal(checkNote(note, [key])?.length, 1)
  assert.equal(checkNote({ ...note, text: 'Another message.\n' }, [key]), undefined)
})

test('a key is read back as it was written, also when its base64 holds a plus', () => {
  for (let plus = 0; plus < 3;) {
    const key = ed25519('a.example', 1)
    const text = keyText(key)
    assert.equal(keyText(parseKey(text)), text)
    if (text.split('+').length > 3) plus += 1
  }
  const key = mlDsa('a.example')
  assert.equal(parseKey(keyText(key)).type, 6)
  const [, , bytes] = keyText(log).split('+')
  for (const wrong of ['', 'a.example', `${ORIGIN}+00000000+${bytes}`, `a b+00000000+${bytes}`]) {
    assert.throws(() => parseKey(wrong))
  }
})

test('a checkpoint is signed with Ed25519, and with ML-DSA-44 as well where the city wants it', () => {
  const second = mlDsa(ORIGIN)
  const note = noteOf(logOf(3).checkpoint(log, second))
  assert.equal(note.lines.length, 2)
  assert.deepEqual(
    checkNote(note, [log, second])?.map(({ key, seconds }) => [key.type, seconds]),
    [
      [1, 0],
      [6, 1_700_000_000],
    ],
  )
  const changed = { ...note, text: note.text.replace('\n3\n', '\n4\n') }
  assert.equal(checkNote(changed, [second]), undefined)
})

test('strange signatures are let be, a wrong one of a known key spoils the note', () => {
  const note = noteOf(logOf(3).checkpoint(log, ed25519('stranger.example', 1)))
  assert.equal(checkNote(note, [log])?.length, 1)
  const forged = ed25519(ORIGIN, 1)
  const line = { ...signLine(forged, note.text, 0), id: log.id }
  assert.equal(checkNote({ ...note, lines: [line] }, [log]), undefined)
  for (const wrong of [
    '',
    'text\n',
    'text\n\n',
    'text\n\nno line\n',
    'a\tb\n\n\u2014 x AAAAAAAA\n',
  ]) {
    assert.equal(noteFrom(wrong), undefined, wrong)
  }
})

test('a witness says when it cosigned, and its time cannot be changed', () => {
  const note = noteOf(logOf(3).checkpoint(log))
  const { signature } = signLine(first, note.text, 1_700_000_123)
  assert.equal(checkSignature(first, note.text, signature), 1_700_000_123)
  const later = Buffer.from(signature)
  later[7] = 255
  assert.equal(checkSignature(first, note.text, later), undefined)
  assert.equal(checkSignature(second, note.text, signature), undefined)
})

test('a checkpoint counts as witnessed when the quorum of the policy cosigned it, not earlier', () => {
  const tree = logOf(257)
  const judged = (...keys: SignerKey[]) => judge(noteOf(tree.checkpoint(...keys)), policy)
  assert.deepEqual([judged(log).quorum, judged(log, first).quorum], [false, false])
  assert.equal(judged(log, first, first).quorum, false)
  assert.equal(judged(log, first, second).quorum, true)
  assert.throws(() => judged(first, second), /did not sign/)
  assert.throws(() => judged(ed25519(ORIGIN, 1), first, second), /did not sign/)
  const other = parsePolicy(policyOf(ed25519('other.example/record', 1), witnesses))
  assert.throws(() => judge(noteOf(tree.checkpoint(log)), other), /knows no log/)
})

test('a policy with groups inside groups is read, and a wrong one is explained by its line', () => {
  const [a, b, c] = witnesses.map(keyText)
  const nested = `witness a ${a}\nwitness b ${b}\nwitness c ${c}\ngroup x any a b\n\tgroup y all x c\nquorum y\n`
  const { groups } = parsePolicy(nested)
  assert.deepEqual(
    [...groups].map(([name, { least }]) => [name, least]),
    [
      ['x', 1],
      ['y', 2],
    ],
  )
  assert.equal(parsePolicy('quorum none').quorum, 'none')
  for (const [wrong, why] of [
    ['', /no line quorum/],
    ['quorum nobody', /line 1 .* nobody yet/],
    ['quorum none\nquorum none', /line 2/],
    [`witness a ${a}\nwitness b ${a}\nquorum a`, /line 2 .* twice/],
    [`witness none ${a}\nquorum none`, /line 1/],
    [`witness a ${a}\ngroup g 2 a\nquorum g`, /line 2 .* of 1 members/i],
    [`witness a ${a}\ngroup g any a\ngroup h any a\nquorum g`, /line 3 .* not free/],
    [`witness a ${keyText(log)}\nquorum a`, /not that of a witness/],
    [`log ${a}\nquorum none`, /not that of a log/],
  ] as const) {
    assert.throws(() => parsePolicy(wrong), why, wrong)
  }
})

async function proofOf(size: number, index: number, ...keys: SignerKey[]): Promise<ProofFile> {
  const tree = logOf(size)
  const path = await readInclusion(tree.read, index, size)
  return { extra: { entry: entryNumber(index) }, index, path, checkpoint: tree.checkpoint(...keys) }
}

test('a proof file is enough to know, offline, that an act is on the record and was witnessed', async () => {
  for (const [size, index] of [
    [1, 0],
    [2, 1],
    [257, 256],
    [513, 300],
  ] as const) {
    const text = proofText(await proofOf(size, index, log, first, second))
    const proof = proofFrom(text)
    assert.ok(proof)
    const proven = checkProof(proof, policy)
    assert.equal(proven.quorum, true)
    assert.deepEqual(Buffer.from(proven.entry), entryNumber(index))
  }
})

test('a proof file in which anything was changed is refused', async () => {
  const proof = await proofOf(513, 300, log, first, second)
  const forged = Buffer.from('{"forged":true}')
  assert.throws(() => checkProof({ ...proof, extra: { entry: forged } }, policy), /not in the log/)
  assert.throws(() => checkProof(proof, policy, forged), /not in the log/)
  assert.throws(() => checkProof({ ...proof, index: 301 }, policy), /not in the log/)
  assert.throws(() => checkProof({ ...proof, extra: undefined }, policy), /has to be given/)
  const other = { ...proof, checkpoint: logOf(512).checkpoint(log) }
  assert.throws(() => checkProof(other, policy), /not in the log/)
  const text = proofText(proof)
  for (const wrong of ['', text.replace('@v1', '@v2'), text.replace('index 300', 'index 0300')]) {
    assert.equal(proofFrom(wrong), undefined)
  }
})

test('a resident proves one payload of a batch, of which the log holds only the root', async () => {
  const payloads = [1, 2, 3, 4, 5].map((n) => ({ purpose: 'reports.contact-back', n }))
  const salts = payloads.map((_, n) => Buffer.alloc(32, n + 1))
  const commitments = payloads.map((one, n) => commitmentOf(one, salts[n] ?? Buffer.alloc(0)))
  const { root, size } = batchTree(commitments)
  const entry = Buffer.from(`{"d":{"count":5,"root":"${hashText(root)}"},"t":"access.batch","v":1}`)
  const tree = new TrialLog().append([entryNumber(0), entry, entryNumber(2)])
  const proof = (payload: unknown) => ({
    extra: {
      entry,
      batch: { payload, salt: salts[3] ?? entry, index: 3, size, path: batchPath(commitments, 3) },
    },
    index: 1,
    path: [],
    checkpoint: tree.checkpoint(log, first, second),
  })
  const path = await readInclusion(tree.read, 1, 3)
  const good = proofFrom(proofText({ ...proof(payloads[3]), path }))
  assert.ok(good)
  assert.deepEqual(checkProof(good, policy).payload, payloads[3])
  const lie = proofFrom(proofText({ ...proof(payloads[2]), path }))
  assert.ok(lie)
  assert.throws(() => checkProof(lie, policy), /not in the batch/)
  assert.equal(noteText(noteOf(good.checkpoint)), good.checkpoint)
})
