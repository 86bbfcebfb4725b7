import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Content, mediaOf, resultLines, resultsOf, standardsMissing } from './model.ts'
import { mayAdopt, mayApprove, mayConfirm, mayPublish, maySendBack, mayWrite } from './rules.ts'

const content: Content = {
  ...{
    title: 'Laptops',
    language: 'en',
    summary: 'Libraries lend laptops.',
    problem: 'None.',
    done: 'Lent.',
  },
  ...{ forWhom: 'All', principles: ['access'], stage: 'running', from: null, until: null },
  ...{ cost: 'none', staff: null, results: [], failed: null, advice: null, quote: null },
  ...{ quoteBy: null, legal: null, software: null, datasets: null, media: [], goals: [] },
  ...{ contact: 'office@grenoble.example', languages: [], licence: 'CC-BY-SA-4.0', ai: null },
}
const approving = (more: Partial<Content>, acts = true) =>
  mayApprove.reasons({ acts, state: 'draft', content: { ...content, ...more } })

test('who does not act for the city writes nothing for it, and a city that never signed neither', () => {
  assert.deepEqual(mayWrite.reasons({ acts: false, standing: 'member' }), ['not-your-city'])
  for (const standing of ['member', 'historic', 'on_hold'])
    assert.deepEqual(mayWrite.reasons({ acts: true, standing }), [])
  for (const standing of [null, 'withdrawn', 'ended'])
    assert.deepEqual(mayWrite.reasons({ acts: true, standing }), ['not-a-member'])
})

test('a practice that failed says what did not work and when it ended', () => {
  assert.deepEqual(approving({ stage: 'failed' }), ['failure-untold', 'end-missing'])
  assert.deepEqual(approving({ stage: 'failed', failed: 'Nobody came.', until: '2025' }), [])
  assert.deepEqual(approving({ stage: 'ended' }), ['end-missing'])
  assert.deepEqual(approving({}), [])
  assert.deepEqual(approving({}, false), ['not-your-city'])
})

test('a draft that began as an answer elsewhere is approved when everything is written that a practice says', () => {
  for (const more of [
    ...[{ title: 'x' }, { summary: 'Short.' }, { problem: '' }, { done: '' }, { forWhom: '' }],
    ...[{ contact: '' }, { principles: [] }],
  ])
    assert.deepEqual(approving(more), ['unfinished'], JSON.stringify(more))
})

test('where a machine decides, each of the six standards is answered and the register is linked', () => {
  const five = ['fairness', 'openness', 'safety', 'privacy', 'sustainability']
  const said = (names: string[]) => Object.fromEntries(names.map((name) => [name, 'We do.']))
  const ai = { register: null, standards: said(five) }
  assert.deepEqual(standardsMissing({ ai }), ['accountability'])
  assert.deepEqual(approving({ ai }), ['standards-missing', 'register-missing'])
  const whole = { register: 'https://x.example/1', standards: said([...five, 'accountability']) }
  assert.deepEqual(approving({ ai: whole }), [])
})

test('nothing is approved twice, published unchecked, or sent back when the city has not approved it', () => {
  assert.deepEqual(mayApprove.reasons({ acts: true, state: 'approved', content }), ['not-a-draft'])
  assert.deepEqual(mayPublish.reasons({ state: 'approved', checked: false }), ['not-checked'])
  assert.deepEqual(mayPublish.reasons({ state: 'draft', checked: true }), ['not-approved'])
  assert.deepEqual(mayPublish.reasons({ state: 'approved', checked: true }), [])
  assert.deepEqual(maySendBack.reasons({ state: 'draft' }), ['not-approved'])
})

test('only what is published and not archived can be said to be still true', () => {
  const kept = { acts: true, published: true, archived: false }
  assert.deepEqual(mayConfirm.reasons(kept), [])
  assert.deepEqual(mayConfirm.reasons({ ...kept, published: false }), ['not-published'])
  assert.deepEqual(mayConfirm.reasons({ ...kept, archived: true }), ['already-archived'])
})

test('a city reuses a published practice of another one, once, and not before today', () => {
  const facts = {
    ...{ acts: true, standing: 'member', own: false, published: true, adopted: false },
    ...{ since: '2026-03-02', today: '2026-03-02' },
  }
  assert.deepEqual(mayAdopt.reasons(facts), [])
  assert.deepEqual(mayAdopt.reasons({ ...facts, own: true }), ['own-practice'])
  assert.deepEqual(mayAdopt.reasons({ ...facts, adopted: true }), ['already-adopted'])
  assert.deepEqual(mayAdopt.reasons({ ...facts, since: '2026-03-03' }), ['in-the-future'])
  assert.deepEqual(mayAdopt.reasons({ ...facts, published: false }), ['not-published'])
})

test('a number without a day and a source is no result, and a film without a transcript is refused', () => {
  const line = '12,5 % | of homes | 2025-12-31 | https://x.example/r'
  const read = resultsOf(`\n${line}\n`)
  assert.ok(read !== 'unreadable')
  assert.equal(resultLines(read), line)
  for (const wrong of [
    'many | homes | 2025-12-31 | https://x.example',
    '12 | homes | 2025-02-30 | https://x.example',
    '12 | homes | 2025-12-31',
    '12 | homes | 2025-12-31 | javascript:alert(1)',
    '12 | | 2025-12-31 | https://x.example',
  ])
    assert.equal(resultsOf(wrong), 'unreadable', wrong)
  assert.equal(mediaOf('https://x.example/film'), 'unreadable')
  assert.deepEqual(mediaOf('https://x.example/film | https://x.example/words'), [
    { url: 'https://x.example/film', transcript: 'https://x.example/words' },
  ])
  assert.deepEqual(resultsOf(undefined), [])
})
