import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import * as can from './actions/index.ts'
import { countSatisfied } from './store/feedback.ts'
import { lamp, refused } from './trial.ts'

const DAY = 86_400_000
let city: TestCity
let desk: Somebody
before(async () => {
  city = await openCity()
  desk = await city.official('bruno', 'unit-lead')
})
after(() => city.close())

const reported = (more: object = {}) => city.anybody.does(can.report, { ...lamp, ...more })
const row = async (number: string) =>
  (
    await city.rows(sql`select state, unit, 'R-' || parent as parent, due_on as due, version
      from reports.report where 'R-' || number = ${number}`)
  )[0] ?? {}
const partsOf = (number: string) =>
  city.rows(sql`select 'R-' || number as number, state from reports.report
    where 'R-' || parent = ${number} order by number`)

test('a report of two things is split: each part has its unit, its place and the clock of the whole', async () => {
  const { number } = await reported()
  const bin = { category: 'full-bin', text: 'The bin beside the lamp is full' }
  await desk.does(can.split, { number, version: 1, ...bin })
  await desk.does(can.split, { number, version: 2, category: 'pothole', text: 'A hole' })
  const [first, second] = (await partsOf(number)).map((it) => String(it['number']))
  assert.deepEqual(await row(first ?? ''), {
    state: 'received',
    unit: 'cleaning',
    parent: number,
    due: '2026-03-04',
    version: 1,
  })
  const page = (await city.anybody.opens(`/reports/${number}`)).text
  assert.match(page, /Parts of this report/)
  assert.match(page, /The bin beside the lamp is full/)
  assert.match((await city.anybody.opens(`/reports/${first}`)).text, new RegExp(number))
  await assert.rejects(
    desk.does(can.split, { number: first ?? '', version: 1, ...bin }),
    refused('is-part-itself'),
  )
  const done = { number, version: 3, to: 'resolved', text: 'All is repaired' } as const
  await assert.rejects(desk.does(can.move, done), refused('parts-open'))
  await desk.does(can.move, { ...done, number: second ?? '', version: 1 })
  assert.match((await desk.opens(`/reports/desk/${number}`)).text, /Its open parts close with it/)
  await desk.does(can.move, { ...done, closeParts: true })
  assert.deepEqual(
    (await partsOf(number)).map(({ state }) => state),
    ['resolved', 'resolved'],
  )
  const entries = await city.rows(sql`select 1 from record.outbox where t = 'reports.split'
    and subject = ${`/reports/${number}`}`)
  assert.equal(entries.length, 2)
})

test('a part of a report that keeps its place from everybody does not tell it either', async () => {
  const { number } = await reported({
    category: 'noise',
    answers: { source: 'bar', when: ['night'] },
  })
  const lead = await city.official('olga', 'front-desk')
  await lead.does(can.split, { number, version: 1, category: 'full-bin', text: 'The bin is full' })
  const [part] = await partsOf(number)
  const shown = (await city.anybody.opens(`/api/reports/${String(part?.['number'])}`)).text
  assert.doesNotMatch(shown, /Calle del Faro|12\.45/)
  assert.match(shown, /The bin is full/)
})

test('several reports at once close none that has open parts, and who takes a report back takes its parts', async () => {
  const { number, code } = await reported()
  await desk.does(can.split, { number, version: 1, category: 'pothole', text: 'A hole' })
  const { bundle } = await desk.does(can.gather, { reports: [`${number}@2`], act: 'move' })
  await desk.does(can.sayTogether, { bundle, to: 'resolved', text: 'Done' })
  assert.equal((await desk.does(can.moveMany, { bundle, said: 1 })).done, 0)
  await city.anybody.does(can.withdraw, { code })
  assert.deepEqual(
    (await partsOf(number)).map(({ state }) => state),
    ['withdrawn'],
  )
})

test('a part that cannot make the step keeps the whole open, and the desk is told which it is', async () => {
  const { number } = await reported()
  await desk.does(can.split, { number, version: 1, category: 'pothole', text: 'A hole' })
  const [part] = await partsOf(number)
  const of = { number: String(part?.['number']), version: 1 }
  await desk.does(can.move, { ...of, to: 'waiting_external' })
  const done = { number, version: 2, to: 'wont_do', text: 'No', closeParts: true } as const
  await assert.rejects(desk.does(can.move, done), refused('reports.one-cannot'))
  assert.equal((await row(number))['state'], 'received')
})

test('at the end whoever reported says once whether it was solved, for fourteen days, and is counted', async () => {
  const { number, code } = await reported()
  await assert.rejects(
    city.anybody.does(can.judge, { code, satisfied: 'yes' }),
    refused('not-closed'),
  )
  await desk.does(can.move, { number, version: 1, to: 'resolved', text: 'Repaired' })
  const page = `/reports/mine/${code}`
  assert.match((await city.anybody.opens(page)).text, /Was the problem solved\?/)
  const said = { satisfied: 'no', text: 'It went dark again, says Jordi, call +34 612 345 678' }
  assert.equal((await city.anybody.posts(`${page}/judge`, said)).status, 303)
  assert.doesNotMatch((await city.anybody.opens(page)).text, /Was the problem solved\?/)
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, /Jordi/)
  const atDesk = (await desk.opens(`/reports/desk/${number}`)).text
  assert.match(atDesk, /Jordi, call •••/, 'what looks like personal data is hidden here as well')
  const reason = 'To call back whoever said that it is dark'
  await desk.does(can.readWords, { number, reason })
  assert.match((await desk.opens(`/reports/desk/${number}/words`)).text, /612 345 678/)
  await assert.rejects(
    city.anybody.does(can.judge, { code, satisfied: 'yes' }),
    refused('already-judged'),
  )
  city.later(60_000)
  await city.anybody.does(can.reopen, { code, text: 'It is dark again' })
  const { version } = (await row(number)) as { version: number }
  const again = { number, version, to: 'resolved', text: 'A new lamp' } as const
  await desk.does(can.move, again)
  await city.anybody.does(can.judge, { code, satisfied: 'yes' })
  const span = { from: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' }
  assert.deepEqual(await city.city.db.look((tx) => countSatisfied(tx, span)), [
    { category: 'lamp-out', district: 'puerto-viejo', satisfied: 1, unsatisfied: 1 },
  ])
  const late = await reported()
  await desk.does(can.move, { number: late.number, version: 1, to: 'resolved', text: 'Repaired' })
  city.later(15 * DAY)
  await assert.rejects(
    city.anybody.does(can.judge, { code: late.code, satisfied: 'yes' }),
    refused('too-late'),
  )
})
