import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  atLeast,
  dueAt,
  gravest,
  hoursLeft,
  levelOf,
  nextStep,
  publicReads,
  type Standing,
} from './model.ts'
import { ownSet, partsFrom, unanswered } from './questions.ts'
import { type HandingIn, mayClose, mayHandIn, mayNotify, mayReview, mayTell } from './rules.ts'

const DATA = process.env['CITYRIGHT_DATA'] ?? '../shared/data'

test('seventy-two hours are hours that pass: when the clocks go forward they end an hour later on the wall', () => {
  // Madrid: Friday 27 March 2026, 10:00, to Monday 30 March, 11:00 in summer time.
  assert.equal(dueAt('2026-03-27T09:00:00.000Z'), '2026-03-30T09:00:00.000Z')
  // Saturday 24 October 2026, 10:00 in summer time, to Tuesday 27 October, 09:00.
  assert.equal(dueAt('2026-10-24T08:00:00.000Z'), '2026-10-27T08:00:00.000Z')
  assert.equal(hoursLeft('2026-03-30T09:00:00.000Z', '2026-03-30T08:00:01.000Z'), 0)
  assert.equal(hoursLeft('2026-03-30T09:00:00.000Z', '2026-03-30T09:00:01.000Z'), -1)
})

const open: Standing = {
  state: 'open',
  exercise: false,
  risk: 'unknown',
  people: null,
  told: 0,
  more: null,
  lessons: '',
}

test('on the morning of a breach there is always one next step, in the order in which time is short', () => {
  const after = (more: Partial<Standing>) => nextStep({ ...open, ...more })
  assert.equal(after({}), 'assess')
  assert.equal(after({ risk: 'high' }), 'count')
  assert.equal(after({ risk: 'high', people: 3 }), 'notify')
  assert.equal(after({ risk: 'high', people: 3, more: true }), 'tell')
  assert.equal(after({ risk: 'high', people: 3, more: true, told: 3 }), 'complete')
  assert.equal(after({ risk: 'high', people: 3, more: false, told: 3 }), 'close')
  assert.equal(after({ risk: 'high', people: 3, more: false, exercise: true }), 'close')
  assert.equal(after({ risk: 'high', people: 0, more: false }), 'close')
  assert.equal(after({ risk: 'some', people: 3, more: false }), 'close')
  assert.equal(after({ risk: 'none', people: 3 }), 'close')
  assert.equal(after({ state: 'closed' }), 'done')
})

test('a breach is closed only when everybody was told whom the law names', () => {
  const why = (more: Partial<Standing>) => mayClose.reasons({ ...open, ...more })
  assert.deepEqual(why({}), ['not-assessed', 'not-counted'])
  assert.deepEqual(why({ risk: 'some', people: 2 }), ['not-notified'])
  assert.deepEqual(why({ risk: 'none', people: 2 }), [])
  assert.deepEqual(why({ risk: 'high', people: 2, more: true, told: 1 }), [
    'more-to-follow',
    'not-told',
  ])
  assert.deepEqual(why({ risk: 'high', people: 2, more: false, told: 2 }), [])
})

test('the authority is told late only with the reasons, and an exercise tells nobody', () => {
  const late = { state: 'open', late: true, reason: ' ' } as const
  assert.deepEqual(mayNotify.reasons(late), ['late-reason-missing'])
  assert.deepEqual(mayNotify.reasons({ ...late, reason: 'The supplier told us late' }), [])
  const exercise = { state: 'open', exercise: true, people: 4 } as const
  assert.deepEqual(mayTell.reasons(exercise), ['only-an-exercise'])
})

test('an assessment with a high risk that remains waits for the answer of the authority', () => {
  const whole: HandingIn = {
    state: 'draft',
    unanswered: 0,
    risks: 1,
    remaining: 'low',
    consultation: 'not-needed',
    summary: 'What we do',
    reviewOn: '2027-03-02',
    today: '2026-03-02',
  }
  const why = (more: Partial<HandingIn>) => mayHandIn.reasons({ ...whole, ...more })
  assert.deepEqual(why({}), [])
  assert.deepEqual(why({ remaining: 'high', consultation: 'asked' }), ['consultation-missing'])
  assert.deepEqual(why({ remaining: 'high', consultation: 'answered' }), [])
  assert.deepEqual(why({ reviewOn: '2026-03-02' }), ['review-day-past'])
  const empty = { unanswered: 2, risks: 0, summary: ' ', reviewOn: null } as const
  assert.deepEqual(why(empty), ['answers-missing', 'no-risks', 'no-summary', 'no-review-day'])
})

test('nobody agrees to their own assessment, nor twice', () => {
  const review = { state: 'review', own: false, reviewed: false } as const
  assert.deepEqual(mayReview.reasons(review), [])
  assert.deepEqual(mayReview.reasons({ ...review, own: true }), ['own-assessment'])
  assert.deepEqual(mayReview.reasons({ ...review, reviewed: true }), ['reviewed-already'])
  assert.deepEqual(mayReview.reasons({ ...review, state: 'draft' }), ['not-in-review'])
})

test('a risk is as grave as likelihood times severity', () => {
  const row = (likelihood: number) => [1, 2, 3].map((severity) => levelOf(likelihood, severity))
  assert.deepEqual(row(1), ['low', 'low', 'medium'])
  assert.deepEqual(row(2), ['low', 'medium', 'high'])
  assert.deepEqual(row(3), ['medium', 'high', 'high'])
  assert.equal(gravest(['low', 'high', 'medium']), 'high')
  assert.equal(gravest([]), undefined)
})

test('fewer than ten reads of a month are told only with the rest of their year, never by themselves', () => {
  const months = [
    { month: '2026-01', count: 12 },
    { month: '2026-02', count: 4 },
    { month: '2026-03', count: 7 },
    { month: '2027-01', count: 3 },
    { month: '2027-02', count: 40 },
  ]
  assert.deepEqual(publicReads(months, '2026-04'), [{ period: '2026-01', count: 12 }])
  assert.deepEqual(publicReads(months, '2027-02'), [
    { period: '2026', count: 11 },
    { period: '2026-01', count: 12 },
  ])
  assert.deepEqual(publicReads(months.slice(0, 2), '2027-01'), [
    { period: '2026', count: null },
    { period: '2026-01', count: 12 },
  ])
  assert.deepEqual([0, 9, 10, 19].map(atLeast), [0, 0, 10, 10])
})

test('the questions of this software ask for everything that art. 35(7) does, and each must be answered', () => {
  const set = ownSet((key) => key)
  assert.ok(set)
  assert.equal(set.parts.flatMap(({ questions }) => questions).length, 10)
  assert.equal(unanswered(set, {}).length, 10)
  assert.equal(unanswered(set, { 'what-nature': ' ', 'need-basis': 'GDPR 6(1)(e)' }).length, 9)
})

test('what is no set of questions is refused with the reason', () => {
  assert.equal(partsFrom('{'), 'not-json')
  assert.equal(partsFrom('[]'), 'not-a-question-set')
  assert.equal(partsFrom('{"type":"object","properties":{"a":{}}}'), 'not-a-question-set')
  assert.equal(partsFrom('{"type":"object","properties":{}}'), 'no-questions')
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`q${n}`, { name: 'x' }]))
  assert.equal(
    partsFrom(JSON.stringify({ type: 'object', properties: many })),
    'too-many-questions',
  )
})

for (const [file, questions] of [
  ['dpia', 21],
  ['iama', 63],
] as const) {
  const path = `${DATA}/algorithms/${file}.schema.json`
  const skip = existsSync(path) ? false : `${path} is not there`
  test(
    `the set ${file} of the Dutch government is read part by part, in its order`,
    { skip },
    () => {
      const json = readFileSync(path, 'utf8')
      const parts = partsFrom(json)
      assert.ok(Array.isArray(parts))
      const all = parts.flatMap((one: (typeof parts)[number]) => one.questions)
      assert.equal(all.length, questions)
      const codes = Object.keys(JSON.parse(json).properties)
      assert.deepEqual(new Set(all.map(({ code }) => code)), new Set(codes))
      assert.ok(all.every(({ id }) => /^q\d+$/.test(id)))
    },
  )
}
