import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { findingOf, lampRegister, memberCity } from '#test/promised'
import { begin, claim, handIn } from './actions.ts'
import { promise } from '#test/promise'

let hub: TestCity
let gaston: Somebody
let tom: Somebody
let city: string
let number: number

before(async () => {
  hub = await openCity()
  const secretariat = await hub.official('sofia', 'secretariat')
  city = await memberCity(hub, secretariat, 'Grenoble')
  const toronto = await memberCity(hub, secretariat, 'Toronto')
  gaston = await hub.official('gaston', 'city-official', city)
  tom = await hub.official('tom', 'city-official', toronto)
  await findingOf(hub, { city, item: 'S73', level: 'E3' })
  await findingOf(hub, { city, item: 'S71', level: 'E1' })
  number = (await gaston.does(hubCan('commitments.promise'), { ...lampRegister, city })).number
})
after(() => hub.close())

const claims = {
  access: '0',
  privacy: '3',
  transparency: '1',
  participation: '0',
  openness: '0',
} as const
const report = () =>
  hub.rows(sql`select claims, derived, seen, handed_in_at from assessments.report
    where city = ${city} order by half desc`)

test('nobody writes the report of another city', async () => {
  await assert.rejects(tom.does(begin, { city }), /not-your-city/)
  await assert.rejects(tom.does(claim, { city, step: 'tools', claims }), /not-your-city/)
  assert.equal((await tom.opens(`/assessments/${city}/report`)).status, 403)
  await assert.rejects(gaston.does(claim, { city, step: 'tools', claims }), /not-begun/)
  await assert.rejects(gaston.does(handIn, { city }), /not-begun/)
})

test('a report begins with what the evidence shows and the promises say', async () => {
  await gaston.does(begin, { city })
  const [draft] = await report()
  const filled = draft?.['claims'] as Record<string, Record<string, string>>
  assert.equal(filled['tools']?.['privacy'], '3')
  assert.equal(filled['foundations']?.['privacy'], '2')
  assert.equal(filled['tools']?.['transparency'], '1')
  assert.equal(filled['tools']?.['openness'], '0')
  const page = await gaston.opens(`/assessments/${city}/report/tools`)
  assert.match(page.text, /Follows from the evidence: 3: in operation/)
  assert.doesNotMatch(page.text, /⟦/)
})

test('each part is saved by itself, and a draft is nobody else’s business', async () => {
  await gaston.does(claim, { city, step: 'tools', claims: { ...claims, openness: '3' } })
  const [draft] = await report()
  assert.deepEqual(draft?.['seen'], ['tools'])
  await gaston.does(begin, { city })
  const kept = (await report())[0]?.['claims'] as Record<string, Record<string, string>>
  assert.equal(kept['tools']?.['openness'], '3')
  assert.equal((await report()).length, 1)
  assert.match((await hub.anybody.opens(`/assessments/${city}`)).text, /has not reported yet/)
})

test('a report is handed in once every part was looked at, the commitments too', async () => {
  const no = /parts-not-seen.*commitments-not-seen/
  await assert.rejects(gaston.does(handIn, { city }), no)
  for (const step of ['foundations', 'structures'] as const)
    await gaston.does(claim, { city, step, claims })
  await assert.rejects(gaston.does(handIn, { city }), /commitments-not-seen/)
  const prepare = hubCan('commitments.prepare')
  const said = { city, status: { [number]: 'complete' }, text: { [number]: '' } }
  await assert.rejects(gaston.does(prepare, said), /complete-without-evidence/)
  await gaston.does(prepare, { ...said, status: { [number]: 'limited' } })
  assert.match((await hub.anybody.opens(`/commitments/${number}`)).text, /Nothing said yet/)
  await gaston.does(handIn, { city })
  await hub.work()
  const page = (await hub.anybody.opens(`/commitments/${number}`)).text
  assert.match(page, /Limited/)
  const [entry] = await hub.rows(
    sql`select by from record.outbox where t = 'commitments.stated' order by id desc`,
  )
  assert.equal(entry?.['by'], 'role:city-official')
  const [heard] = await hub.rows(sql`select report_at is not null as reported, harvest_at as harvest
    from endorsements.heard where city = ${city}`)
  assert.deepEqual(heard, { reported: true, harvest: null }, 'a report is a sign of life')
  await assert.rejects(gaston.does(handIn, { city }), /reported-already/)
  await assert.rejects(gaston.does(claim, { city, step: 'tools', claims }), /reported-already/)
})

test('claim and derived level stand side by side, on the page and on the record', async () => {
  const page = (await hub.anybody.opens(`/assessments/${city}`)).text
  const tools = page.slice(page.indexOf('id="tools"'))
  const openness = hub.city.say('en')('declaration.principle.openness')
  const row = tools.slice(tools.indexOf(`<th scope="row">${openness}</th>`))
  assert.match(row, /^<th[^>]*>[^<]*<\/th><td>3: in operation<\/td><td>0: nothing<\/td>/)
  const [entry] = await hub.rows(
    sql`select d as body from record.outbox where t = 'assessments.handed-in'`,
  )
  const Body = z.object({ body: z.object({ cells: z.array(z.record(z.string(), z.unknown())) }) })
  const { cells } = Body.parse(entry).body
  assert.equal(cells.length, 15)
  const found = cells.find(({ block, principle }) => block === 'tools' && principle === 'openness')
  assert.deepEqual(found, { block: 'tools', principle: 'openness', claimed: 3, derived: 0 })
  assert.match((await hub.anybody.opens('/assessments')).text, /Grenoble/)
})

test('what an official of another city confirms is checked by others: level 4', async () => {
  const derived = async () =>
    (await hub.anybody.opens(`/api/assessments/${city}`)).json<{
      derived: { tools: { privacy: string } }
    }>().derived.tools.privacy
  assert.equal(await derived(), '3')
  const form = (await tom.opens(`/evidence/${city}/S73`)).text
  const [, facts = ''] = /name="facts" value="([0-9a-f]{64})"/.exec(form) ?? []
  const text = 'We asked for our own data and got them in two days.'
  const given = { city, item: 'S73', facts, from: 'toronto-ca', text }
  await tom.does(hubCan('evidence.confirm'), given)
  assert.equal(await derived(), '4')
  assert.match((await hub.anybody.opens('/cities.csv')).text, /grenoble-fr.*transparency.*,E4,/)
})

test('the level beside the claim follows the evidence of today, not of the day of the report', async () => {
  promise('P6.14')
  hub.later(40 * 86_400_000)
  const page = (await hub.anybody.opens(`/api/assessments/${city}`)).json<{
    derived: { tools: { privacy: string } }
    reports: { derived: { tools: { privacy: string } } }[]
  }>()
  assert.equal(page.derived.tools.privacy, '0')
  assert.equal(page.reports[0]?.derived.tools.privacy, '3')
})

test('the next half-year begins with what was claimed last', async () => {
  hub.today('2026-07-02T09:00:00.000Z')
  const gabi = await hub.official('gabi', 'city-official', city)
  await gabi.does(begin, { city })
  const drafts = await report()
  assert.equal(drafts.length, 2)
  const filled = drafts[0]?.['claims'] as Record<string, Record<string, string>>
  assert.equal(filled['tools']?.['openness'], '3')
  const page = await gabi.opens(`/assessments/${city}/report/commitments`)
  assert.match(page.text, /value="limited" selected/)
})
