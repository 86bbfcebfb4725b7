import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refusal } from '#core/kernel'
import { contactPhone } from '../field.ts'
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
