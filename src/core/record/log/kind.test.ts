import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical } from '../canonical.ts'
import { kindOf } from './kind.ts'
import { surelyKind } from './scan.ts'

/** The rule as docs/protocol/record.md has it, by parsing and writing again. */
function slowly(bytes: Buffer): string | undefined {
  try {
    const entry = JSON.parse(bytes.toString()) as Record<string, unknown>
    if (!Buffer.from(canonical(entry)).equals(bytes)) return undefined
    const { v, t, d } = entry
    const texts = ['t', 'at', 'id', 'by'].every((key) => typeof entry[key] === 'string')
    return v === 1 && texts && typeof d === 'object' && !Array.isArray(d) ? String(t) : undefined
  } catch {
    return undefined
  }
}

function found(bytes: Buffer): string | undefined {
  try {
    return kindOf(bytes, 0)
  } catch {
    return undefined
  }
}

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.maxSafeInteger(),
    fc.constantFrom(0, -0, 1.5, 2 ** 53, 1e21, -7, true, false, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}))
const body = fc.dictionary(fc.oneof(text, fc.constantFrom('a', 'b', '1', '10', '9')), value)

const entryOf = (d: unknown, kind = 'test.acted') => ({
  at: '2026-03-02T12:00:00.000Z',
  by: 'operator',
  d,
  id: '1',
  t: kind,
  v: 1,
})

test('an entry is found right in its bytes exactly when parsing it and writing it again says so', () => {
  fc.assert(
    fc.property(fc.oneof(body, value), text, (d, kind) => {
      const bytes = Buffer.from(JSON.stringify(entryOf(d, kind)))
      assert.equal(found(bytes), slowly(bytes))
    }),
    { numRuns: 2000 },
  )
})

test('an entry with one byte changed, put in or taken out is judged as by parsing it', () => {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 2))
  const plain = fc.dictionary(fc.stringMatching(/^[a-z"]{1,3}$/), fc.oneof(fc.integer(), text))
  fc.assert(
    fc.property(plain, change, (d, [place, byte, how]) => {
      const bytes = Buffer.from(JSON.stringify(entryOf(d)))
      const at = place % bytes.length
      const put = how === 2 ? [] : [byte]
      const rest = bytes.subarray(how === 1 ? at : at + 1)
      const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), rest])
      assert.equal(found(changed), slowly(changed))
    }),
    { numRuns: 3000 },
  )
})

test('entries as a city writes them, in any language, are recognised without being parsed', () => {
  const words = ['lamp-out', 'farola apagada en la plaça', 'مصباح معطل', '街灯', '🏙️']
  for (const [n, word] of words.entries()) {
    const d = { count: n, done: true, list: [1, { deep: word }, []], none: {}, word }
    const bytes = Buffer.from(canonical(entryOf(d, 'reports.received')))
    assert.equal(surelyKind(bytes), 'reports.received')
  }
})

test('a number is written in one way only', () => {
  const at = (change: string) =>
    Buffer.from(JSON.stringify(entryOf({ n: 77 })).replace('77', change))
  for (const good of ['0', '7', '-7', '1234567890123456', '9007199254740991']) {
    assert.equal(found(at(good)), 'test.acted', good)
  }
  for (const bad of ['-0', '07', '-07', '7.0', '7e2', '+7', '-', '9007199254740992', '77 ']) {
    assert.equal(found(at(bad)), undefined, bad)
  }
})

test('bytes that are no text, a spelling that is not the only one, and a long entry are refused', () => {
  const at = (change: string) =>
    Buffer.from(JSON.stringify(entryOf({ word: 'WORD' })).replace('WORD', change))
  assert.equal(found(at('fine')), 'test.acted')
  const cut = at('WORD')
  cut[cut.indexOf('WORD')] = 0xff
  assert.equal(found(cut), undefined, 'a byte that UTF-8 does not have')
  assert.equal(found(at('e\u0301')), undefined, 'not in NFC')
  assert.equal(found(at('\\u0041')), undefined, 'escaped without need')
  assert.equal(found(at('\u007f')), undefined, 'a control character')
  assert.equal(found(at('\u2028')), undefined, 'a line separator')
  assert.throws(() => kindOf(at('x'.repeat(17_000)), 3), /entry 3 has 17\d+ bytes/)
})
