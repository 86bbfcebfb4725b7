import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { nameFor } from './accounts.ts'
import { isDue, keyFor, publishedAt, signingKeys } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-keys-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const DAY = 86_400_000
const on = (day: number) => ({ made: day * DAY })
const published = (days: readonly number[], now: number) =>
  publishedAt(days.map(on), now * DAY).map(({ made }) => made / DAY)

test('a new key is published for a day before it signs, and the one before it for a week after', () => {
  assert.deepEqual(published([0], 0), [0], 'the very first signs at once')
  assert.deepEqual(published([0, 90], 90.5), [0, 90])
  assert.deepEqual(published([0, 90], 91), [90, 0])
  assert.deepEqual(published([0, 90], 97.9), [90, 0])
  assert.deepEqual(published([0, 90], 98), [90])
  assert.deepEqual(published([0, 90, 180], 181), [180, 90])
})

test('a new key is due after ninety days', () => {
  assert.equal(isDue([], 0), true)
  assert.equal(isDue([on(0)], 89 * DAY), false)
  assert.equal(isDue([on(0)], 90 * DAY), true)
})

test('keys are made by the calendar, for their owner alone, and stay the same until then', () => {
  const first = signingKeys(folder, '2026-01-01T10:00:00.000Z')
  assert.equal(first.length, 1)
  assert.deepEqual(signingKeys(folder, '2026-03-01T10:00:00.000Z'), first)
  const both = signingKeys(folder, '2026-04-02T10:00:00.000Z')
  assert.equal(both.length, 2)
  assert.equal(both[0]?.['kid'], first[0]?.['kid'])
  const next = signingKeys(folder, '2026-04-04T10:00:00.000Z')
  assert.equal(next[0]?.['kid'], both[1]?.['kid'])
  for (const file of readdirSync(join(folder, 'applications')))
    assert.equal(statSync(join(folder, 'applications', file)).mode & 0o077, 0)
})

test('two applications know the same resident by two names, which tell nothing of each other', () => {
  const key = keyFor(folder, 'names')
  assert.equal(nameFor(key, 'catalogue', 'r1'), nameFor(keyFor(folder, 'names'), 'catalogue', 'r1'))
  assert.notEqual(nameFor(key, 'catalogue', 'r1'), nameFor(key, 'tickets', 'r1'))
  assert.notEqual(nameFor(key, 'catalogue', 'r1'), nameFor(key, 'catalogue', 'r2'))
  assert.notDeepEqual(key, keyFor(folder, 'seals'))
})
