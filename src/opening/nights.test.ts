/** One night of a whole city: a resident takes a proof of who read along, and checks it elsewhere. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { checkProof, parsePolicy, proofFrom } from '#core/record/log'
import { service } from '#core/service'
import { contactEmail, purpose } from '#core/vault'
import account from '#services/account'
import folder from '#services/folder'
import home from '#services/home'
import record from '#services/record'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { retire, sealNight } from './nights.ts'

const call = purpose({
  id: 'rescue.call',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'Civil Protection Act, art. 7' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
})
const rescue = service({
  name: 'rescue',
  right: 2,
  uses: [],
  actions: [],
  pages: [],
  purposes: [call],
  texts: { en: {}, es: {}, ar: {} },
})
const actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

let city: TestCity
before(async () => {
  city = await openCity([home, account, folder, record, rescue])
})
after(() => city?.close())

const entries = (kind: string) =>
  city.rows(sql`select d, by from record.outbox where t = ${kind} order by id`)

test('the proof of a reading verifies against the record alone', async () => {
  promise('P2.3', 'P2.11')
  const amina = await city.resident('amina')
  const [channel, mine] = [city.city.channel('rescue'), city.city.channel('folder')]
  const [ref, inFolder] = [await channel.refOf(amina.ref), await mine.refOf(amina.ref)]
  const at = city.city.clock()
  const values = { 'contact.email': 'amina@example.org' }
  await channel.keep('b', ref, values, [{ purpose: call.id, case: 'R-1' }], at)
  await channel.confirm('b')
  for (let n = 0; n < 11; n += 1) await channel.read(call, ref, { actor, at, case: 'R-1' })
  city.later(86_400_000)
  const night = city.city.clock()
  assert.equal(await sealNight(city.city, night), 1)
  assert.equal(await sealNight(city.city, night), 0)
  const [entry, ...more] = await entries('access.batch')
  assert.deepEqual(more, [])
  assert.equal(entry?.['by'], 'operator')
  const [access] = await mine.accesses(inFolder, { limit: 1 })
  const leaf = await mine.rights.proof(inFolder, access?.id ?? '', night)
  assert.ok(leaf)
  assert.equal(await city.city.record.prove('access', leaf), undefined, 'no checkpoint covers it')
  await city.city.record.step()
  const file = await city.city.record.prove('access', leaf)
  const proof = proofFrom(Buffer.from(file?.bytes ?? []).toString())
  assert.ok(proof)
  const [vkey] = city.city.record.vkeys()
  const proven = checkProof(proof, parsePolicy(`log ${vkey}\nquorum none\n`))
  const said = proven.payload as { id: string; purpose: string }
  assert.deepEqual([said.id, said.purpose], [access?.id, call.id])
})

test('a year after the case closed its data are erased at night, and the record says that it was done', async () => {
  const channel = city.city.channel('rescue')
  await channel.revoke(null, 'R-1', city.city.clock())
  city.later(364 * 86_400_000)
  assert.equal(await retire(city.city, city.city.clock()), 0)
  assert.deepEqual(await entries('retention.run'), [])
  city.later(2 * 86_400_000)
  assert.equal(await retire(city.city, city.city.clock()), 1)
  const [run] = await entries('retention.run')
  assert.deepEqual(run?.['d'], { day: '2027-03-04', atLeast: 0 })
  assert.equal(run?.['by'], 'retention')
})
