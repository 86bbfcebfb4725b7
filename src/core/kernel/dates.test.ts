import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, ageOn, dateIn, dayBegins, daysBetween } from '#core/kernel'

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('Teo is fifteen on the day before his birthday and sixteen on the day itself', () => {
  assert.equal(ageOn('2026-03-01', '2010-03-02'), 15)
  assert.equal(ageOn('2026-03-02', '2010-03-02'), 16)
})

test('who was born on 29 February is a year older on 1 March', () => {
  assert.equal(ageOn('2026-02-28', '2008-02-29'), 17)
  assert.equal(ageOn('2026-03-01', '2008-02-29'), 18)
  assert.equal(ageOn('2028-02-29', '2008-02-29'), 20)
})

test('going some days forth and back leads home, over every month and leap year', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -50_000, max: 50_000 }), (date, n) => {
      const there = addDays(date, n)
      assert.equal(daysBetween(date, there), n)
      assert.equal(addDays(there, -n), date)
    }),
  )
})

test('nobody grows younger from one day to the next', () => {
  fc.assert(
    fc.property(day, day, (birth, today) => {
      const step = ageOn(addDays(today, 1), birth) - ageOn(today, birth)
      assert.ok(step === 0 || step === 1)
    }),
  )
})

test('the city’s day begins at its own midnight', () => {
  assert.equal(dateIn('2026-06-30T21:59:59.999Z', 'Europe/Madrid'), '2026-06-30')
  assert.equal(dateIn('2026-06-30T22:00:00.000Z', 'Europe/Madrid'), '2026-07-01')
  assert.equal(dateIn('2026-06-30T22:00:00.000Z', 'America/Chicago'), '2026-06-30')
  assert.equal(dateIn('2026-01-01T00:00:00.000Z', 'UTC'), '2026-01-01')
})

test('a day begins at midnight of the city, also when the clocks change', () => {
  assert.equal(dayBegins('2026-01-15', 'Europe/Madrid'), '2026-01-14T23:00:00.000Z')
  assert.equal(dayBegins('2026-03-29', 'Europe/Madrid'), '2026-03-28T23:00:00.000Z')
  assert.equal(dayBegins('2026-03-30', 'Europe/Madrid'), '2026-03-29T22:00:00.000Z')
  assert.equal(dayBegins('2026-10-26', 'Europe/Madrid'), '2026-10-25T23:00:00.000Z')
  assert.equal(dayBegins('2026-07-01', 'America/Chicago'), '2026-07-01T05:00:00.000Z')
})
