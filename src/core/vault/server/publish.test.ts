import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refusal } from '#core/kernel'
import { promise } from '#test/promise'
import { contactName, contactPhone, field } from '../field.ts'
import { purpose } from '../purpose.ts'
import { contactBack, declared, openTrial, ownContact, reading, type Trial } from '../testing.ts'

let vault: Trial
before(async () => {
  vault = await openTrial()
})
after(() => vault.close())

test('publishing the same again changes nothing', async () => {
  const ref = await vault.someone('R-1')
  await vault.publish('reports', [ownContact, contactBack])
  assert.ok(await vault.ask('reports', 'read', reading(ref)))
})

test('a purpose that changed without a new version is refused', async () => {
  promise('P2.43')
  const wider = purpose({ ...contactBack, fields: [...contactBack.fields, contactPhone] })
  for (const changed of [wider, purpose({ ...contactBack, recipients: ['an advertiser'] })]) {
    await assert.rejects(vault.publish('reports', [changed]), (failure: unknown) => {
      assert.ok(failure instanceof Refusal)
      assert.deepEqual(failure.reasons, [
        { code: 'vault.purpose-changed', values: { purpose: contactBack.id, version: 1 } },
      ])
      return true
    })
  }
})

test('with a new version the old one is no longer read for', async () => {
  const ref = await vault.someone('R-2')
  const second = purpose({ ...contactBack, version: 2 })
  await vault.publish('reports', [second, ownContact])
  await assert.rejects(
    vault.ask('reports', 'read', reading(ref, { case: 'R-2' })),
    /purpose-retired/,
  )
  assert.ok(await vault.ask('reports', 'read', reading(ref, { case: 'R-2', version: 2 })))
})

test('a service publishes its own purposes only, with all their fields', async () => {
  await assert.rejects(vault.publish('permits', [contactBack]), /foreign-purpose/)
  const { purposes } = declared([contactBack]) as { purposes: object[] }
  await assert.rejects(
    vault.ask('reports', 'publish', { fields: [], purposes }),
    /field-undeclared/,
  )
})

const allergy = field.text('care.allergy', { class: 'care', pd: 'pd:Health', special: 'art9' })
const care = purpose({ ...contactBack, id: 'reports.care', fields: [allergy], dpia: 'D-1' })

test('nobody makes a special category an ordinary one, nor what is restricted another class, by declaring it anew', async () => {
  promise('P2.43')
  await vault.publish('reports', [care, contactBack])
  const plain = field.text('care.allergy', { class: 'care', pd: 'pd:Health' })
  const elsewhere = field.email('contact.email', { class: 'news', pd: 'pd:EmailAddress' })
  await vault.someone('R-5')
  for (const one of [plain, elsewhere]) {
    const other = purpose({ ...contactBack, id: 'permits.applicant', fields: [one] })
    await assert.rejects(vault.publish('permits', [other]), (failure: unknown) => {
      assert.ok(failure instanceof Refusal, String(failure))
      const values = { field: one.name }
      assert.deepEqual(failure.reasons, [{ code: 'vault.field-changed', values }])
      return true
    })
  }
})

test('what is derived of a special category is one itself', async () => {
  const until = field.date('care.relapseDate', { class: 'care', pd: 'pd:Health', special: 'art9' })
  assert.equal(field.day(until, 'ahead').special, 'art9')
  const sly = { ...field.day(until, 'ahead'), special: undefined }
  const spec = { ...contactBack, id: 'permits.care', fields: [sly.name] }
  await assert.rejects(
    vault.ask('permits', 'publish', { fields: [until, sly], purposes: [spec] }),
    /field-changed/,
  )
})

test('only what is hard to guess may be found by a keyed hash, and never a special category', async () => {
  for (const spec of [{}, { special: 'art9' }] as const) {
    const of = { class: 'care', pd: 'pd:Health', index: 'exact', ...spec } as const
    assert.throws(() => field.text('care.blood-group', of), /is easy to guess/)
    assert.throws(() => field.date('care.relapseDay', of), /is easy to guess/)
  }
  const of = { class: 'care', pd: 'pd:Health', special: 'art9', index: 'exact' } as const
  assert.throws(() => field.email('care.patientEmail', of), /is easy to guess/)
  const forged = { ...contactName, index: 'exact' }
  const purposes = [{ ...contactBack, id: 'permits.name', fields: [forged.name] }]
  await assert.rejects(
    vault.ask('permits', 'publish', { fields: [forged], purposes }),
    /field-changed/,
  )
})
