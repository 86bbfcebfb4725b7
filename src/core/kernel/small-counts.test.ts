import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, batchesDue, type Due, FEWEST, nextPeriod } from '#core/kernel'

/** So many things of a day. */
const on = (day: string, count: number) => Array.from({ length: count }, () => ({ day }))
const short = (due: readonly Due<unknown>[]) =>
  due.map(({ name, from, to, members }) => `${name} ${from} ${to} ${members.length}`)
const due = (waiting: readonly { day: string }[], until: string) =>
  short(batchesDue(waiting, until))

// 2026-03-02 is a Monday.

test('nine of a day are held back, ten are published the night after', () => {
  assert.equal(FEWEST, 10)
  assert.deepEqual(due(on('2026-03-02', 9), '2026-03-02'), [])
  assert.deepEqual(due(on('2026-03-02', 10), '2026-03-02'), ['day 2026-03-02 2026-03-02 10'])
})

test('a day that has not ended is not counted', () => {
  assert.deepEqual(due(on('2026-03-02', 50), '2026-03-01'), [])
})

test('what days held back is published with the end of the week, on Sunday, once it is ten', () => {
  const days = [...on('2026-03-02', 4), ...on('2026-03-04', 5), ...on('2026-03-08', 1)]
  assert.deepEqual(due(days, '2026-03-07'), [])
  assert.deepEqual(due(days, '2026-03-08'), ['week 2026-03-02 2026-03-08 10'])
  assert.deepEqual(due(days.slice(1), '2026-03-08'), [])
})

test('a day that is published leaves the rest of its week alone', () => {
  const days = [...on('2026-03-02', 3), ...on('2026-03-03', 12), ...on('2026-03-05', 8)]
  assert.deepEqual(due(days, '2026-03-08'), [
    'day 2026-03-03 2026-03-03 12',
    'week 2026-03-02 2026-03-08 11',
  ])
})

test('what weeks held back is published with the end of the month, once it is ten', () => {
  const days = [...on('2026-02-02', 5), ...on('2026-02-17', 5)]
  assert.deepEqual(due(days, '2026-02-27'), [])
  assert.deepEqual(due(days, '2026-02-28'), ['month 2026-02-01 2026-02-28 10'])
  const leap = [...on('2028-02-01', 5), ...on('2028-02-29', 5)]
  assert.deepEqual(due(leap, '2028-02-28'), [])
  assert.deepEqual(due(leap, '2028-02-29'), ['month 2028-02-01 2028-02-29 10'])
})

test('a week over the end of a month counts for both: what the month published is not published again', () => {
  const days = [...on('2026-03-30', 9), ...on('2026-03-31', 1), ...on('2026-04-01', 9)]
  assert.deepEqual(due(days, '2026-04-05'), ['month 2026-03-01 2026-03-31 10'])
  const fewer = [...on('2026-03-30', 5), ...on('2026-04-01', 5)]
  assert.deepEqual(due(fewer, '2026-04-05'), ['week 2026-03-30 2026-04-05 10'])
})

test('the end of the year publishes whatever is left, were it one; the next year begins anew', () => {
  const days = [...on('2026-01-01', 1), ...on('2027-01-01', 9)]
  assert.deepEqual(due(days, '2026-12-30'), [])
  assert.deepEqual(due(days, '2027-01-03'), ['year 2026-01-01 2026-12-31 1'])
})

test('a city that slept for months makes the batches it would have made night by night', () => {
  const days = [3, 12, 1, 0, 9, 2, 8, 15, 1].flatMap((count, n) =>
    on(addDays('2026-02-25', n * 5), count),
  )
  const nightly: string[] = []
  let left: readonly { day: string }[] = days
  for (let n = 0; n < 120; n += 1) {
    const made = batchesDue(left, addDays('2026-02-25', n))
    nightly.push(...short(made))
    left = left.filter((one) => !made.some(({ members }) => members.includes(one)))
  }
  assert.deepEqual(due(days, addDays('2026-02-25', 119)), nightly)
  assert.ok(nightly.length >= 3, nightly.join('\n'))
})

test('whoever asks is told with the end of which period something that waits is looked at next', () => {
  const next = (today: string) => {
    const { name, to } = nextPeriod('2026-03-03', today)
    return `${name} ${to}`
  }
  assert.equal(next('2026-03-03'), 'day 2026-03-03')
  assert.equal(next('2026-03-04'), 'week 2026-03-08')
  assert.equal(next('2026-03-08'), 'week 2026-03-08')
  assert.equal(next('2026-03-09'), 'month 2026-03-31')
  assert.equal(next('2026-04-01'), 'year 2026-12-31')
})
