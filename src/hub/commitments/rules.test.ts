import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  halfOf,
  isLate,
  isLive,
  isOverdue,
  isVerifiable,
  latestEnd,
  liveLevel,
  type Step,
} from './model/standing.ts'
import {
  mayChange,
  mayFeature,
  mayInvite,
  mayJudge,
  mayPromise,
  mayReach,
  mayReply,
  mayReview,
  mayState,
  mayTend,
} from './rules.ts'

const today = '2026-03-02'
const step: Step = {
  deliverable: 'A register',
  dueOn: '2026-03-01',
  proof: 'address',
  reachedOn: null,
  sha256: null,
}
const running = { endsOn: '2027-01-01', withdrawn: null }

test('a commitment can be checked when one step has a deliverable, a day and a kind of proof', () => {
  assert.equal(isVerifiable([]), false)
  for (const missing of [{ deliverable: null }, { dueOn: null }, { proof: null }])
    assert.equal(isVerifiable([{ ...step, ...missing }]), false)
  assert.equal(isVerifiable([{ ...step, proof: null }, step]), true)
})

test('a step is late on the day after its day, and no longer once it is reached', () => {
  assert.equal(isLate(step, '2026-02-28'), false)
  assert.equal(isLate(step, '2026-03-01'), false)
  assert.equal(isLate(step, '2026-03-02'), true)
  assert.equal(isLate({ ...step, reachedOn: '2026-03-02' }, '2026-03-05'), false)
  assert.equal(isLate({ ...step, dueOn: null }, '2030-01-01'), false)
})

test('overdue is computed from steps and the end; nobody declares it, and a withdrawn one is not overdue', () => {
  const steps = [{ ...step, dueOn: '2026-12-01' }]
  assert.equal(isOverdue(running, { steps, status: null }, today), false)
  assert.equal(isOverdue(running, { steps: [step], status: 'complete' }, today), true)
  assert.equal(isOverdue(running, { steps: [], status: 'substantial' }, '2027-01-01'), false)
  assert.equal(isOverdue(running, { steps: [], status: 'substantial' }, '2027-01-02'), true)
  assert.equal(isOverdue(running, { steps: [], status: 'complete' }, '2027-01-02'), false)
  const withdrawn = { ...running, withdrawn: 'No money.' }
  assert.equal(isOverdue(withdrawn, { steps: [step], status: null }, today), false)
})

test('half-years end with June and December', () => {
  const days = ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31']
  assert.deepEqual(days.map(halfOf), ['2026-1', '2026-1', '2026-2', '2026-2'])
})

const found = { value: 'pass', level: 'E3', seenAt: '2026-02-20T03:00:00.000Z' }
const nothing = { findings: [], steps: [], peers: [], reviews: [] }

test('a finding is live evidence for thirty days, and only when something was found', () => {
  assert.equal(isLive({ ...found, seenAt: '2026-01-31T23:00:00.000Z' }, today), true)
  assert.equal(isLive({ ...found, seenAt: '2026-01-30T23:00:00.000Z' }, today), false)
  assert.equal(isLive({ ...found, value: 'partial' }, today), true)
  for (const value of ['fail', 'unknown', 'not-applicable'])
    assert.equal(isLive({ ...found, value }, today), false)
})

test('the level is the highest that is live: machine, document, two peers, a published review', () => {
  assert.equal(liveLevel(nothing, today), 0)
  const handed = { ...step, reachedOn: today, sha256: 'a'.repeat(64) }
  assert.equal(liveLevel({ ...nothing, steps: [handed] }, today), 1)
  assert.equal(liveLevel({ ...nothing, findings: [found] }, today), 3)
  const peer = { status: 'substantial' }
  assert.equal(liveLevel({ ...nothing, peers: [peer] }, today), 0)
  assert.equal(liveLevel({ ...nothing, peers: [peer, { status: 'limited' }] }, today), 0)
  assert.equal(liveLevel({ ...nothing, peers: [peer, peer] }, today), 4)
  const review = { stage: 'end', status: 'complete', publishedAt: null }
  assert.equal(liveLevel({ ...nothing, reviews: [review] }, today), 0)
  assert.equal(liveLevel({ ...nothing, reviews: [{ ...review, publishedAt: today }] }, today), 5)
})

const mine = { mine: true, withdrawn: false }

test('a commitment runs for four years at most, and only a member promises', () => {
  const it = { mine: true, member: true, startsOn: '2026-03-02', endsOn: '2030-03-02' }
  assert.equal(latestEnd(it.startsOn), '2030-03-02')
  assert.deepEqual(mayPromise.reasons(it), [])
  const refused = (more: Partial<typeof it>) => mayPromise.reasons({ ...it, ...more })
  assert.deepEqual(refused({ endsOn: '2030-03-03' }), ['longer-than-four-years'])
  assert.deepEqual(refused({ endsOn: '2026-03-02' }), ['ends-before-it-starts'])
  assert.deepEqual(refused({ mine: false, member: false }), ['not-your-city', 'not-a-member'])
})

test('complete is said only with evidence of level E2, and what changed only after the end', () => {
  const it = { ...mine, status: 'complete', effect: null, ended: false, level: 2 } as const
  assert.deepEqual(mayState.reasons(it), [])
  assert.deepEqual(mayState.reasons({ ...it, level: 1 }), ['complete-without-evidence'])
  assert.deepEqual(mayState.reasons({ ...it, status: 'substantial', level: 0 }), [])
  assert.deepEqual(mayState.reasons({ ...it, effect: 'some' }), ['effect-before-the-end'])
  assert.deepEqual(mayState.reasons({ ...it, effect: 'some', ended: true }), [])
  const other = { ...it, mine: false, withdrawn: true }
  assert.deepEqual(mayState.reasons(other), ['not-your-city', 'is-withdrawn'])
})

test('five commitments are in front, and no sixth', () => {
  assert.deepEqual(mayFeature.reasons({ ...mine, flagships: 4 }), [])
  assert.deepEqual(mayFeature.reasons({ ...mine, flagships: 5 }), ['five-flagships'])
  const gone = { mine: false, withdrawn: true, flagships: 0 }
  assert.deepEqual(mayFeature.reasons(gone), ['not-your-city', 'is-withdrawn'])
})

test('a day or target changes only before the step is reached, and only to something else', () => {
  const it = { ...mine, same: false, settled: false, tooLong: false }
  assert.deepEqual(mayChange.reasons(it), [])
  const all = { mine: false, withdrawn: true, same: true, settled: true, tooLong: true }
  assert.deepEqual(mayChange.reasons(all), Object.keys(mayChange.refuseWhen))
})

test('a step is reached once and not in the future', () => {
  assert.deepEqual(mayReach.reasons({ ...mine, reached: false, future: false }), [])
  const all = { mine: false, withdrawn: true, reached: true, future: true }
  assert.deepEqual(mayReach.reasons(all), Object.keys(mayReach.refuseWhen))
  assert.deepEqual(mayTend.reasons(mine), [])
  const other = { mine: false, withdrawn: true }
  assert.deepEqual(mayTend.reasons(other), ['not-your-city', 'is-withdrawn'])
})

test('peers are officials of other member cities', () => {
  const peer = { mine: true, own: false, member: true, speaks: true }
  assert.deepEqual(mayJudge.reasons(peer), [])
  assert.deepEqual(mayJudge.reasons({ ...peer, speaks: false }), ['city-on-hold'])
  const none = { mine: false, own: true, member: false, speaks: false }
  assert.deepEqual(mayJudge.reasons(none), ['not-your-city', 'not-a-member', 'own-commitment'])
})

test('a reviewer is nobody’s official, says so, waits for the end, and comes once', () => {
  const it = { employed: false, declared: true, stage: 'end', ended: true, done: false } as const
  assert.deepEqual(mayReview.reasons(it), [])
  assert.deepEqual(mayReview.reasons({ ...it, stage: 'start', ended: false }), [])
  const all = { employed: true, declared: false, stage: 'end', ended: false, done: true } as const
  assert.deepEqual(mayReview.reasons(all), Object.keys(mayReview.refuseWhen))
})

test('the city replies once, and before a review is published', () => {
  assert.deepEqual(mayReply.reasons({ mine: true, replied: false, published: false }), [])
  assert.deepEqual(mayReply.reasons({ mine: false, replied: true, published: true }), [
    'not-your-city',
    'replied-already',
  ])
  assert.deepEqual(mayReply.reasons({ mine: true, replied: false, published: true }), [
    'published-already',
  ])
})

test('a post for a city is offered to a member, that of a reviewer to no city', () => {
  assert.deepEqual(mayInvite.reasons({ official: true, member: true, named: true }), [])
  assert.deepEqual(mayInvite.reasons({ official: true, member: false, named: true }), [
    'not-a-member',
  ])
  assert.deepEqual(mayInvite.reasons({ official: false, member: false, named: false }), [])
  assert.deepEqual(mayInvite.reasons({ official: false, member: true, named: true }), [
    'reviewer-of-a-city',
  ])
})
