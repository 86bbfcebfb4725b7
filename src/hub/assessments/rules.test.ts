import assert from 'node:assert/strict'
import { test } from 'node:test'
import { items } from '#hub/evidence'
import { blocks, cells, type Level, principles } from './model.ts'
import {
  derive,
  type Known,
  levelOf,
  levelsFrom,
  mayBegin,
  mayHandIn,
  mayWrite,
  prefill,
} from './rules.ts'

const today = '2026-03-02'
const finding = (
  item: string,
  level: string,
  value = 'pass',
  seenAt = `${today}T01:00:00.000Z`,
) => ({
  ...{ item, level, value, seenAt },
})
const known = (more: Partial<Known>): Known => ({ findings: [], promised: [], ...more })
const alone = [{ item: 'S73' }]

test('the five levels follow from E0 to E5', () => {
  const reached = ['E0', 'E1', 'E2', 'E3', 'E4', 'E5'].map((level) =>
    levelOf(alone, known({ findings: [finding('S73', level)] }), today),
  )
  assert.deepEqual(reached, ['1', '2', '3', '3', '4', '4'])
  assert.equal(levelOf(alone, known({}), today), '0')
})

test('what failed, is unknown or was lost for more than thirty days is no evidence', () => {
  for (const value of ['fail', 'unknown', 'not-applicable']) {
    const findings = [finding('S73', 'E3', value)]
    assert.equal(levelOf(alone, known({ findings }), today), '0')
  }
  const seen = (day: string) => [finding('S73', 'E3', 'partial', `${day}T01:00:00.000Z`)]
  assert.equal(levelOf(alone, known({ findings: seen('2026-01-31') }), today), '3')
  assert.equal(levelOf(alone, known({ findings: seen('2026-01-30') }), today), '0')
})

test('a promise alone is an intention; one that peers or a reviewer confirm is checked by others', () => {
  const level = (confirmed: number) =>
    levelOf(alone, known({ promised: [{ item: 'S73', confirmed }] }), today)
  assert.deepEqual([0, 4, 5].map(level), ['1', '4', '4'])
  const elsewhere = known({ promised: [{ item: 'S74', confirmed: 5 }] })
  assert.equal(levelOf(alone, elsewhere, today), '0')
})

test('a signature shows that a principle is adopted, and never that anything works', () => {
  const derived = derive(known({ findings: [finding('S67', 'E3')] }), today)
  for (const principle of principles) assert.equal(derived.foundations[principle], '2')
  assert.equal(derived.tools.privacy, '0')
})

test('every item of the checklist stands in a cell, and no cell is empty', () => {
  const looked = blocks.flatMap((block) => principles.flatMap((one) => cells[block][one]))
  assert.deepEqual([...new Set(looked.map(({ item }) => item))].toSorted(), [...items])
  for (const block of blocks)
    for (const principle of principles) assert.ok(cells[block][principle].length > 0)
})

test('a report begins with the last claim, and never below what follows from the evidence', () => {
  const of = (level: Level) => levelsFrom(() => level)
  assert.deepEqual(prefill(of('2'), null), of('2'))
  assert.deepEqual(prefill(of('2'), of('3')), of('3'))
  assert.deepEqual(prefill(of('2'), of('1')), of('2'))
})

test('one report each half-year, written by the city alone, handed in when all was seen', () => {
  assert.deepEqual(mayBegin.reasons({ mine: true, member: true, handedIn: false }), [])
  const nobody = { mine: false, member: false, handedIn: true }
  assert.deepEqual(mayBegin.reasons(nobody), Object.keys(mayBegin.refuseWhen))
  assert.deepEqual(mayWrite.reasons({ mine: true, begun: true, handedIn: false }), [])
  const none = { mine: false, begun: false, handedIn: true }
  assert.deepEqual(mayWrite.reasons(none), Object.keys(mayWrite.refuseWhen))
  const ready = { mine: true, begun: true, handedIn: false, unseen: 0, unprepared: 0 }
  assert.deepEqual(mayHandIn.reasons(ready), [])
  const not = { ...none, unseen: 1, unprepared: 1 }
  assert.deepEqual(mayHandIn.reasons(not), Object.keys(mayHandIn.refuseWhen))
})
