/** A purpose that changes under its version stops the build, however often the reference is made again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promise } from '#test/promise'
import { contactEmail, contactName, purpose } from '#core/vault'
import { keptPurposes } from './reference/purposes.ts'

const contact = purpose({
  id: 'reports.contact-back',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'Ordinance 4/2025' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
})
const { text: before } = keptPurposes('', [contact])

test('a purpose that changes without a new version fails the build; with one, both stay written down', () => {
  promise('P2.1')
  assert.deepEqual(keptPurposes(before, [contact]), { text: before, changed: [] })
  for (const changed of [
    { ...contact, fields: [contactEmail, contactName] },
    { ...contact, basis: { ...contact.basis, law: 'Ordinance 5/2026' } },
    { ...contact, recipients: ['an advertiser'] },
  ]) {
    const same = purpose(changed)
    assert.deepEqual(keptPurposes(before, [same]).changed, ['reports.contact-back, version 1'])
    assert.equal(keptPurposes(before, [same]).text, before, 'it is not taken over')
    const next = keptPurposes(before, [purpose({ ...changed, version: 2 })])
    assert.deepEqual(next.changed, [])
    assert.ok(next.text.startsWith(before.trimEnd()) && next.text.split('\n').length === 3)
  }
})

test('a purpose that is declared no more may not come back as another', () => {
  assert.equal(keptPurposes(before, []).text, before)
  const other = purpose({ ...contact, scope: 'self', actors: ['self'] })
  assert.equal(keptPurposes(keptPurposes(before, []).text, [other]).changed.length, 1)
})
