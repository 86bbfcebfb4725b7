import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMoment } from './moments.ts'

const york = 'America/New_York'

test('a time without a zone is read by the clocks of the city it comes from, summer and winter', () => {
  assert.equal(readMoment('07/04/2025 12:00:00 AM', york), '2025-07-04T04:00:00.000Z')
  assert.equal(readMoment('01/04/2025 12:00:00 PM', york), '2025-01-04T17:00:00.000Z')
  assert.equal(readMoment('2025-01-04T12:00:00.000', york), '2025-01-04T17:00:00.000Z')
  assert.equal(readMoment('2025-01-04', york), '2025-01-04T05:00:00.000Z')
})

test('the hour autumn repeats is early for a beginning and late for an end', () => {
  assert.equal(readMoment('11/02/2025 01:30:00 AM', york), '2025-11-02T05:30:00.000Z')
  assert.equal(readMoment('11/02/2025 01:30:00 AM', york, true), '2025-11-02T06:30:00.000Z')
  assert.equal(readMoment('11/02/2025 02:00:00 AM', york), '2025-11-02T07:00:00.000Z')
})

test('the hour spring leaves out is read as if the clocks had stayed', () => {
  assert.equal(readMoment('03/09/2025 02:30:00 AM', york), '2025-03-09T07:30:00.000Z')
  assert.equal(readMoment('03/09/2025 01:59:59 AM', york), '2025-03-09T06:59:59.000Z')
  assert.equal(readMoment('03/09/2025 03:00:00 AM', york), '2025-03-09T07:00:00.000Z')
})

test('an offset that is written counts more than any zone', () => {
  assert.equal(readMoment('2025-07-04T12:00:00+02:00', york), '2025-07-04T10:00:00.000Z')
  assert.equal(readMoment('2025-07-04 12:00:00.5Z', york), '2025-07-04T12:00:00.500Z')
  assert.equal(readMoment('2025-07-04T12:00-0330', york), '2025-07-04T15:30:00.000Z')
})

test('what is no date is none', () => {
  for (const text of [
    '',
    'soon',
    '02/30/2025',
    '2025-13-01',
    '2025-02-29',
    '07/04/2025 13:00 PM',
  ]) {
    assert.equal(readMoment(text, york), undefined, text)
  }
})
