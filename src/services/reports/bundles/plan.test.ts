import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { State } from '../model.ts'
import type { Held } from '../store/rows.ts'
import { permissionOf, type Wish } from './model.ts'
import { type Planning, planOf, type Standing } from './plan.ts'

const held = (id: number, state: State, more: Partial<Held> = {}): Held => ({
  id,
  number: `R-${id}`,
  version: 1,
  state,
  before: null,
  category: 'lamp-out',
  address: null,
  lon: null,
  lat: null,
  district: null,
  unit: 'lighting',
  unitDecision: null,
  assignedTo: null,
  reporter: null,
  contact: null,
  original: null,
  language: 'en',
  source: 'web',
  answers: {},
  photos: 0,
  dueOn: '2026-03-06',
  dueAlone: null,
  pausedDays: 0,
  duplicateOf: null,
  parent: null,
  openedAt: '2026-03-01T09:00:00.000Z',
  closedAt: null,
  waitingSince: null,
  reopenDays: 28,
  ...more,
})

const standing = (report: Held, more: Partial<Standing> = {}): Standing => ({
  report,
  seen: 1,
  openParts: 0,
  duplicates: 0,
  ...more,
})

const planning = (act: Planning['act'], wish: Partial<Wish> = {}): Planning => ({
  act,
  wish: { text: 'Repaired.', official: 'keep', begun: false, ...wish },
  permitted: true,
  reach: ['lighting'],
  target: undefined,
})

const outcome = (all: readonly Standing[], it: Planning) =>
  Object.fromEntries(planOf(all, it).map(({ number, reasons }) => [number, reasons]))

test('each report of a bundle is judged by its own rules, and the others do not suffer for it', () => {
  const all = [
    standing(held(1, 'received')),
    standing(held(2, 'triage')),
    standing(held(3, 'received', { unit: 'water' })),
    standing(held(4, 'received', { version: 2 })),
  ]
  assert.deepEqual(outcome(all, planning('move', { to: 'resolved' })), {
    'R-1': [],
    'R-2': ['no-such-step'],
    'R-3': ['not-your-unit'],
    'R-4': ['changed-meanwhile'],
  })
})

test('whoever may not do it with one report may not do it with several', () => {
  const no = { ...planning('assign', { official: 'me' }), permitted: false }
  assert.deepEqual(outcome([standing(held(1, 'received'))], no), { 'R-1': ['not-allowed-alone'] })
  assert.equal(permissionOf('merge'), 'reports.merge')
})

test('closing several without a word is refused for each of them', () => {
  const it = planning('move', { to: 'resolved', text: '  ' })
  assert.deepEqual(outcome([standing(held(1, 'received'))], it), { 'R-1': ['text-needed'] })
})

test('the parts of a report are closed before the whole, and only then is the whole over', () => {
  const whole = standing(held(1, 'received'), { openParts: 2 })
  const parts = [2, 3].map((id) => standing(held(id, 'received', { parent: 1 })))
  const close = planning('move', { to: 'resolved' })
  assert.deepEqual(outcome([whole, ...parts], close), { 'R-1': [], 'R-2': [], 'R-3': [] })
  assert.deepEqual(outcome([whole, ...parts.slice(1)], close)['R-1'], ['parts-open'])
  const stuck = [whole, standing(held(2, 'triage', { parent: 1 })), ...parts.slice(1)]
  assert.deepEqual(outcome(stuck, close)['R-1'], ['parts-open'])
})

test('a report is neither joined to itself nor to one that is a duplicate itself', () => {
  const all = [standing(held(1, 'received')), standing(held(2, 'received'), { duplicates: 1 })]
  const onto = (target: Held) => outcome(all, { ...planning('merge'), target })
  assert.deepEqual(onto(held(1, 'received')), {
    'R-1': ['same-report'],
    'R-2': ['others-follow-it'],
  })
  assert.deepEqual(onto(held(9, 'duplicate'))['R-1'], ['target-is-duplicate'])
  assert.deepEqual(outcome(all, planning('merge'))['R-1'], ['no-such-target'])
})

test('a note is written whatever changed meanwhile; what is out of sight gets no public answer', () => {
  const all = [standing(held(1, 'hidden', { version: 7 }))]
  assert.deepEqual(outcome(all, planning('note')), { 'R-1': [] })
  assert.deepEqual(outcome([standing(held(1, 'hidden'))], planning('answer')), {
    'R-1': ['out-of-sight'],
  })
})

test('giving reports to the unit that has them is nothing to do', () => {
  const all = [standing(held(1, 'received')), standing(held(2, 'received', { unit: null }))]
  assert.deepEqual(outcome(all, planning('assign', { unit: 'lighting' })), {
    'R-1': ['as-it-is'],
    'R-2': [],
  })
})
