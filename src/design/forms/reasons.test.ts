import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from '#core/pages'
import { idOf, nameOf, reasonAt, typed } from './reasons.ts'

const problem: Problem = {
  kind: 'invalid',
  action: 'reports.send',
  reasons: [
    { code: 'required', field: 'answers.lamp' },
    { code: 'invalid_value', field: 'harms.1' },
  ],
  values: {
    title: 'Lamp',
    'answers[lamp]': '7',
    'harms[]': ['fall'],
    place: { street: 'Salt Quay' },
  },
}

test('what was typed is found again, however the form had named it', () => {
  const value = (path: string) => typed(problem, 'reports.send', path)
  assert.equal(value('title'), 'Lamp')
  assert.equal(value('answers.lamp'), '7')
  assert.deepEqual(value('harms'), ['fall'])
  assert.equal(value('place.street'), 'Salt Quay')
  assert.equal(value('toString'), undefined)
  assert.equal(value('place.constructor'), undefined)
})

test('a problem with one action says nothing about another form on the page', () => {
  assert.equal(typed(problem, 'reports.withdraw', 'title'), undefined)
  assert.equal(reasonAt(problem, 'reports.withdraw', 'harms'), undefined)
})

test('a fault in one choice of a list is shown at the list', () => {
  assert.equal(reasonAt(problem, 'reports.send', 'harms')?.code, 'invalid_value')
  assert.equal(reasonAt(problem, 'reports.send', 'answers.lamp')?.code, 'required')
})

test('a field inside a group has a name the door understands and an id a link can lead to', () => {
  assert.equal(nameOf('answers.lamp'), 'answers[lamp]')
  assert.equal(idOf('reports.send', 'answers.lamp'), 'reports-send-answers-lamp')
})
