import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Confirmed, factsOf, levelWith, standingOf } from './confirming.ts'
import type { Finding } from './model.ts'
import { promise } from '#test/promise'

const found: Finding = {
  ...{ item: 'S74', value: 'pass', level: 'E3', reasons: [] },
  ...{ counted: { entries: 4, sampled: 5, answered: 5, seed: 'x', taken: 9 } },
  ...{ source: 'https://town.example/register.json', sha256: 'a'.repeat(64) },
}
const said = (more: Partial<Confirmed> = {}): Confirmed => ({
  ...{ facts: factsOf(found), voice: 'peer', at: '2026-01-01T10:00:00.000Z', withdrawnAt: null },
  ...more,
})
const level = (...all: Confirmed[]) => levelWith(found, all, '2026-06-01')

test('a peer lifts what was found to E4, a reviewer to E5, and nobody leaves it where the machine put it', () => {
  promise('P6.4')
  assert.equal(level(), 'E3')
  assert.equal(level(said()), 'E4')
  assert.equal(level(said(), said({ voice: 'reviewer' })), 'E5')
})

test('nobody lifts what does not hold', () => {
  const failed: Finding = { ...found, value: 'fail', level: 'E0' }
  assert.equal(levelWith(failed, [said({ facts: factsOf(failed) })], '2026-06-01'), 'E0')
})

test('what is drawn anew each day changes no facts; what was counted, and where, does', () => {
  const again = { ...found.counted, seed: 'y', sampled: 4, answered: 4, taken: 10 }
  assert.equal(factsOf({ ...found, counted: again }), factsOf(found))
  assert.equal(factsOf({ ...found, sha256: 'b'.repeat(64) }), factsOf(found))
  assert.notEqual(factsOf({ ...found, counted: { ...found.counted, entries: 5 } }), factsOf(found))
  assert.notEqual(factsOf({ ...found, reasons: ['owner-missing'] }), factsOf(found))
  assert.notEqual(factsOf({ ...found, source: null }), factsOf(found))
})

test('of a bare document the very bytes are confirmed', () => {
  const paper: Finding = { ...found, level: 'E1', value: 'partial' }
  assert.notEqual(factsOf({ ...paper, sha256: 'b'.repeat(64) }), factsOf(paper))
})

test('a confirmation is good for a year, for its state alone, and until it is taken back', () => {
  const facts = factsOf(found)
  assert.equal(standingOf(said(), facts, '2027-01-01'), 'current')
  assert.equal(standingOf(said(), facts, '2027-01-02'), 'old')
  assert.equal(standingOf(said(), 'other', '2026-01-02'), 'earlier')
  assert.equal(standingOf(said(), null, '2026-01-02'), 'earlier')
  const withdrawn = said({ withdrawnAt: '2026-01-02T00:00:00.000Z' })
  assert.equal(standingOf(withdrawn, facts, '2026-01-03'), 'withdrawn')
})
