import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Mover,
  numberIn,
  publicClass,
  reportNumber,
  restingState,
  type State,
  states,
  workflow,
} from './model.ts'
import * as rules from './rules.ts'
import { promise } from '#test/promise'

/** For each state, who may lead it where: O official, M moderator, R reporter, C the city; ! needs words. */
const table: Record<State, string> = {
  received:
    'triage O, assigned O, in_progress O, scheduled O, waiting_external O, waiting_reporter O!, resolved O!, not_ours O!, wont_do O!, duplicate O!, withdrawn R, hidden M',
  triage: 'received O, assigned O, not_ours O!, duplicate O!, withdrawn R, hidden M',
  assigned:
    'triage O!, waiting_reporter O!, not_ours O!, in_progress O, scheduled O, waiting_external O, resolved O!, wont_do O!, cannot_reproduce O!, duplicate O!, withdrawn R, hidden M',
  in_progress:
    'scheduled O, assigned O, waiting_external O, waiting_reporter O!, resolved O!, wont_do O!, cannot_reproduce O!, duplicate O!, withdrawn R, hidden M',
  scheduled:
    'in_progress O, assigned O, waiting_external O, waiting_reporter O!, resolved O!, wont_do O!, cannot_reproduce O!, duplicate O!, withdrawn R, hidden M',
  waiting_reporter:
    'received ROC, assigned ROC, in_progress ROC, scheduled ROC, reopened ROC, withdrawn R, hidden M',
  waiting_external: 'in_progress O, scheduled O, resolved O!, not_ours O!, withdrawn R, hidden M',
  reopen_requested:
    'reopened OC, resolved O!, not_ours O!, wont_do O!, cannot_reproduce O!, hidden M',
  reopened:
    'triage O, assigned O, in_progress O, scheduled O, waiting_external O, waiting_reporter O!, not_ours O!, resolved O!, wont_do O!, cannot_reproduce O!, duplicate O!, withdrawn R, hidden M',
  resolved: 'reopen_requested R!, reopened O!, hidden M',
  not_ours: 'reopen_requested R!, reopened O!, hidden M',
  wont_do: 'reopen_requested R!, reopened O!, hidden M',
  cannot_reproduce: 'reopen_requested R!, reopened O!, hidden M',
  duplicate: 'reopened O!, hidden M',
  withdrawn: 'hidden M',
  unconfirmed: 'received RC',
  hidden:
    'received M, triage M, assigned M, in_progress M, scheduled M, waiting_external M, reopened M, resolved M, not_ours M, wont_do M, cannot_reproduce M, duplicate M, withdrawn M',
}

const letters: Record<Mover, string> = { official: 'O', moderator: 'M', reporter: 'R', city: 'C' }
const movers: readonly Mover[] = ['official', 'moderator', 'reporter', 'city']

test('the workflow is the table of the ordinance', () => {
  for (const state of states) {
    const written = workflow[state].map(
      ({ to, who, text }) => `${to} ${who.map((one) => letters[one]).join('')}${text ? '!' : ''}`,
    )
    assert.equal(written.join(', '), table[state], state)
  }
})

test('every step, by everybody, with and without words, is allowed exactly where the table says so', () => {
  for (const from of states) {
    const allowed = new Map(
      table[from].split(', ').map((cell) => cell.split(' ') as [State, string]),
    )
    for (const to of states) {
      for (const as of movers) {
        for (const hasText of [true, false]) {
          const who = allowed.get(to) ?? ''
          const expected = who.includes(letters[as]) && (hasText || !who.includes('!'))
          const reasons = rules.mayMove.reasons({ from, before: to, to, as, hasText })
          assert.equal(reasons.length === 0, expected, `${from} to ${to} as ${as}: ${reasons}`)
        }
      }
    }
  }
})

test('closing a report always needs words, except for whoever withdraws it', () => {
  const closing = states.flatMap((from) =>
    workflow[from]
      .filter(({ to }) => publicClass(to) === 'closed')
      .map((step) => ({ from, ...step })),
  )
  for (const { from, to, text } of closing) {
    if (to !== 'withdrawn' && from !== 'hidden') assert.equal(text, true, `${from} to ${to}`)
  }
})

test('a report that waits goes back where it was, and nowhere else', () => {
  const from = { from: 'waiting_reporter', as: 'city', hasText: false } as const
  assert.deepEqual(rules.mayMove.reasons({ ...from, before: 'scheduled', to: 'scheduled' }), [])
  assert.deepEqual(rules.mayMove.reasons({ ...from, before: 'scheduled', to: 'received' }), [
    'not-where-it-was',
  ])
  assert.deepEqual(rules.mayMove.reasons({ ...from, before: 'scheduled', to: 'reopened' }), [
    'not-where-it-was',
  ])
})

test('an asked-for reopening is granted, or the report is closed again as it was, with a reason', () => {
  const from = { from: 'reopen_requested', before: 'wont_do', as: 'official' } as const
  assert.deepEqual(rules.mayMove.reasons({ ...from, to: 'reopened', hasText: false }), [])
  assert.deepEqual(rules.mayMove.reasons({ ...from, to: 'wont_do', hasText: true }), [])
  assert.deepEqual(rules.mayMove.reasons({ ...from, to: 'wont_do', hasText: false }), [
    'text-needed',
  ])
  assert.deepEqual(rules.mayMove.reasons({ ...from, to: 'resolved', hasText: true }), [
    'not-where-it-was',
  ])
})

test('a hidden report comes back to where it rested, never to waiting', () => {
  assert.equal(restingState('waiting_reporter', 'assigned'), 'assigned')
  assert.equal(restingState('resolved', null), 'resolved')
  assert.equal(restingState('reopen_requested', 'resolved'), 'resolved')
})

test('everybody may report; every reason against it is named, not only the first', () => {
  promise('P3.4')
  const good = {
    category: 'open',
    placed: true,
    insideTheCity: true,
    openQuestions: 0,
    photos: 3,
    mostPhotos: 3,
  } as const
  assert.deepEqual(rules.mayReport.reasons(good), [])
  assert.deepEqual(
    rules.mayReport.reasons({ ...good, insideTheCity: false, openQuestions: 1, photos: 4 }),
    ['outside-city', 'questions-open', 'too-many-photos'],
  )
})

test('a report may be withdrawn while it is open, by nobody once it is closed', () => {
  const may = states.filter((state) => rules.mayWithdraw.reasons({ state }).length === 0)
  assert.deepEqual(may, [
    'received',
    'triage',
    'assigned',
    'in_progress',
    'scheduled',
    'waiting_reporter',
    'waiting_external',
    'reopened',
  ])
})

test('reopening is possible on the 28th day and no longer on the 29th', () => {
  const closed = { state: 'resolved', closedOn: '2026-03-01', reopenDays: 28 } as const
  assert.deepEqual(rules.mayReopen.reasons({ ...closed, today: '2026-03-29' }), [])
  assert.deepEqual(rules.mayReopen.reasons({ ...closed, today: '2026-03-30' }), ['too-late'])
})

test('only the four real closings can be reopened by the reporter', () => {
  const facts = { closedOn: '2026-03-01', reopenDays: 28, today: '2026-03-02' }
  const may = states.filter((state) => rules.mayReopen.reasons({ ...facts, state }).length === 0)
  assert.deepEqual(may, ['resolved', 'not_ours', 'wont_do', 'cannot_reproduce'])
})

test('a report is never the copy of itself, of a copy, or of what nobody may see', () => {
  const merge = (number: number, state: State, followers = 0) =>
    rules.mayMerge.reasons({ number: 1001, target: { number, state }, followers })
  assert.deepEqual(merge(1002, 'in_progress'), [])
  assert.deepEqual(merge(1002, 'resolved'), [])
  assert.deepEqual(merge(1001, 'received'), ['same-report'])
  assert.deepEqual(merge(1002, 'duplicate'), ['target-is-duplicate'])
  assert.deepEqual(merge(1002, 'hidden'), ['target-not-public'])
  assert.deepEqual(merge(1002, 'received', 2), ['others-follow-it'])
})

test('an official of one unit works on its reports and on those without a unit', () => {
  const units = ['lighting']
  assert.deepEqual(rules.mayWorkOn.reasons({ units, unit: 'lighting' }), [])
  assert.deepEqual(rules.mayWorkOn.reasons({ units, unit: null }), [])
  assert.deepEqual(rules.mayWorkOn.reasons({ units, unit: 'green' }), ['not-your-unit'])
  assert.deepEqual(rules.mayWorkOn.reasons({ units: 'all', unit: 'green' }), [])
})

test('contact data may be seen while the report is open and for a year after', () => {
  const unmask = (closedOn: string | null, today = '2027-03-01') =>
    rules.mayUnmask.reasons({ contactLeft: true, closedOn, today })
  assert.deepEqual(unmask(null), [])
  assert.deepEqual(unmask('2026-03-01'), [])
  assert.deepEqual(unmask('2026-02-28'), ['closed-too-long'])
})

test('a number is read as people write it', () => {
  assert.equal(reportNumber(1029), 'R-1029')
  for (const text of ['R-1029', 'r-1029', ' R1029 ']) assert.equal(numberIn(text), 1029)
  for (const text of ['1029', 'R-', 'R-10x', 'lamp']) assert.equal(numberIn(text), undefined)
})
