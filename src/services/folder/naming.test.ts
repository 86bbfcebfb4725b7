import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basisIn } from '#core/vault'
import { everyPurpose, saying } from '#test/declared-purposes'
import { className, heldAs, reasonLabel, sourceIn, valueIn } from './naming.ts'

const say = saying('en')

test('a legal basis that the law repeats is said once', () => {
  assert.equal(basisIn({ gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' }, say), 'GDPR art. 6(1)(a)')
  assert.equal(basisIn({ gdpr: '15', law: 'GDPR art. 15, 20' }, say), 'GDPR art. 15, 20')
  const other = { gdpr: '15', law: 'GDPR art. 151' }
  assert.equal(basisIn(other, say), 'GDPR art. 15; GDPR art. 151')
  const both = { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 4' }
  assert.equal(basisIn(both, say), 'GDPR art. 6(1)(e); Public Space Ordinance 4/2025, art. 4')
})

test('a program gives a reason, and an official says it in their own words', () => {
  const actor = (kind: 'system' | 'official') => ({ actor: { kind } })
  assert.equal(reasonLabel(actor('system'), say), 'Reason')
  assert.equal(reasonLabel(actor('official'), say), 'In their own words')
})

test('what an official wrote is not said to come from the person', () => {
  const letter = { field: 'request.letter', module: 'protection' }
  assert.match(sourceIn(letter, say), /^The city/)
  assert.match(sourceIn({ ...letter, field: 'request.wish' }, say), /^You/)
  assert.match(sourceIn({ field: 'contact.phone', module: null }, say), /^You/)
})

test('a value says for which request or thread it was kept, and a day and a district are words', () => {
  const held = { field: 'request.letter', module: 'protection', item: null }
  assert.match(heldAs({ ...held, case: 'P-2' }, say), /\(your request P-2\)$/)
  const message = { field: 'message.written', module: 'messages', case: null, item: 'M-7/3' }
  assert.match(heldAs(message, say), /\(your messages M-7\)$/)
  assert.doesNotMatch(heldAs({ ...held, case: null }, say), /\(/)
  const districts = new Map([['cerro-faro', 'Cerro del Faro']])
  assert.equal(valueIn('residence.homeDistrict', districts, say)('cerro-faro'), 'Cerro del Faro')
  assert.match(valueIn('residence.residentUntil', districts, say)('2028-11-20'), /20 November 2028/)
  assert.equal(valueIn('contact.name', districts, say)('Amina'), 'Amina')
})

test('every kind of data that is kept together has a name', () => {
  const classes = new Set(everyPurpose.flatMap(({ fields }) => fields.map((one) => one.class)))
  for (const one of classes) {
    assert.ok(say.has(`folder.class.${one}`), one)
    assert.ok(className(one, say))
  }
})
