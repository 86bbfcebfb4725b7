import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Counted, counter, countsFor, type Definition, standingOf, whereOf } from './model.ts'
import { mayLaunch, mayPledge } from './rules.ts'

/** A hundred cities in a hundred days, in Mexico's own days. */
const hundred: Definition = {
  ...{ campaign: 'hundred', target: 100, starts: '2026-03-28', zone: 'America/Merida', days: 100 },
  baseline: 22,
  rule: { kinds: ['test.joined'], field: 'city', where: [{ field: 'state', is: 'member' }] },
}
const joined = (city: string, at = '2026-04-01T12:00:00.000Z', state = 'member'): Counted => {
  return { t: 'test.joined', at, d: { city, state } }
}

test('a city counts once, however often it is on the record, in whatever order', () => {
  const entries = [joined('a'), joined('b'), joined('a', '2026-05-01T12:00:00.000Z')]
  for (const all of [entries, entries.toReversed()]) {
    const counting = counter(hundred)
    for (const one of all) counting.add(one)
    assert.equal(counting.count(), 24)
  }
})

test('only what the rule names counts: the kind, and what the entry says', () => {
  assert.equal(countsFor(hundred, joined('a')), 'a')
  assert.equal(countsFor(hundred, { ...joined('a'), t: 'test.left' }), undefined)
  assert.equal(countsFor(hundred, joined('a', undefined, 'historic')), undefined)
  assert.equal(countsFor(hundred, { ...joined('a'), d: { state: 'member' } }), undefined)
})

test('the first and the last day count from midnight to midnight where the campaign is', () => {
  for (const [at, counts] of [
    ['2026-03-28T05:59:59.999Z', false],
    ['2026-03-28T06:00:00.000Z', true],
    ['2026-07-06T05:59:59.999Z', true],
    ['2026-07-06T06:00:00.000Z', false],
  ] as const)
    assert.equal(countsFor(hundred, joined('a', at)) !== undefined, counts, at)
})

test('when the entry names the day of the act, that day counts, and without it nothing does', () => {
  const dated = { ...hundred, rule: { ...hundred.rule, day: 'since' } }
  const late = '2030-01-01T00:00:00.000Z'
  const of = (since?: string) => {
    const { t, at, d } = joined('a', late)
    return countsFor(dated, { t, at, d: since === undefined ? d : { ...d, since } })
  }
  assert.equal(of('2026-03-28'), 'a')
  assert.equal(of('2026-07-05'), 'a')
  assert.equal(of('2026-07-06'), undefined)
  assert.equal(of('2026-03-27'), undefined)
  assert.equal(of(), undefined)
})

test('day n of 100, m of 100, and how many a day are needed', () => {
  const on = (today: string, count: number) => standingOf(hundred, count, today)
  assert.deepEqual(on('2026-03-27', 22), {
    ...{ phase: 'before', day: 0, left: 100, needed: null, reached: false },
  })
  assert.deepEqual(on('2026-03-28', 22), {
    ...{ phase: 'running', day: 1, left: 100, needed: 0.8, reached: false },
  })
  assert.deepEqual(on('2026-07-05', 90), {
    ...{ phase: 'running', day: 100, left: 1, needed: 10, reached: false },
  })
  assert.equal(on('2026-07-06', 90).phase, 'over')
  assert.equal(on('2026-05-01', 100).needed, 0)
})

test('a goal that was reached before is no goal, and a campaign is launched once', () => {
  assert.deepEqual(mayLaunch.reasons({ known: false, baseline: 22, target: 100 }), [])
  assert.deepEqual(mayLaunch.reasons({ known: true, baseline: 100, target: 100 }), [
    'already-launched',
    'goal-reached-before',
  ])
})

test('a city pledges once, while the campaign runs, for a day that is still to come', () => {
  const facts = {
    ...{ acts: true, standing: 'member', phase: 'running', pledged: false },
    ...{ due: '2026-12-31', today: '2026-03-30' },
  }
  assert.deepEqual(mayPledge.reasons(facts), [])
  assert.deepEqual(mayPledge.reasons({ ...facts, phase: 'over' }), ['not-running'])
  assert.deepEqual(mayPledge.reasons({ ...facts, pledged: true }), ['already-pledged'])
  assert.deepEqual(mayPledge.reasons({ ...facts, due: facts.today }), ['due-in-the-past'])
  assert.deepEqual(mayPledge.reasons({ ...facts, acts: false, standing: null }), [
    'not-your-city',
    'not-a-member',
  ])
})

test('what an entry has to say is written one a line, and what cannot be read is refused', () => {
  assert.deepEqual(whereOf('state=member\n a = b c '), [
    { field: 'state', is: 'member' },
    { field: 'a', is: 'b c' },
  ])
  assert.equal(whereOf('state'), 'unreadable')
  assert.deepEqual(whereOf(undefined), [])
})
