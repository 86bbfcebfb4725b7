import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import * as can from './actions/index.ts'
import { lamp, refused, refusedAs } from './trial.ts'

let city: TestCity
let front: Somebody
let lights: Somebody
before(async () => {
  city = await openCity()
  front = await city.official('bruno', 'front-desk')
  lights = await city.official('carla', 'caseworker', 'lighting')
})
after(() => city.close())

const reported = (more: object = {}) => city.anybody.does(can.report, { ...lamp, ...more })
const row = async (number: string) =>
  (await city.rows(sql`select * from reports.report where 'R-' || number = ${number}`))[0] ?? {}
const kinds = async (number: string) =>
  (
    await city.rows(sql`
      select t as kind, by from record.outbox where subject = ${`/reports/${number}`} order by id`)
  ).map((one) => `${one['kind']} ${one['by']}`)

test('several reports: what will happen is shown before, what came of it after, and twice is once', async () => {
  const [one, two, three] = [
    await reported({ email: 'eva@mail.example' }),
    await reported(),
    await reported(),
  ]
  await front.does(can.move, { number: two.number, version: 1, to: 'triage' })
  const reports = [`${one.number}@1`, `${two.number}@2`, `${three.number}@1`]
  const gathered = await front.posts('/reports/desk/together', { reports, act: 'move' })
  const page = String(gathered.headers['location'])
  assert.match(page, /^\/reports\/desk\/together\/[\w-]+$/)
  const said = { to: 'resolved', text: 'All lamps of the quay burn again' }
  assert.equal((await front.posts(`${page}/say`, said)).headers['location'], page)
  const shown = (await front.opens(page)).text
  assert.match(shown, /Will happen to 2 reports/)
  assert.match(shown, /Cannot happen to 1 report[^s]/)
  assert.match(shown, /cannot go from its present state/)
  assert.equal((await row(one.number))['state'], 'received')
  await front.does(can.move, { number: three.number, version: 1, to: 'scheduled' })
  for (const _ of ['first', 'second']) {
    assert.equal((await front.posts(`${page}/move`, { said: '1' })).headers['location'], page)
  }
  const result = (await front.opens(page)).text
  assert.match(result, /Done with 1 report, not with 2 reports/)
  assert.match(result, /Somebody changed this report while/)
  assert.deepEqual(
    [(await row(one.number))['state'], (await row(three.number))['state']],
    ['resolved', 'scheduled'],
  )
  const own = ['reports.received anonymous', 'reports.moved role:front-desk']
  assert.deepEqual(await kinds(one.number), own)
  await city.work()
  const letters = (await city.letters()).filter(({ to }) => to === 'eva@mail.example')
  assert.equal(letters.filter(({ text }) => /lamps of the quay/.test(text)).length, 1)
})

test('nobody confirms what was changed in another window, or what a colleague put together', async () => {
  const { number } = await reported()
  const { bundle } = await lights.does(can.gather, { reports: [`${number}@1`], act: 'assign' })
  await lights.does(can.sayTogether, { bundle, official: 'me' })
  await lights.does(can.sayTogether, { bundle, official: 'nobody' })
  await assert.rejects(
    lights.does(can.assignMany, { bundle, said: 1 }),
    refused('reports.bundle-changed'),
  )
  await assert.rejects(front.does(can.assignMany, { bundle, said: 2 }), refusedAs('not-found'))
  await assert.rejects(lights.does(can.moveMany, { bundle, said: 2 }), refusedAs('conflict'))
  assert.equal((await front.opens(`/reports/desk/together/${bundle}`)).status, 404)
  await lights.does(can.assignMany, { bundle, said: 2 })
  assert.equal((await row(number))['version'], 2)
})

test('several reports become duplicates of one, which keeps the earliest day; a note goes to each', async () => {
  const all = [await reported(), await reported(), await reported()]
  const [target, ...others] = all.map(({ number }) => number)
  const reports = others.map((number) => `${number}@1`)
  const merging = await front.does(can.gather, { reports, act: 'merge' })
  await assert.rejects(
    front.does(can.sayTogether, { ...merging, target: 'R-999999', text: '' }),
    refused('required', 'no-such-target'),
  )
  await front.does(can.sayTogether, { ...merging, target: target ?? '', text: 'One lamp' })
  assert.equal((await front.does(can.mergeMany, { ...merging, said: 1 })).done, 2)
  assert.equal((await row(target ?? ''))['version'], 3)
  for (const number of others) assert.equal((await row(number))['state'], 'duplicate')
  const noting = await front.does(can.gather, { reports, act: 'note' })
  await front.does(can.sayTogether, { ...noting, text: 'Ask the harbour' })
  assert.equal((await front.does(can.noteMany, { ...noting, said: 1 })).done, 2)
  assert.match((await front.opens(`/reports/desk/${others[0]}`)).text, /Ask the harbour/)
  assert.ok(!(await city.anybody.opens(`/reports/${others[0]}`)).text.includes('Ask the harbour'))
})

test('nobody gathers reports of another unit, nor more than a hundred', async () => {
  const other = await reported({ category: 'beach', answers: { danger: 'no' } })
  const gather = (reports: string[]) => lights.does(can.gather, { reports, act: 'note' })
  await assert.rejects(gather([`${other.number}@1`]), refused('not-your-unit'))
  const many = Array.from({ length: 101 }, (_, index) => `R-${index + 1}@1`)
  await assert.rejects(gather(many), refusedAs('invalid'))
})

test('what was done together is forgotten after a week; what happened to the reports is not', async () => {
  const before = await city.rows(sql`select id from reports.bundle`)
  assert.ok(before.length > 0)
  city.later(8 * 86_400_000)
  await city.work()
  assert.deepEqual(await city.rows(sql`select id from reports.bundle`), [])
  assert.ok((await city.rows(sql`select 1 from reports.event where kind = 'noted'`)).length > 0)
})
