/** Whatever arrives from outside is read, or refused; nothing else happens. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addCheckpoint,
  checkNote,
  checkpointFrom,
  checkpointText,
  checkProof,
  entriesIn,
  judge,
  keyText,
  lineFrom,
  noteFrom,
  noteText,
  parseKey,
  parsePolicy,
  proofFrom,
  proofText,
  readInclusion,
  signLine,
  type SignerKey,
  tileAt,
  tilePath,
  type WitnessMemory,
} from './index.ts'
import { ed25519, entryNumber, logOf, mlDsa, ORIGIN, policyOf } from './trial.ts'

const log = ed25519(ORIGIN, 1)
const quantum = mlDsa('quantum.example/witness')
const witnesses = [ed25519('a.example/witness', 4), quantum, ed25519('b.example/witness', 4)]
const policyText = policyOf(log, witnesses)
const policy = parsePolicy(policyText)
const keys = [log, ...witnesses]
const note = logOf(300).checkpoint(...keys)

const RUNS = { numRuns: 400 }
const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all).toString('latin1'))
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  bytes,
  fc
    .array(fc.constantFrom('\n', '\n\n', '\u2014 ', ' ', '+', '=', 'A', '0', ORIGIN), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
)

/** A good text in which pieces were cut, doubled, or replaced by nonsense. */
function damaged(good: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: good.length })
  return fc.tuple(place, place, fc.oneof(text, fc.constant(''))).map(([a, b, middle]) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    return `${good.slice(0, from)}${middle}${good.slice(to)}`
  })
}

/** A refusal of ours says one sentence; anything else is a mistake of the program. */
function refuses(work: () => unknown): void {
  try {
    work()
  } catch (failure) {
    assert.ok(failure instanceof Error)
    assert.equal(failure.constructor, Error, `${failure.name}: ${failure.message}`)
    assert.ok(failure.message.length > 0 && failure.message.length < 2000)
  }
}

test('whatever is given as a note or a checkpoint is read and written back alike, or is none', () => {
  const whole = fc.oneof(text, damaged(note))
  fc.assert(
    fc.property(whole, (given) => {
      const found = noteFrom(given)
      if (!found) return
      assert.equal(noteText(found), given)
      checkNote(found, keys)
      const head = checkpointFrom(found.text)
      if (head) assert.ok(found.text.startsWith(checkpointText(head)))
      refuses(() => judge(found, policy))
    }),
    RUNS,
  )
  fc.assert(
    fc.property(fc.oneof(text, damaged(note.split('\n\n')[0] ?? '')), (given) => {
      const head = checkpointFrom(given)
      if (head) assert.ok(given.startsWith(checkpointText(head)))
      lineFrom(given)
    }),
    RUNS,
  )
})

test('whatever text somebody signs, with whatever key, is a note again and checks', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((one) => one.replace(/[\p{Cc}\n]/gu, '-').trim() || '-')
  const names = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((one) => one.replace(/[\s+\p{Cc}]/gu, '-'))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), names, (lines, name) => {
      const key = ed25519(name, 4)
      const said = `${lines.join('\n')}\n`
      const found = noteFrom(noteText({ text: said, lines: [signLine(key, said, 1_700_000_000)] }))
      assert.ok(found)
      assert.deepEqual(
        checkNote(found, [parseKey(keyText(key))])?.map(({ seconds }) => seconds),
        [1_700_000_000],
      )
    }),
    { numRuns: 60 },
  )
})

test('whatever is given as a proof file is read and written back alike, or refused in one sentence', async () => {
  const path = await readInclusion(logOf(300).read, 7, 300)
  const good = proofText({ extra: { entry: entryNumber(7) }, index: 7, path, checkpoint: note })
  assert.equal(checkProof(proofFrom(good) ?? assert.fail(), policy).quorum, true)
  fc.assert(
    fc.property(fc.oneof(text, damaged(good)), (given) => {
      const proof = proofFrom(given)
      if (!proof) return
      assert.deepEqual(proofFrom(proofText(proof)), proof)
      refuses(() => checkProof(proof, policy))
    }),
    RUNS,
  )
  const [top = ''] = good.split('\nindex')
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.boolean(), (json, inside) => {
      const said = inside
        ? `{"v":1,"entry":"${Buffer.from(entryNumber(7)).toString('base64')}","batch":${json}}`
        : json
      const extra = `extra ${Buffer.from(said).toString('base64')}`
      const proof = proofFrom(good.replace(top.split('\n')[1] ?? '', extra))
      assert.ok(proof)
      refuses(() => checkProof(proof, policy))
    }),
    RUNS,
  )
})

test('an entry and a payload that are nested a hundred thousand times are refused, not stumbled over', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  const path = await readInclusion(logOf(300).read, 7, 300)
  for (const said of [deep, `{"v":1,"entry":"","batch":{"payload":${deep}}}`]) {
    const extra = Buffer.from(said).toString('base64')
    const proof = proofFrom(
      `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex 7\n${path.map((one) => Buffer.from(one).toString('base64')).join('\n')}\n\n${note}`,
    )
    assert.ok(proof)
    refuses(() => checkProof(proof, policy))
  }
})

test('whatever is given as a policy is read, or its line is named', () => {
  fc.assert(
    fc.property(fc.oneof(text, damaged(policyText)), (given) => {
      refuses(() => {
        const read = parsePolicy(given)
        assert.ok(read.quorum)
        judge(noteFrom(note) ?? assert.fail(), { ...read, logs: policy.logs })
      })
    }),
    RUNS,
  )
})

test('whatever is given as a key, a path or a bundle is read and written back alike, or is none', () => {
  fc.assert(
    fc.property(fc.oneof(text, damaged(keyText(log))), (given) => {
      refuses(() => assert.equal(keyText(parseKey(given)), given))
      const name = tileAt(given)
      if (name) assert.equal(tilePath(name), given)
      entriesIn(Buffer.from(given, 'latin1'))
    }),
    RUNS,
  )
  const level = fc.oneof(fc.constant('entries' as const), fc.nat({ max: 63 }))
  const named = fc.record(
    {
      level,
      index: fc.maxSafeNat().map((n) => n % 2 ** 45),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(named, (name) => assert.deepEqual(tileAt(tilePath(name)), name)),
    RUNS,
  )
})

test('whatever a witness is asked, it answers with a status of its protocol', async () => {
  const memory: WitnessMemory = {
    read: () => Promise.resolve(undefined),
    replace: () => Promise.resolve(true),
    accuse: () => Promise.resolve(),
    accusations: () => Promise.resolve([]),
  }
  const clock = () => '2026-03-02T12:00:00.000Z'
  const of = { key: witnesses[0] as SignerKey, logs: [log], memory, clock }
  const asked = fc.oneof(text, damaged(`old 0\n\n${note}`))
  await fc.assert(
    fc.asyncProperty(asked, async (body) => {
      const { status } = await addCheckpoint(of, body)
      assert.ok([200, 400, 403, 404, 409, 422].includes(status), String(status))
    }),
    RUNS,
  )
})
