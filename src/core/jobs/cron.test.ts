import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextAfter, readCron } from './cron.ts'
import { describeFailure } from './failure.ts'
import { waitSeconds } from './run.ts'

const cases: [line: string, after: string, next: string, zone?: string][] = [
  ['* * * * *', '2026-03-02T08:00:00.000Z', '2026-03-02T08:01:00.000Z'],
  ['*/15 * * * *', '2026-03-02T08:00:01.000Z', '2026-03-02T08:15:00.000Z'],
  ['30 3 * * *', '2026-03-02T03:30:00.000Z', '2026-03-03T03:30:00.000Z'],
  ['0 9 * * 1-5', '2026-03-06T12:00:00.000Z', '2026-03-09T09:00:00.000Z'],
  ['0 9 * * 7', '2026-03-06T12:00:00.000Z', '2026-03-08T09:00:00.000Z'],
  ['0 0 13 * 5', '2026-03-07T00:00:00.000Z', '2026-03-13T00:00:00.000Z'],
  ['0 0 29 2 *', '2026-03-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ['5,35 4-6/2 1 1,7 *', '2026-03-01T00:00:00.000Z', '2026-07-01T04:05:00.000Z'],
  ['0 6 * * *', '2026-07-01T00:00:00.000Z', '2026-07-01T04:00:00.000Z', 'Europe/Madrid'],
  ['0 6 * * *', '2026-01-01T00:00:00.000Z', '2026-01-01T05:00:00.000Z', 'Europe/Madrid'],
  ['30 2 * * *', '2026-03-28T12:00:00.000Z', '2026-03-30T00:30:00.000Z', 'Europe/Madrid'],
  ['15 12 * * *', '2026-03-02T00:00:00.000Z', '2026-03-02T06:30:00.000Z', 'Asia/Kathmandu'],
]

for (const [line, after, next, zone = 'UTC'] of cases) {
  test(`a job for "${line}" (${zone}) asked on ${after} comes on ${next}`, () => {
    assert.equal(nextAfter(line, after, zone), next)
  })
}

test('a rhythm nobody could follow is refused when the city starts', () => {
  for (const line of ['', '* * * *', '60 * * * *', '* * * * mon', '*/0 * * * *', '5-1 * * * *']) {
    assert.throws(() => readCron(line), /cron/)
  }
  assert.throws(() => nextAfter('0 0 31 2 *', '2026-01-01T00:00:00.000Z', 'UTC'), /never comes/)
})

test('the pauses between attempts grow from half a minute to six hours', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => waitSeconds(attempt, 0.5))
  assert.deepEqual(pauses, [30, 90, 270, 810, 2430, 7290, 21600, 21600])
  assert.ok(waitSeconds(1, 0) < waitSeconds(1, 1), 'not everybody comes back at the same moment')
})

test('what operators read about a failure names no person', () => {
  const failure = new Error('550 <amina@example.org> unknown, tel. +34 600-123-456')
  assert.equal(describeFailure(failure), 'Error: 550 <‹personal›> unknown, tel. ‹personal›')
  assert.equal(describeFailure('thrown text'), 'unknown failure')
})
