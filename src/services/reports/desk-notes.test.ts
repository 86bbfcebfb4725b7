import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { unzipped } from '#test/unzipped'
import * as can from './actions/index.ts'
import { lamp, refused } from './trial.ts'

let city: TestCity
let front: Somebody
let lights: Somebody
before(async () => {
  city = await openCity()
  front = await city.official('bruno', 'front-desk')
  lights = await city.official('carla', 'caseworker', 'lighting')
})
after(() => city.close())

const reported = () => city.anybody.does(can.report, lamp)

test('a note calls a colleague, who sees it at the desk and gets a letter that says nothing of it', async () => {
  promise('P2.40')
  const { number } = await reported()
  await lights.posts('/reports/desk/for-me/wish-letters', { wish: 'yes' })
  const me = (await lights.opens('/reports/desk/for-me')).text
  assert.match(me, /No note names you/)
  const badge = String((await city.rows(sql`select badge from reports.colleague`))[0]?.['badge'])
  const text = `Zither in the cellar, @${badge} please look, with @water`
  await assert.rejects(
    front.does(can.note, { number, text: 'Ask @X-99' }),
    refused('no-such-colleague'),
  )
  const chosen = await front.opens(`/reports/desk/${number}/notes`)
  assert.match(chosen.text, new RegExp(`value="badge:${badge}"`))
  assert.equal((await front.posts(`/reports/desk/${number}/note`, { text })).status, 303)
  assert.match((await lights.opens('/reports/desk')).text, /For me \(1\)/)
  assert.match((await lights.opens('/reports/desk/for-me')).text, /Zither in the cellar/)
  await city.work()
  const letters = (await city.letters()).filter(({ to }) => to === lights.email)
  assert.equal(letters.length, 1)
  assert.doesNotMatch(letters[0]?.text ?? '', /Zither|R-\d/)
  const [note] = await city.rows(sql`select event from reports.mention where badge = ${badge}`)
  await lights.does(can.seeMention, { note: String(note?.['event']) })
  assert.match((await lights.opens('/reports/desk')).text, /For me \(0\)/)
  await lights.does(can.wishLetters, { wish: false })
  await front.does(can.note, { number, text: `Again @${badge}` })
  await city.work()
  assert.equal((await city.letters()).filter(({ to }) => to === lights.email).length, 1)
})

test('only its writer corrects or withdraws a note, and what it said before stays with it', async () => {
  const { number } = await reported()
  await front.does(can.note, { number, text: 'The blue door' })
  const [found] = await city.rows(sql`
    select n.event from reports.note n join reports.event e on e.id = n.event where 'R-' || e.report = ${number}`)
  const note = String(found?.['event'])
  const corrected = { number, note, text: 'The green door' }
  await assert.rejects(lights.does(can.correctNote, corrected), refused('not-your-note'))
  await front.does(can.correctNote, corrected)
  const page = () => lights.opens(`/reports/desk/${number}/notes`)
  assert.match((await page()).text, /The green door[^]*What it said before[^]*The blue door/)
  await front.does(can.withdrawNote, { number, note })
  assert.match((await page()).text, /Withdrawn[^]*The green door[^]*The blue door/)
  assert.doesNotMatch((await lights.opens(`/reports/desk/${number}`)).text, /green door/)
  await assert.rejects(front.does(can.correctNote, corrected), refused('note-withdrawn'))
})

test('whoever reported takes the notes along, with what they said before, without colleague and data of others', async () => {
  promise('P2.40')
  const amina = await city.resident('amina')
  const { number } = await amina.does(can.report, { ...lamp, toAccount: true })
  await front.does(can.note, { number, text: 'She called twice' })
  const [found] = await city.rows(sql`
    select n.event from reports.note n join reports.event e on e.id = n.event where 'R-' || e.report = ${number}`)
  const text = 'She called once; her neighbour is at +34 600 123 456'
  await front.does(can.correctNote, { number, note: String(found?.['event']), text })
  const headers = { cookie: amina.cookie }
  const got = await city.city.web.inject({ method: 'GET', url: '/folder/take/archive', headers })
  const file = unzipped(got.rawPayload).get('notes.json') ?? ''
  const { notes } = JSON.parse(file) as { notes: { report: string; said: { text: string }[] }[] }
  assert.deepEqual(
    notes.map(({ report, said }) => [report, ...said.map((one) => one.text)]),
    [[number, 'She called once; her neighbour is at •••', 'She called twice']],
  )
  assert.doesNotMatch(file, /badge|official/)
})

test('what is looked for is kept as a queue, shared with the unit, counted, ordered, and comes first', async () => {
  const lead = await city.official('gil', 'unit-lead', 'lighting')
  const keep = (name: string, more: Record<string, string> = {}) =>
    lead.posts('/reports/desk/queues/keep', { name, asked: 'state=triage&late=yes', ...more })
  assert.equal((await keep('Old lamps', { unit: 'lighting' })).status, 303)
  assert.equal((await keep('Mine alone', { asked: 'mine=yes' })).status, 303)
  assert.equal((await keep('Not ours', { unit: 'water' })).status, 422)
  assert.equal((await keep('Nonsense', { asked: 'state=nowhere' })).status, 400)
  const [old, mine] = (await city.rows(sql`select id from reports.queue order by rank`)).map(
    ({ id }) => String(id),
  )
  assert.match((await lights.opens('/reports/desk')).text, /Old lamps/)
  assert.doesNotMatch((await lights.opens('/reports/desk')).text, /Mine alone/)
  await assert.rejects(
    lights.does(can.renameQueue, { queue: old ?? '', name: 'x' }),
    refused('not-your-queue'),
  )
  await lead.does(can.raiseQueue, { queue: mine ?? '' })
  const names = (await lead.opens('/reports/desk/queues')).text
  assert.match(names, /Mine alone[^]*Old lamps/)
  await lights.does(can.beginWithQueue, { queue: old ?? '', begin: true })
  const begun = await lights.opens('/reports/desk')
  assert.equal(begun.headers['location'], '/reports/desk?state=triage&late=yes')
  assert.equal((await lights.opens('/reports/desk?all=yes')).status, 200)
  await lead.does(can.dropQueue, { queue: old ?? '' })
  assert.equal((await lights.opens('/reports/desk')).status, 200)
})
