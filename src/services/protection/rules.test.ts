/** Clocks, reasons and next steps, without a city. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueOn, monthsAfter, nearness, reminderDue, workingDayFrom } from './model/clock.ts'
import { fits, idIn, isCarriedOut } from './model/kinds.ts'
import { nextStep } from './next.ts'
import * as rules from './rules.ts'
import { promise } from '#test/promise'

const holidays = ['12-25', '2026-04-03', '01-01', '05-01']
const day = (receivedOn: string, more: object = {}) =>
  dueOn({ receivedOn, extended: false, pausedDays: 0, ...more }, holidays)

test('a month ends with the same day, or with the last of a shorter month', () => {
  assert.equal(monthsAfter('2026-01-31', 1), '2026-02-28')
  assert.equal(monthsAfter('2024-01-31', 1), '2024-02-29')
  assert.equal(monthsAfter('2026-11-30', 3), '2027-02-28')
})

test('a last day at a weekend or on a holiday moves to the next working day', () => {
  promise('P2.22')
  assert.equal(day('2026-03-03'), '2026-04-06', 'Good Friday and the weekend after it')
  assert.equal(day('2026-03-02'), '2026-04-02')
  assert.equal(day('2026-11-25'), '2026-12-28', 'Christmas on a Friday')
  assert.equal(workingDayFrom('2026-05-01', holidays), '2026-05-04')
})

test('what comes on the last of January is answered by the last of February, or on the Monday after it', () => {
  assert.equal(day('2026-01-31'), '2026-03-02', 'the 28th is a Saturday')
  assert.equal(day('2028-01-31'), '2028-02-29', 'a leap year')
  assert.equal(day('2028-02-29'), '2028-03-29')
  assert.equal(day('2026-03-31'), '2026-04-30')
  assert.equal(day('2025-12-01'), '2026-01-02', 'New Year’s Day')
  assert.equal(day('2026-11-30', { extended: true }), '2027-03-01', 'the 28th is a Sunday')
  assert.equal(day('2026-01-31', { pausedDays: 1 }), '2026-03-02', 'the clock stood a day')
})

test('two more months are three from the day it came, and days that the clock stood are added', () => {
  assert.equal(day('2026-03-02', { extended: true }), '2026-06-02')
  assert.equal(day('2026-03-02', { pausedDays: 4 }), '2026-04-06')
})

test('the desk says in words how near the end is', () => {
  const near = (dueOn: string, pausedOn: string | null = null) =>
    nearness({ dueOn, pausedOn }, '2026-03-10').near
  assert.deepEqual(
    ['2026-03-09', '2026-03-10', '2026-03-17', '2026-03-18'].map((one) => near(one)),
    ['overdue', 'today', 'soon', 'calm'],
  )
  assert.equal(near('2026-03-01', '2026-02-20'), 'paused')
})

test('the officer is reminded a week before, a day before, and when it is late', () => {
  const due = (today: string) => reminderDue('2026-03-20', today)
  assert.deepEqual(
    ['2026-03-12', '2026-03-13', '2026-03-19', '2026-03-20', '2026-03-21'].map(due),
    [0, 1, 2, 2, 3],
  )
})

const asked = {
  kind: 'correction',
  open: 0,
  same: false,
  aboutKnown: true,
  field: 'contact.phone',
  value: '+34 600 1',
} as const
const reasons = (more: object) => rules.mayAsk.reasons({ ...asked, ...more })

test('a request is refused for every reason at once, and for none without one', () => {
  assert.deepEqual(reasons({}), [])
  assert.deepEqual(reasons({ value: null }), ['value-missing'])
  assert.deepEqual(reasons({ value: 'none' }), ['value-unfit'])
  assert.deepEqual(reasons({ open: 20, same: true, aboutKnown: false }), [
    'about-unknown',
    'already-asked',
    'too-many-open',
  ])
})

test('a value to be put in has the form of its field', () => {
  assert.ok(fits('person.birthDate', '1990-05-04'))
  assert.ok(!fits('person.birthDate', '4.5.1990'))
  assert.ok(!fits('contact.email', 'amina at home'))
})

test('only within the first month may two more be taken, once, and not while the clock stands', () => {
  const may = (more: object) =>
    rules.mayExtend.reasons({
      state: 'handling',
      extended: false,
      paused: false,
      dueOn: '2026-04-02',
      today: '2026-04-02',
      ...more,
    })
  assert.deepEqual(may({}), [])
  assert.deepEqual(may({ today: '2026-04-03' }), ['first-month-over'])
  assert.deepEqual(may({ extended: true, paused: true }), ['extended-already', 'clock-stands'])
  assert.deepEqual(may({ state: 'answered' }), ['not-open'])
})

test('a no needs its reason, a contested reading its finding, and nobody answers their own request', () => {
  const may = (more: object) =>
    rules.mayDecide.reasons({
      state: 'handling',
      kind: 'contest',
      paused: false,
      outcome: 'granted',
      ground: false,
      finding: true,
      unitHasTime: false,
      own: false,
      ...more,
    })
  assert.deepEqual(may({}), [])
  assert.deepEqual(may({ outcome: 'refused' }), ['ground-needed'])
  assert.deepEqual(may({ outcome: 'partly', ground: true }), [])
  assert.deepEqual(may({ finding: false }), ['finding-needed'])
  assert.deepEqual(may({ unitHasTime: true, own: true }), ['unit-has-time', 'own-request'])
  assert.deepEqual(may({ state: 'received', paused: true }), ['not-handling', 'clock-stands'])
})

test('whose document was looked at is no longer in doubt', () => {
  const may = (identified: 'passport' | 'doubted' | null) =>
    rules.mayDoubt.reasons({ state: 'handling', paused: false, identified })
  assert.deepEqual(may('passport'), ['identity-shown'])
  assert.deepEqual([may('doubted'), may(null)], [[], []])
})

const stands = {
  state: 'handling',
  kind: 'contest',
  pausedOn: null,
  identified: null,
  access: 'an access',
  unit: null,
  explainedAt: null,
  explainBy: null,
  toCarry: false,
  untold: 0,
} as const
const next = (more: object) => nextStep({ ...stands, ...more }, '2026-03-10')

test('there is always one next step', () => {
  assert.equal(next({ state: 'received' }), 'begin')
  assert.equal(next({ pausedOn: '2026-03-09' }), 'identify')
  assert.equal(next({}), 'ask-unit')
  assert.equal(next({ unit: 'streets', explainBy: '2026-03-10' }), 'wait-unit')
  assert.equal(next({ unit: 'streets', explainBy: '2026-03-09' }), 'decide', 'its time is over')
  assert.equal(next({ unit: 'streets', explainedAt: '2026-03-09T09:00:00Z' }), 'decide')
  assert.equal(next({ kind: 'question' }), 'decide')
  assert.equal(next({ state: 'answered', untold: 1, toCarry: true }), 'tell')
  assert.equal(next({ state: 'answered', toCarry: true }), 'wait-vault')
  assert.equal(next({ state: 'answered' }), 'close')
  assert.equal(next({ state: 'done' }), 'none')
})

test('a number is read as people write it', () => {
  assert.deepEqual(
    [idIn(' p-12 '), idIn('12'), idIn('P-x'), idIn('P-1234567890')],
    [12, undefined, undefined, undefined],
  )
})

test('only what is granted to somebody with an account is carried out by itself', () => {
  assert.ok(isCarriedOut('erasure', 'granted', false))
  assert.ok(!isCarriedOut('erasure', 'partly', false))
  assert.ok(!isCarriedOut('erasure', 'granted', true))
  assert.ok(!isCarriedOut('question', 'granted', false))
})
