import assert from 'node:assert/strict'
import { test } from 'node:test'
import { added, type Facts, filled, mayPublishTemplate, unknownIn } from './model.ts'

const facts: Facts = {
  number: 'R-1029',
  category: 'Lamp {unit}',
  place: null,
  unit: 'Lighting',
  promised: '6 March 2026',
  due: '6 March 2026',
}

test('places are filled once: what a report brings along is never filled again', () => {
  assert.equal(
    filled('{number}: {category} by { due }', facts),
    'R-1029: Lamp {unit} by 6 March 2026',
  )
})

test('a fact that a report has not leaves a mark that whoever answers sees', () => {
  assert.equal(filled('At {place}', facts), 'At …')
})

test('a name or an address has no place to stand in, and such words are not offered', () => {
  const text = 'Dear {name} {email}, {number} {name}'
  assert.deepEqual(unknownIn(text), ['name', 'email'])
  const asked = { unknown: unknownIn(text), withdrawn: false, isPublished: false }
  assert.deepEqual(mayPublishTemplate.reasons(asked), ['unknown-placeholder'])
  assert.deepEqual(mayPublishTemplate.reasons({ ...asked, unknown: [] }), [])
})

test('prepared words follow what was typed', () => {
  assert.equal(added('Good morning. \n', 'We come.'), 'Good morning.\n\nWe come.')
  assert.equal(added('  ', 'We come.'), 'We come.')
})
