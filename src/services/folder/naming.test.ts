import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basisIn } from '#core/vault'
import { everyPurpose, saying } from '#test/declared-purposes'
import { className, reasonLabel } from './naming.ts'

const say = saying('en')

test('a legal basis that the law repeats is said once', () => {
  assert.equal(basisIn({ gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' }, say), 'GDPR art. 6(1)(a)')
  const both = { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 4' }
  assert.equal(basisIn(both, say), 'GDPR art. 6(1)(e); Public Space Ordinance 4/2025, art. 4')
})

test('a program gives a reason, and an official says it in their own words', () => {
  const actor = (kind: 'system' | 'official') => ({ actor: { kind } })
  assert.equal(reasonLabel(actor('system'), say), 'Reason')
  assert.equal(reasonLabel(actor('official'), say), 'In their own words')
})

test('every kind of data that is kept together has a name', () => {
  const classes = new Set(everyPurpose.flatMap(({ fields }) => fields.map((one) => one.class)))
  for (const one of classes) {
    assert.ok(say.has(`folder.class.${one}`), one)
    assert.ok(className(one, say))
  }
})
