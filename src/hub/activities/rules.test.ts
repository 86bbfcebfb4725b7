import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarEvent } from './calendar.ts'
import { calendarLines } from '#core/kernel'
import { isZone, slotState, yearOpen } from './model.ts'
import { mayAnnounce, mayPlan, mayProve, mayRegister } from './rules.ts'

test('a city invites to what is to come, somewhere, at an hour that exists', () => {
  const facts = {
    ...{ acts: true, standing: 'member', now: '2026-03-02T09:00:00.000Z', somewhere: true },
    ...{ starts: '2026-03-02T10:00:00.000Z', ends: '2026-03-02T11:00:00.000Z' },
  }
  assert.deepEqual(mayPlan.reasons(facts), [])
  assert.deepEqual(mayPlan.reasons({ ...facts, ends: facts.starts }), ['ends-before'])
  assert.deepEqual(mayPlan.reasons({ ...facts, now: facts.starts }), ['in-the-past'])
  assert.deepEqual(mayPlan.reasons({ ...facts, starts: undefined }), ['no-such-time'])
  assert.deepEqual(mayPlan.reasons({ ...facts, somewhere: false }), ['nowhere'])
  assert.deepEqual(mayPlan.reasons({ ...facts, standing: 'withdrawn' }), ['not-a-member'])
  assert.deepEqual(mayPlan.reasons({ ...facts, acts: false }), ['not-your-city'])
})

test('the last seat is a seat, and after it there is none', () => {
  const facts = { here: true, cancelled: false, begun: false, registered: false }
  assert.deepEqual(mayRegister.reasons({ ...facts, seats: 2, taken: 1 }), [])
  assert.deepEqual(mayRegister.reasons({ ...facts, seats: 2, taken: 2 }), ['no-seat-left'])
  assert.deepEqual(mayRegister.reasons({ ...facts, seats: null, taken: 9999 }), [])
})

test('an activity stands for 29 October when it is at most seven days away from it', () => {
  const facts = { acts: true, open: true, held: false, cancelled: false, year: 2026 }
  for (const [on, reasons] of [
    ['2026-10-22', []],
    ['2026-11-05', []],
    ['2026-10-21', ['another-day']],
    ['2026-11-06', ['another-day']],
    ['2025-10-29', ['another-day']],
  ] as const)
    assert.deepEqual(mayAnnounce.reasons({ ...facts, on }), reasons, on)
})

test('evidence counts until the thirtieth day, and not before the activity is over', () => {
  const facts = {
    ...{ acts: true, announced: true, held: false, cancelled: false, over: true },
    endedOn: '2026-10-29',
  }
  assert.deepEqual(mayProve.reasons({ ...facts, today: '2026-11-28' }), [])
  assert.deepEqual(mayProve.reasons({ ...facts, today: '2026-11-29' }), ['too-late'])
  assert.deepEqual(mayProve.reasons({ ...facts, over: false, today: '2026-10-29' }), ['not-over'])
})

test('slots are open from 1 August on, and a slot says nothing, announced or held', () => {
  assert.equal(yearOpen('2026-07-31'), 2025)
  assert.equal(yearOpen('2026-08-01'), 2026)
  assert.equal(slotState({ activity: null, heldAt: null }), 'nothing')
  assert.equal(slotState({ activity: 1, heldAt: null }), 'announced')
  assert.equal(slotState({ activity: 1, heldAt: '2026-10-30T00:00:00.000Z' }), 'held')
})

test('only zones of the IANA database are zones', () => {
  assert.ok(isZone('America/Merida'))
  assert.ok(!isZone('Mars/Olympus'))
})

test('a line of a calendar has at most 75 octets, and no sign is cut in two (RFC 5545 3.1)', () => {
  const line = `SUMMARY:${'مدينة 💡 '.repeat(30)}`
  const folded = calendarLines([line]).slice(0, -2)
  for (const part of folded.split('\r\n')) assert.ok(Buffer.byteLength(part) <= 75, part)
  assert.equal(folded.replaceAll('\r\n ', ''), line)
})

test('words in a calendar cannot begin a line of their own (RFC 5545 3.3.11)', () => {
  const event = calendarEvent({
    ...{ uid: 'a@b', title: 'A; b, c\\d', about: 'one\nEND:VEVENT\r\nX', where: '', url: 'u' },
    ...{ startsAt: '2026-10-29T17:00:00.000Z', endsAt: '2026-10-29T18:00:00.000Z' },
    ...{ changedAt: '2026-10-01T00:00:00.000Z', sequence: 1, cancelled: true, categories: [] },
  })
  assert.match(event, /SUMMARY:A\\; b\\, c\\\\d\r\n/)
  assert.equal(event.match(/^END:VEVENT/gm)?.length, 1)
  assert.match(event, /DTSTART:20261029T170000Z\r\n/)
  assert.match(event, /STATUS:CANCELLED\r\n/)
})
