import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId, newSecret } from '#core/kernel'

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('an id says when it was made, in the form of RFC 9562', () => {
  const anyTime = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(anyTime, (date) => {
      const id = newId(date.toISOString())
      assert.match(id, UUID7)
      assert.equal(Number.parseInt(id.replace('-', '').slice(0, 12), 16), date.getTime())
    }),
  )
})

test('ids sort by time, also those made in the same millisecond', () => {
  const now = '2026-03-01T10:00:00.000Z'
  const ids = Array.from({ length: 20_000 }, () => newId(now))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(newId('2026-03-01T10:00:00.001Z') > (ids.at(-1) ?? ''))
})

test('a secret holds all its bits in letters that nobody mixes up', () => {
  assert.match(newSecret(), /^[0-9a-hjkmnp-tv-z]{26}$/)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), (bytes) => {
      const secret = newSecret(bytes)
      assert.equal(secret.length, Math.ceil((bytes * 8) / 5))
      assert.match(secret, /^[0-9a-hjkmnp-tv-z]+$/)
    }),
  )
  const letters = new Set(Array.from({ length: 200 }, () => newSecret()).join(''))
  assert.equal(letters.size, 32)
})
