import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar } from './calendar.ts'
import { isCurrency, money, numberIn, smallestUnits } from './model.ts'
import { mayChangeDue, maySetDue, mayWrite } from './rules.ts'

test('a unit writes in its own open threads, and a resident opens a closed one again', () => {
  const mine = { unit: 'lighting', state: 'open' } as const
  assert.deepEqual(mayWrite.reasons({ ...mine, units: ['lighting'] }), [])
  assert.deepEqual(mayWrite.reasons({ ...mine, units: 'all' }), [])
  assert.deepEqual(mayWrite.reasons({ ...mine, units: ['green'] }), ['foreign-unit'])
  assert.deepEqual(mayWrite.reasons({ ...mine, state: 'closed', units: ['lighting'] }), [
    'thread-closed',
  ])
  assert.deepEqual(mayWrite.reasons({ ...mine, state: 'closed', units: 'own' }), [])
})

test('a charge is paid and a deadline is done, by its unit, once', () => {
  const charge = { kind: 'charge', from: 'open', units: ['lighting'], unit: 'lighting' } as const
  assert.deepEqual(mayChangeDue.reasons({ ...charge, to: 'paid' }), [])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, to: 'withdrawn' }), [])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, to: 'done' }), ['not-such-an-end'])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, to: 'open' }), ['not-such-an-end'])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, kind: 'deadline', to: 'done' }), [])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, kind: 'deadline', to: 'paid' }), [
    'not-such-an-end',
  ])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, from: 'paid', to: 'withdrawn' }), ['not-open'])
  assert.deepEqual(mayChangeDue.reasons({ ...charge, units: [], to: 'paid' }), ['foreign-unit'])
})

test('what is due has a day to come; a charge an amount in a currency that exists', () => {
  const fee = { kind: 'charge', amount: 1250, asked: true, currency: true, today: '2026-03-02' }
  const on = '2026-03-02'
  const refusals = (more: object) => maySetDue.reasons({ ...fee, on, kind: 'charge', ...more })
  assert.deepEqual(refusals({}), [])
  assert.deepEqual(refusals({ on: '2026-03-01' }), ['day-over'])
  assert.deepEqual(refusals({ amount: undefined }), ['no-amount'])
  assert.deepEqual(refusals({ currency: false }), ['no-currency'])
  assert.deepEqual(refusals({ kind: 'deadline' }), ['no-charge'])
  assert.deepEqual(refusals({ kind: 'deadline', asked: false, amount: undefined }), [])
})

test('amounts are kept in the smallest unit of their currency and said in the reader’s language', () => {
  assert.equal(smallestUnits('12.5', 'EUR'), 1250)
  assert.equal(smallestUnits('12,50', 'EUR'), 1250)
  assert.equal(smallestUnits('1200', 'JPY'), 1200)
  assert.equal(smallestUnits('1.234', 'TND'), 1234)
  for (const wrong of ['12.505', '-3', '0', '1e3', '', '12.5.0']) {
    assert.equal(smallestUnits(wrong, 'EUR'), undefined, wrong)
  }
  assert.equal(smallestUnits('12.5', 'JPY'), undefined)
  assert.equal(money(1250, 'EUR', 'en'), '€12.50')
  assert.match(money(1250, 'EUR', 'es'), /^12,50\s€$/)
  assert.equal(money(1200, 'JPY', 'en'), '¥1,200')
  assert.deepEqual([isCurrency('EUR'), isCurrency('EUX')], [true, false])
})

test('a thread is called by its number alone', () => {
  assert.deepEqual(['M-7', 'M-07', 'M-0', '7', 'M-9999999999999999', 'M-1e3'].map(numberIn), [
    7,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a calendar has whole days, folded lines, and signs that mean themselves', () => {
  const title = `Rate, first; ${'ñ'.repeat(60)}\nEND:VEVENT`
  const text = calendar('Due', [
    {
      uid: 'a@luzarra',
      title,
      on: '2026-02-28',
      changedAt: '2026-02-01T10:00:00.000Z',
      sequence: 2,
      url: 'https://luzarra.example/messages/M-1',
      cancelled: true,
    },
  ])
  assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75))
  const whole = text.replaceAll('\r\n ', '')
  assert.match(whole, /DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n/)
  assert.match(whole, /SUMMARY:Rate\\, first\\; ñ{60}\\nEND:VEVENT\r\n/)
  assert.match(whole, /SEQUENCE:2\r\n[\s\S]*STATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n$/)
  assert.equal(whole.match(/^END:VEVENT/gm)?.length, 1)
})
