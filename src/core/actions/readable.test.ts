import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#core/kernel'
import { requireReadable } from './readable.ts'

const refusedAt = (field: string) => (failure: unknown) => {
  assert.ok(failure instanceof Refusal)
  assert.equal(failure.kind, 'invalid')
  assert.deepEqual(failure.reasons, [{ code: 'unreadable', field }])
  return true
}

test('text that no database can keep is refused at the field it stands in', () => {
  assert.throws(() => requireReadable({ a: 'fine', b: 'a\0b' }), refusedAt('b'))
  assert.throws(() => requireReadable({ a: [{ b: 'half of a sign \ud83d' }] }), refusedAt('a.0.b'))
  assert.throws(() => requireReadable({ answers: { 'a\0b': 'x' } }), refusedAt('answers'))
})

test('what people write in any script is readable, and so is everything that is no text', () => {
  requireReadable({ a: 'مصباح 💡 ñ\n', b: 7, c: null, d: [true, undefined], e: { f: new Date(0) } })
})

test('a list in a list in a list without end is refused, and does not end the city', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
  assert.throws(() => requireReadable({ a: deep }), /unreadable/)
})
