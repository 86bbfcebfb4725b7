import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWorkingDay, workingDaysAfter, workingDaysBetween } from './working-days.ts'

const holidays = ['01-01', '05-01', '12-25', '2026-04-03']

test('a clock of fifteen working days passes over the weekends', () => {
  assert.equal(workingDaysAfter('2026-03-02', 15, []), '2026-03-23')
  assert.equal(workingDaysAfter('2026-03-06', 1, []), '2026-03-09')
})

test('a holiday of one year and one of every year are no working days', () => {
  assert.equal(isWorkingDay('2026-04-03', holidays), false)
  assert.equal(isWorkingDay('2027-04-05', holidays), true)
  assert.deepEqual(
    ['2025-12-25', '2026-12-25'].map((day) => isWorkingDay(day, holidays)),
    [false, false],
  )
})

test('the clock ends a day later for each holiday it passes, and never for one on a Sunday', () => {
  assert.equal(workingDaysAfter('2026-04-02', 1, holidays), '2026-04-06')
  assert.equal(workingDaysAfter('2026-03-30', 20, []), '2026-04-27')
  assert.equal(workingDaysAfter('2026-03-30', 20, holidays), '2026-04-28')
  assert.equal(workingDaysAfter('2026-03-30', 20, ['2026-04-05']), '2026-04-27')
})

test('what is counted forward is counted back', () => {
  const until = workingDaysAfter('2026-03-30', 24, holidays)
  assert.equal(until, '2026-05-05')
  assert.equal(workingDaysBetween('2026-03-30', until, holidays), 24)
  assert.equal(workingDaysBetween(until, '2026-03-30', holidays), 0)
})

test('a city that calls every day a holiday stops no clock for ever', () => {
  const all = Array.from({ length: 366 }, (_, day) =>
    new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10),
  )
  assert.ok(workingDaysAfter('2026-03-02', 1, all) > '2036-01-01')
})
