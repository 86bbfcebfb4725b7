import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import coalition from '#hub/coalition'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { change, leave, list } from './actions.ts'
import partners from './service.ts'

let city: TestCity
let secretariat: Somebody
before(async () => {
  city = await openCity([account, record, coalition, partners])
  secretariat = await city.official('sofia', 'secretariat')
})
after(() => city.close())

test('a partner has a profile with its role, and is said not to be a city', async () => {
  const { partner } = await secretariat.does(list, {
    name: 'UN-Habitat',
    kind: 'un-body',
    role: 'Lends its halls.',
    since: '2018-11',
  })
  assert.equal(partner, 'un-habitat')
  const page = await city.anybody.opens('/partners/un-habitat')
  assert.match(page.text, /Lends its halls/)
  assert.match(page.text, /Counted as a city<\/dt><dd>Never/)
  assert.doesNotMatch(page.text, /⟦/)
  const [entry] = await city.rows(
    sql`select d as body, by from record.outbox where t = 'partners.listed'`,
  )
  assert.deepEqual(entry, {
    body: { partner: 'un-habitat', name: 'UN-Habitat', kind: 'un-body' },
    by: 'role:secretariat',
  })
})

test('the same partner is not listed twice, whatever the capitals', async () => {
  await assert.rejects(
    secretariat.does(list, { name: 'un-habitat', kind: 'network' }),
    /already-listed/,
  )
})

test('a role in another language is added and the first one stays', async () => {
  await secretariat.does(change, {
    partner: 'un-habitat',
    kind: 'un-body',
    role: 'Presta sus salas.',
    language: 'es',
  })
  assert.match(
    (await city.anybody.opens('/partners/un-habitat?language=es')).text,
    /Presta sus salas/,
  )
  assert.match((await city.anybody.opens('/partners/un-habitat')).text, /Lends its halls/)
})

test('a partner that left keeps its page and says so; it cannot leave twice', async () => {
  await secretariat.does(leave, { partner: 'un-habitat' })
  assert.match((await city.anybody.opens('/partners/un-habitat')).text, /Left on/)
  await assert.rejects(secretariat.does(leave, { partner: 'un-habitat' }), /already-left/)
})

test('nobody but the secretariat keeps the list', async () => {
  const amina = await city.resident('amina')
  await assert.rejects(
    amina.does(list, { name: 'Amina', kind: 'network' }),
    /people.who.partners.write/,
  )
  assert.equal((await amina.opens('/partners/new')).status, 403)
  assert.equal((await city.anybody.opens('/partners/nobody')).status, 404)
})
