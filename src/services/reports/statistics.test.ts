import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf } from './statistics.ts'
import type { CountedTime } from './store/statistics.ts'

const row = (key: string, time: number, it: Partial<CountedTime> = {}): CountedTime => ({
  by: 'district',
  key,
  measure: 'end',
  time,
  ended: true,
  count: 1,
  ...it,
})

test('open reports count: a district that has not repaired half of what it was told has no middle', () => {
  const rows = [
    row('north', 10, { count: 6 }),
    row('north', 300, { ended: false, count: 4 }),
    row('south', 10, { count: 4 }),
    row('south', 300, { ended: false, count: 6 }),
  ]
  assert.deepEqual(
    linesOf('district', rows).map(({ key, count, open, endDays }) => [key, count, open, endDays]),
    [
      ['north', 10, 4, 1],
      ['south', 10, 6, null],
    ],
  )
})

test('fewer than five reports are not told apart, nor what would give them away', () => {
  const rows = [row('a', 10, { count: 40 }), row('b', 20, { count: 9 }), row('c', 30, { count: 4 })]
  assert.deepEqual(
    linesOf('district', rows).map(({ key, count }) => [key, count]),
    [
      ['a', 40],
      ['b', null],
      ['c', null],
    ],
  )
  const two = [row('a', 1, { count: 5 }), row('b', 1, { count: 6 })]
  assert.deepEqual(
    linesOf('district', two).map(({ count }) => count),
    [6, 5],
  )
})

test('months stand in their order', () => {
  const rows = ['2026-02', '2025-12', '2026-01'].map((key) =>
    row(key, 5, { by: 'month', count: 5 }),
  )
  assert.deepEqual(
    linesOf('month', rows).map(({ key }) => key),
    ['2025-12', '2026-01', '2026-02'],
  )
})
