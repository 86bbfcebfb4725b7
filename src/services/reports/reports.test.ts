import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions/index.ts'
import { lamp, refused } from './trial.ts'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const day = 86_400_000
const entries = (number: string) =>
  city.rows(sql`
    select t as kind, by, d as body from record.outbox where subject = ${`/reports/${number}`} order by id`)
const stateOf = async (number: string) =>
  (await city.rows(sql`select state from reports.report where 'R-' || number = ${number}`))[0]?.[
    'state'
  ]

test('anybody reports in one call: it has a number, a unit, a day, and stands on the record', async () => {
  promise('P3.1')
  const { number, code } = await city.anybody.does(can.report, lamp)
  assert.match(number, /^R-\d+$/)
  const [report] = await city.rows(sql`
    select state, district, unit, due_on as due, me_toos, contact, reporter from reports.report
    where 'R-' || number = ${number}`)
  assert.deepEqual(report, {
    state: 'received',
    district: 'puerto-viejo',
    unit: 'lighting',
    due: '2026-03-07',
    me_toos: 0,
    contact: null,
    reporter: null,
  })
  const [received] = await entries(number)
  assert.equal(received?.['kind'], 'reports.received')
  assert.equal(received?.['by'], 'anonymous')
  assert.ok(!JSON.stringify(received).includes('corner'), 'the text is on the record')
  const [taken] = await city.rows(sql`
    select decision, outcome, because from decisions.taken where about = ${`/reports/${number}`}`)
  const values = { category: 'lamp-out', unit: 'lighting' }
  const because = { key: 'reports.because.by-category', values }
  assert.deepEqual(taken, { decision: 'reports.route', outcome: 'lighting', because })
  assert.equal((await city.anybody.does(can.withdraw, { code })).state, 'withdrawn')
})

test('what may not be reported is refused with every reason, and nothing of it stays', async () => {
  const before = await city.rows(sql`select count(*) from reports.report`)
  const wrong = { ...lamp, category: 'volcano', lon: 12.45, lat: 36.8, email: 'amina@mail.example' }
  await assert.rejects(
    city.anybody.does(can.report, wrong),
    refused('no-such-category', 'outside-city'),
  )
  await assert.rejects(
    city.anybody.does(can.report, { ...lamp, answers: { fault: 'sings' } }),
    refused('invalid_value'),
  )
  assert.deepEqual(await city.rows(sql`select count(*) from reports.report`), before)
  assert.deepEqual(await city.rows(sql`select * from vault.kept`), [])
})

test('step by step: the draft holds everything but the address of the reporter', async () => {
  const amina = city.anybody
  const { draft } = await amina.does(can.begin, {})
  assert.match((await amina.does(can.choose, { draft, category: 'lamp-out' })).next, /questions$/)
  await assert.rejects(amina.does(can.tell, { draft, answers: {} }), refused('required'))
  await amina.does(can.tell, { draft, answers: { fault: 'flickers' } })
  await assert.rejects(amina.does(can.locate, { draft, lon: 0, lat: 0 }), refused('outside-city'))
  await amina.does(can.locate, { draft, address: 'Muelle 4', district: 'puerto-viejo' })
  await amina.does(can.describe, { draft, text: 'It flickers all night' })
  await amina.does(can.leave, { draft, email: 'old@mail.example' })
  await amina.does(can.leave, { draft, email: 'amina@mail.example', name: 'Amina' })
  const stored = JSON.stringify(await city.rows(sql`select * from reports.draft`))
  assert.ok(!/mail\.example|Amina/.test(stored))
  assert.ok(!/flickers|Muelle|puerto-viejo/.test(stored), 'only whoever has the link reads it')
  assert.match(
    (await amina.opens(`/reports/new/${draft}/check`)).text,
    /Muelle 4.*flickers all night/s,
  )
  const { number } = await amina.does(can.submit, { draft })
  await city.work()
  const [letter] = await city.letters()
  assert.equal(letter?.to, 'amina@mail.example')
  assert.match(letter?.subject ?? '', new RegExp(number))
  await assert.rejects(amina.does(can.submit, { draft }), refused('reports.no-such-draft'))
})

test('a draft without content is gone after a day, one with content after a week', async () => {
  const { draft: empty } = await city.anybody.does(can.begin, {})
  const { draft: full } = await city.anybody.does(can.begin, { category: 'tree' })
  await city.anybody.does(can.describe, { draft: full, text: 'A dry branch' })
  const left = async () => (await city.rows(sql`select 1 from reports.draft`)).length
  city.later(day + 1000)
  await city.work()
  assert.equal(await left(), 1)
  await assert.rejects(
    city.anybody.does(can.describe, { draft: empty, text: 'late' }),
    refused('reports.no-such-draft'),
  )
  city.later(6 * day)
  await city.work()
  assert.equal(await left(), 0)
  await assert.rejects(city.anybody.does(can.submit, { draft: full }))
})

test('a question stops the clock; the answer lets it run on', async () => {
  const desk = await city.official('bruno', 'front-desk')
  const { number, code } = await city.anybody.does(can.report, {
    ...lamp,
    email: 'teo@mail.example',
  })
  const due = async () =>
    (await city.rows(sql`select due_on from reports.report where 'R-' || number = ${number}`))[0]?.[
      'due_on'
    ]
  const promised = String(await due())
  await assert.rejects(
    city.anybody.does(can.reply, { code, text: 'but nobody asked' }),
    refused('nothing-asked'),
  )
  await desk.does(can.ask, { number, version: 1, text: 'Which of the two corners?' })
  await city.work()
  const told = (await city.letters()).map(({ text }) => text)
  assert.ok(told.some((text) => /Which of the two corners/.test(text)))
  city.later(2 * day)
  assert.equal(
    (await city.anybody.does(can.reply, { code, text: 'The north one' })).state,
    'received',
  )
  assert.equal(Date.parse(String(await due())) - Date.parse(promised), 2 * day)
  const written = JSON.stringify(await entries(number))
  assert.ok(!/corner|north/.test(written))
})

test('a question nobody answers is dropped after five days', async () => {
  const desk = await city.official('carla', 'front-desk')
  const { number } = await city.anybody.does(can.report, lamp)
  await desk.does(can.move, { number, version: 1, to: 'in_progress' })
  await desk.does(can.ask, { number, version: 2, text: 'Is it still dark?' })
  city.later(4 * day)
  await city.work()
  assert.equal(await stateOf(number), 'waiting_reporter')
  city.later(day + 1000)
  await city.work()
  assert.equal(await stateOf(number), 'in_progress')
})

test('a closed report is asked to be reopened within 28 days, and opens by itself when nobody answers', async () => {
  const close = async (name: string) => {
    const desk = await city.official(name, 'front-desk')
    const { number, code } = await city.anybody.does(can.report, lamp)
    await desk.does(can.move, { number, version: 1, to: 'resolved', text: 'New bulb.' })
    return { number, code }
  }
  const one = await close('dora')
  city.later(28 * day)
  const asked = await city.anybody.does(can.reopen, { code: one.code, text: 'Dark again' })
  assert.equal(asked.state, 'reopen_requested')
  city.later(8 * day)
  await city.work()
  assert.equal(await stateOf(one.number), 'reopened')
  const two = await close('dimas')
  city.later(29 * day)
  await assert.rejects(
    city.anybody.does(can.reopen, { code: two.code, text: 'Dark again' }),
    refused('too-late'),
  )
  assert.equal(await stateOf(two.number), 'resolved')
})

test('"me too" counts a person once', async () => {
  const { number } = await city.anybody.does(can.report, lamp)
  const eva = await city.resident('eva')
  assert.deepEqual(await eva.does(can.join, { number }), { meToos: 1 })
  await assert.rejects(eva.does(can.join, { number }), refused('already-counted'))
  assert.deepEqual(await city.anybody.does(can.join, { number }), { meToos: 2 })
  await assert.rejects(
    city.anybody.does(can.join, { number: 'R-999999' }),
    refused('reports.no-such-report'),
  )
})

test('signed in, a resident follows her report by its number; nobody else can', async () => {
  const [fatima, gil] = [await city.resident('fatima'), await city.resident('gil')]
  const { number } = await fatima.does(can.report, { ...lamp, toAccount: true })
  await assert.rejects(gil.does(can.withdraw, { code: number }), refused('reports.no-such-report'))
  await city.work()
  assert.equal((await city.letters())[0]?.to, 'fatima@luzarra.example')
  assert.equal((await fatima.does(can.withdraw, { code: number })).state, 'withdrawn')
})

test('no address of any reporter is in the city database', async () => {
  const rows = [
    await city.rows(sql`select * from reports.report`),
    await city.rows(sql`select * from reports.event`),
    await city.rows(sql`select * from record.outbox`),
    await city.rows(sql`select * from decisions.taken`),
  ]
  assert.ok(!JSON.stringify(rows).includes('mail.example'))
})
