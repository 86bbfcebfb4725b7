import assert from 'node:assert/strict'
import { test } from 'node:test'
import { later, type Level, targetDay, targetMoment } from './service-level.ts'

const zone = 'Europe/Madrid'
const calendar = { zone, holidays: ['2026-04-03', '12-25'] }
const working = (slaDays: number): Level => ({ slaDays, slaIn: 'working' })
const days = (slaDays: number): Level => ({ slaDays, slaIn: 'calendar' })
/** A moment by the clocks of the city, in winter. */
const at = (day: string, hour: string) => new Date(`${day}T${hour}:00+01:00`).toISOString()

test('working days pass over weekends, and what comes in on one counts from Monday', () => {
  const target = (day: string, n: number) => targetMoment(at(day, '10:00'), working(n), calendar)
  assert.equal(target('2026-03-06', 1), at('2026-03-09', '10:00'), 'Friday and one day is Monday')
  assert.equal(
    target('2026-03-07', 1),
    at('2026-03-10', '00:00'),
    'Saturday and one day is Tuesday',
  )
  assert.equal(target('2026-03-04', 3), at('2026-03-09', '10:00'), 'Wednesday and three is Monday')
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']) {
    const week = new Date(Date.parse(at(day, '10:00')) + 7 * 86_400_000).toISOString()
    assert.equal(target(day, 5), week, 'five days are a week')
  }
  assert.equal(target('2026-03-07', 0), at('2026-03-07', '10:00'), 'no days are no time')
})

test('the holidays of the city are passed over, and calendar days know none', () => {
  const opened = '2026-04-01T08:00:00.000Z'
  assert.equal(targetDay(opened, working(2), calendar), '2026-04-06')
  assert.equal(targetDay(opened, working(2), { ...calendar, holidays: [] }), '2026-04-03')
  assert.equal(targetDay(opened, days(2), calendar), '2026-04-03')
  assert.equal(targetDay('2026-12-24T09:00:00.000Z', working(1), calendar), '2026-12-28')
})

test('the day is the one in the city, also near midnight and when clocks change', () => {
  assert.equal(targetDay('2026-03-01T23:30:00.000Z', days(1), calendar), '2026-03-03')
  assert.equal(
    targetMoment('2026-03-28T09:00:00.000Z', days(1), calendar),
    '2026-03-29T08:00:00.000Z',
  )
})

test('a pause moves the target by its days, and never to a day without work where working days count', () => {
  const by = (level: Level) => ({ level, calendar })
  assert.equal(later('2026-03-06', 1, by(days(5))), '2026-03-07')
  assert.equal(later('2026-03-06', 1, by(working(5))), '2026-03-09')
  assert.equal(later('2026-03-06', 0, by(working(5))), '2026-03-06')
  const paused = { ...working(1), pausedDays: 1 }
  assert.equal(targetDay(at('2026-03-05', '10:00'), paused, calendar), '2026-03-09')
})
