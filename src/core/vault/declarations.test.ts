/**
 * Proofs for the compiler: each `@ts-expect-error` fails the type check when the line below it
 * would pass.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { Channel, Purpose, Readers } from './index.ts'
import { birthDate, contactEmail, contactName, field, Personal, purpose, reveal } from './index.ts'
import { promise } from '#test/promise'

const spec = {
  version: 1,
  basis: { gdpr: '6(1)(e)', law: 'Ordinance 4/2025' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
} as const

const contactBack = purpose({ ...spec, id: 'reports.contact-back', fields: [contactEmail] })
const permits = purpose({ ...spec, id: 'permits.applicant', fields: [contactName, birthDate] })
const context = {
  actor: { kind: 'system', ref: null, permissions: [], unit: null, badge: null },
  at: '2026-03-02T09:00:00.000Z',
} as const

/** Never called: it only has to be refused by the compiler where it says so. */
export async function proofs(
  reports: Channel<'reports'>,
  personal: Readers<{ contactBack: typeof contactBack }>,
): Promise<void> {
  const answer = await reports.read(contactBack, 'ref', context)
  const email: Personal<string, 'reports.contact-back'> | undefined = answer['contact.email']
  // @ts-expect-error a field that the purpose does not declare
  void answer['contact.name']
  // @ts-expect-error another service's purpose
  await reports.read(permits, 'ref', context)
  const written = { ...spec, id: 'reports.contact-back', fields: [contactEmail] } as const
  // @ts-expect-error a purpose that was only written down, never declared
  await reports.read(written, 'ref', context)
  // @ts-expect-error a field the purpose does not have cannot be asked for
  await reports.read(contactBack, 'ref', { ...context, fields: ['contact.name'] })
  // @ts-expect-error a purpose that is not among those declared here
  await personal.marketing('ref')
  // @ts-expect-error a personal value is no text
  const text: string = email
  // @ts-expect-error a field that was only written down
  purpose({ ...spec, id: 'reports.forged', fields: [{ name: 'contact.email', kind: 'email' }] })
  // @ts-expect-error a purpose belongs to a service
  purpose({ ...spec, id: 'nobody', fields: [contactEmail] })
  // @ts-expect-error a forged purpose
  const forged: Purpose = written
  void [text, forged]
}

test('a service declares a field of its own once, and nobody changes it afterwards', () => {
  const allergy = field.text('care.allergy', { class: 'care', pd: 'pd:Health', special: 'art9' })
  assert.deepEqual([allergy.name, allergy.kind, allergy.special], ['care.allergy', 'text', 'art9'])
  assert.throws(() => Object.assign(allergy, { class: 'contact' }))
  assert.throws(() => Object.assign(contactBack, { version: 2 }))
})

test('a personal value cannot be seen in a log, in JSON or in a page', () => {
  promise('P2.4')
  const value = new Personal('amina@example.org', 'reports.contact-back', ['mail'])
  const seen = [
    String(value),
    `${value}`,
    JSON.stringify({ value }),
    inspect({ value }),
    value + '',
  ]
  for (const text of seen) {
    assert.ok(text.includes('‹personal›'), text)
    assert.ok(!text.includes('amina'), text)
  }
  assert.deepEqual(Object.values(value), ['reports.contact-back'])
})

test('a value is revealed to the sinks its purpose names, and to no other', () => {
  const value = new Personal('amina@example.org', 'reports.contact-back', ['mail'])
  assert.equal(reveal(value, 'mail'), 'amina@example.org')
  assert.throws(() => reveal(value, 'staff-view'), /does not name the sink staff-view/)
})
