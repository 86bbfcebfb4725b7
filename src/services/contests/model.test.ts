/** The states of a contest and its rules, every arrow and every reason; no city is needed for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  callsForAudit,
  idIn,
  leadsTo,
  type Mover,
  numberOf,
  over,
  owed,
  states,
  workflow,
} from './model.ts'
import * as rules from './rules.ts'

const movers: readonly Mover[] = ['city', 'contestant', 'reviewer']
const arrows = states.flatMap((from) => workflow[from].map(({ to, who }) => `${from} ${to} ${who}`))

test('these are all the ways a contest can go, and there is no other', () => {
  assert.deepEqual(arrows, [
    'submitted acknowledged city',
    'acknowledged under_review reviewer',
    'acknowledged withdrawn contestant',
    'under_review upheld reviewer',
    'under_review partly_upheld reviewer',
    'under_review rejected reviewer',
    'under_review inadmissible reviewer',
    'under_review withdrawn contestant',
    'upheld remedied reviewer',
    'partly_upheld remedied reviewer',
    'rejected second_review contestant',
    'rejected closed city',
    'inadmissible closed city',
    'withdrawn closed city',
    'second_review upheld reviewer',
    'second_review partly_upheld reviewer',
    'second_review final reviewer',
    'remedied closed city',
  ])
  const all = states.flatMap((from) =>
    states.flatMap((to) => movers.map((who) => leadsTo(from, to, who))),
  )
  assert.equal(all.filter(Boolean).length, arrows.length)
})

test('nobody rejects a second look a second time: it ends with the last word of the city', () => {
  assert.equal(leadsTo('second_review', 'rejected', 'reviewer'), false)
  assert.deepEqual(workflow.final, [])
})

test('an answer is owed exactly in the states from which a reviewer goes on to one', () => {
  assert.deepEqual(owed, ['submitted', 'acknowledged', 'under_review', 'second_review'])
  assert.deepEqual(
    over.filter((state) => owed.includes(state)),
    [],
  )
})

test('numbers are read as people write them', () => {
  assert.equal(numberOf(12), 'C-12')
  assert.deepEqual(
    [idIn('C-12'), idIn(' c12 '), idIn('R-12'), idIn('C-')],
    [12, 12, undefined, undefined],
  )
})

const reviewing = {
  state: 'acknowledged',
  earlier: ['4-7F'],
  badge: '9-BB',
  reviewed: [],
  taken: false,
  own: false,
} as const

test('whoever decided about a report before does not review the contest of it', () => {
  assert.deepEqual(rules.mayReview.reasons(reviewing), [])
  assert.deepEqual(rules.mayReview.reasons({ ...reviewing, badge: '4-7F' }), ['decided-before'])
})

test('the second look is by another person than the first, and by one alone', () => {
  const again = { ...reviewing, state: 'second_review', reviewed: ['9-BB'] } as const
  assert.deepEqual(rules.mayReview.reasons(again), ['reviewed-before'])
  assert.deepEqual(rules.mayReview.reasons({ ...again, badge: '2-CC' }), [])
  assert.deepEqual(rules.mayReview.reasons({ ...again, badge: '2-CC', taken: true }), [
    'not-waiting',
  ])
})

const takingOver = { ...reviewing, state: 'under_review', mine: false } as const

test('when a reviewer is gone another person goes on, and nobody takes over what nobody holds', () => {
  assert.deepEqual(rules.mayTakeOver.reasons(takingOver), [])
  for (const state of ['acknowledged', 'upheld', 'rejected', 'closed'] as const) {
    assert.deepEqual(rules.mayTakeOver.reasons({ ...takingOver, state }), ['nobody-reviews'])
  }
  const again = { ...takingOver, state: 'second_review' } as const
  assert.deepEqual(rules.mayTakeOver.reasons(again), ['nobody-reviews'])
  assert.deepEqual(rules.mayTakeOver.reasons({ ...again, taken: true }), [])
  assert.deepEqual(rules.mayTakeOver.reasons({ ...takingOver, mine: true }), ['yours-already'])
})

test('who takes a review over is as far from the case as who begins one', () => {
  assert.deepEqual(rules.mayTakeOver.reasons({ ...takingOver, badge: '4-7F' }), ['decided-before'])
  assert.deepEqual(rules.mayTakeOver.reasons({ ...takingOver, own: true }), ['own-contest'])
  const again = { ...takingOver, state: 'second_review', taken: true, reviewed: ['9-BB'] } as const
  assert.deepEqual(rules.mayTakeOver.reasons(again), ['reviewed-before'])
})

test('nobody reviews their own contest', () => {
  assert.deepEqual(rules.mayReview.reasons({ ...reviewing, own: true }), ['own-contest'])
})

const extending = {
  state: 'under_review',
  extended: false,
  dueOn: '2026-03-16',
  today: '2026-03-16',
  mine: true,
} as const

test('an answer is put off once, on the last day at the latest', () => {
  assert.deepEqual(rules.mayExtend.reasons(extending), [])
  assert.deepEqual(rules.mayExtend.reasons({ ...extending, today: '2026-03-17' }), ['day-over'])
  assert.deepEqual(rules.mayExtend.reasons({ ...extending, extended: true }), ['extended-already'])
})

const deciding = {
  state: 'under_review',
  outcome: 'upheld',
  kind: 'category',
  mine: true,
  right: 'pothole',
  category: 'lamp-out',
} as const

test('who upholds that a category is wrong names the right one, and who rejects changes none', () => {
  assert.deepEqual(rules.mayDecide.reasons(deciding), [])
  assert.deepEqual(rules.mayDecide.reasons({ ...deciding, right: null }), ['category-needed'])
  const rejected = { ...deciding, outcome: 'rejected' } as const
  assert.deepEqual(rules.mayDecide.reasons(rejected), ['category-unneeded'])
  assert.deepEqual(rules.mayDecide.reasons({ ...rejected, right: null }), [])
  assert.deepEqual(rules.mayDecide.reasons({ ...deciding, right: 'lamp-out' }), [
    'category-unchanged',
  ])
})

test('the city’s last word comes only after a second look', () => {
  const last = { ...deciding, outcome: 'final', right: null } as const
  assert.deepEqual(rules.mayDecide.reasons(last), ['no-such-step'])
  assert.deepEqual(rules.mayDecide.reasons({ ...last, state: 'second_review' }), [])
})

test('a second look is asked for in its days and not after', () => {
  const asking = { state: 'rejected', today: '2026-03-30', until: '2026-03-30' } as const
  assert.deepEqual(rules.mayAskAgain.reasons(asking), [])
  assert.deepEqual(rules.mayAskAgain.reasons({ ...asking, today: '2026-03-31' }), ['too-late'])
  assert.deepEqual(rules.mayAskAgain.reasons({ ...asking, state: 'upheld' }), ['not-rejected'])
})

test('nothing is called put right while the report still has the wrong category', () => {
  const upheld = { state: 'upheld', right: 'pothole', category: 'lamp-out' } as const
  assert.deepEqual(rules.mayRemedy.reasons(upheld), ['not-corrected'])
  assert.deepEqual(rules.mayRemedy.reasons({ ...upheld, category: 'pothole' }), [])
  assert.deepEqual(rules.mayRemedy.reasons({ ...upheld, right: null }), [])
})

test('words are erased when it is over, not before, and once', () => {
  assert.deepEqual(rules.mayForget.reasons({ state: 'under_review', erased: false }), ['not-over'])
  assert.deepEqual(rules.mayForget.reasons({ state: 'closed', erased: false }), [])
  assert.deepEqual(rules.mayForget.reasons({ state: 'closed', erased: true }), ['erased-already'])
})

test('a machine that decided nothing cannot be contested, and the right category is not asked for twice', () => {
  const asking = {
    decided: true,
    already: false,
    kind: 'category',
    wanted: 'pothole',
    known: true,
    category: 'lamp-out',
  } as const
  assert.deepEqual(rules.mayContest.reasons(asking), [])
  assert.deepEqual(rules.mayContest.reasons({ ...asking, known: false }), ['no-such-category'])
  assert.deepEqual(rules.mayContest.reasons({ ...asking, wanted: null, known: false }), [])
  assert.deepEqual(rules.mayContest.reasons({ ...asking, decided: false }), ['no-machine-decided'])
  assert.deepEqual(rules.mayContest.reasons({ ...asking, wanted: 'lamp-out' }), ['same-category'])
})

test('an audit is called for when more than the share of enough contests was upheld, and not at the share', () => {
  const terms = { share: 0.3, least: 5 }
  assert.equal(callsForAudit({ answered: 10, upheld: 3 }, terms), false)
  assert.equal(callsForAudit({ answered: 10, upheld: 4 }, terms), true)
  assert.equal(callsForAudit({ answered: 4, upheld: 4 }, terms), false, 'four say nothing yet')
})
