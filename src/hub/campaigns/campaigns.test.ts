import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import { launch, pledge, report } from './actions.ts'
import campaigns from './service.ts'
import { promise } from '#test/promise'

let city: TestCity
let secretariat: Somebody
let grenoble: Somebody
before(async () => {
  city = await openCity([account, record, coalition, declaration, endorsements, cities, campaigns])
  secretariat = await city.official('sofia', 'secretariat')
  for (const name of ['Grenoble', 'Lyon'])
    await secretariat.does(hubCan('cities.list'), { name, country: 'FR' })
  await city.work()
  grenoble = await city.official('gita', 'city-official', 'grenoble-fr')
})
after(() => city?.close())

const typed = {
  ...{ language: 'en', name: '3 cities in 10 days', about: 'Cities join.', target: 3, baseline: 1 },
  ...{ starts: '2026-03-01', days: 10, zone: 'Europe/Madrid', field: 'city' },
  kinds: 'endorsements.taken-in',
  where: 'state=member',
}
const promised = {
  ...{ campaign: '3-cities-in-10-days', city: 'grenoble-fr', text: 'A clause in each contract.' },
  ...{ measure: 'contracts with the clause', goal: 40, due: '2026-12-31' },
  ...{ authority: 'City council', decision: 'https://grenoble.example/decision' },
}
const opens = (path: string) => city.anybody.opens(path)
const counted = async () =>
  (await opens('/api/campaigns/3-cities-in-10-days')).json<{ count: number }>().count
const entries = (kind: string) =>
  city.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)

test('a campaign is launched with everything that is needed to count it again on the record', async () => {
  const answer = await secretariat.posts('/campaigns/new/launch', {
    ...typed,
    target: '3',
    baseline: '1',
    days: '10',
  })
  assert.equal(answer.headers['location'], '/campaigns/3-cities-in-10-days')
  const [entry] = await entries('campaigns.launched')
  const { language: _, about: __, kinds, field, where: ___, name, ...rest } = typed
  const rule = { kinds: [kinds], field, where: [{ field: 'state', is: 'member' }] }
  const body = { campaign: '3-cities-in-10-days', title: name, ...rest, rule }
  assert.deepEqual(entry, { body, by: 'role:secretariat' })
  await assert.rejects(secretariat.does(launch, typed), /already-launched/)
  await assert.rejects(grenoble.does(launch, typed), /people.who.campaigns.launch/)
})

test('the number is counted from the record: it moves when a city joins, and nobody can type it', async () => {
  promise('P6.10')
  assert.equal(await counted(), 1)
  await madeMember(city, 'grenoble-fr')
  assert.equal(await counted(), 2)
  const page = await opens('/campaigns/3-cities-in-10-days')
  assert.match(page.text, /Day 2 of 10: 2 of 3. Needed per day from now on: 0.2/)
  assert.match(page.text, /cityright verify .*\/record --campaign 3-cities-in-10-days/)
  for (const language of ['en', 'es', 'ar'])
    assert.doesNotMatch((await opens(`/campaigns?language=${language}`)).text, /⟦/)
})

test('a city pledges what can be measured, and says how far it is, with a source', async () => {
  const lyon = await city.official('luc', 'city-official', 'lyon-fr')
  await assert.rejects(lyon.does(pledge, promised), /not-your-city/)
  await assert.rejects(lyon.does(pledge, { ...promised, city: 'lyon-fr' }), /not-a-member/)
  await assert.rejects(
    grenoble.does(report, {
      ...{ campaign: promised.campaign, city: 'grenoble-fr', value: 1 },
      source: 'https://grenoble.example/1',
    }),
    /not-pledged/,
  )
  await grenoble.does(pledge, promised)
  await assert.rejects(grenoble.does(pledge, promised), /already-pledged/)
  const sent = await grenoble.posts('/campaigns/3-cities-in-10-days/report', {
    ...{ city: 'grenoble-fr', value: '12', source: 'https://grenoble.example/register' },
  })
  assert.equal(sent.status, 303)
  assert.match((await opens('/campaigns/3-cities-in-10-days')).text, /12 of 40/)
  assert.match((await opens('/cities/grenoble-fr/pledges')).text, /12 of 40/)
  const [entry] = await entries('campaigns.pledged')
  assert.equal(Object(entry?.['body']).goal, 40)
})

test('after the last day the result is frozen, also when more cities join', async () => {
  promise('P6.10')
  city.today('2026-03-10T22:59:00.000Z')
  await city.work()
  assert.deepEqual(await entries('campaigns.closed'), [])
  city.today('2026-03-10T23:30:00.000Z')
  await city.work()
  const body = { campaign: '3-cities-in-10-days', count: 2, target: 3, reached: false }
  assert.deepEqual(await entries('campaigns.closed'), [{ body, by: 'operator' }])
  await madeMember(city, 'lyon-fr')
  city.later(7_200_000)
  await city.work()
  assert.equal((await entries('campaigns.closed')).length, 1)
  assert.match((await opens('/campaigns/3-cities-in-10-days')).text, /Missed: 2 of 3/)
  const gita = await city.official('guy', 'city-official', 'grenoble-fr')
  await assert.rejects(gita.does(pledge, promised), /not-running/)
})
