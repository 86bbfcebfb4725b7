/** An emergency in a whole city: who reads without a case cannot do it quietly. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { service } from '#core/service'
import { contactEmail, purpose } from '#core/vault'
import account from '#services/account'
import folder from '#services/folder'
import home from '#services/home'
import { openCity, type TestCity } from '#test/city'

const danger = purpose({
  id: 'rescue.danger',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(d)', law: 'Civil Protection Act, art. 7' },
  scope: 'case',
  actors: ['official:rescue.read'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  emergency: true,
  sinks: ['staff-view'],
})
const rescue = service({
  name: 'rescue',
  right: 2,
  uses: [],
  actions: [],
  pages: [],
  purposes: [danger],
  texts: { en: {}, es: {}, ar: {} },
})

let city: TestCity
before(async () => {
  city = await openCity([home, account, folder, rescue])
})
after(() => city?.close())

test('whoever reads in an emergency is named to the person and to the officer within a minute', async () => {
  const amina = await city.resident('amina')
  const at = city.city.clock()
  const channel = city.city.channel('rescue')
  const ref = await channel.refOf(amina.ref)
  const actor = { kind: 'official', ref: 'rescuer', permissions: ['rescue.read'] } as const
  const fresh = { ...actor, unit: null, badge: '4-7F', freshAt: at }
  const reason = 'A person lies in the street'
  await city.work()
  await channel.read(danger, ref, { actor: fresh, at, emergency: true, reason })
  city.later(60_000)
  await city.work()
  const letters = await city.letters()
  assert.deepEqual(letters.map(({ to, subject }) => [to, subject]).toSorted(), [
    ['amina@luzarra.example', 'Your data were read in an emergency'],
    ['privacy@luzarra.example', 'Emergency reading for rescue.danger'],
  ])
  const officers = letters.find(({ to }) => to.startsWith('privacy'))
  assert.ok(!officers?.text.includes('amina'), 'the officer is not told who')
  city.later(60_000)
  await city.work()
  assert.equal((await city.letters()).length, 2, 'nobody is told twice')
})
