/** Somebody is in danger to life: an official opens contact data by a form, and nobody is left in the dark. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import * as can from './actions/index.ts'
import { lamp } from './trial.ts'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let lead: Somebody
let number: string
const REASON = 'Gas smells in the stairway and nobody opens the door'

before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  lead = await city.official('leila', 'unit-lead', 'streets')
  const sent = await amina.does(can.report, { ...lamp, phone: '+34 600 000 007', toAccount: true })
  number = sent.number
  const lights = await city.official('carla', 'caseworker', 'lighting')
  await lights.does(can.move, { number, version: 1, to: 'resolved', text: 'New bulb.' })
  await city.work()
})
after(() => city.close())

const mails = async (about: RegExp) =>
  (await city.letters()).filter(({ subject, text }) => about.test(`${subject} ${text}`))

test('a head of another unit proves again who she is, gives her reason, and sees the telephone number', async () => {
  const page = `/reports/desk/${number}/danger`
  const contact = await lead.opens(`/reports/desk/${number}/contact`)
  assert.notEqual(contact.status, 200, 'without danger the report is not hers')
  city.later(11 * 60_000)
  const early = await lead.posts(`${page}/open`, { reason: REASON })
  const door = String(early.headers['location'])
  assert.match(door, /^\/prove\?need=again/)
  const next = new URL(door, 'http://x').searchParams.get('next') ?? ''
  await lead.posts('/prove/enter', { password: 'leila likes the harbour', next })
  const back = await lead.opens(next)
  assert.ok(back.text.includes(REASON), 'what she typed is lost')
  assert.doesNotMatch(back.text, /600 000 007/)
  const short = await lead.posts(`${page}/open`, { reason: 'danger' })
  assert.equal(short.status, 400)
  const opened = await lead.posts(`${page}/open`, { reason: REASON })
  assert.equal(opened.headers['location'], page)
  assert.match((await lead.opens(page)).text, /600 000 007/)
})

test('the person and the officer are told within a minute, and the folder says in which emergency', async () => {
  promise('P2.32')
  const look = city.city.jobs
  await city.city.db.transact(async () => undefined)
  city.later(60_000)
  await look.workUntilIdle()
  assert.equal((await mails(/emergency/i)).length, 2)
  const told = (await mails(/emergency/i)).map(({ to }) => to).toSorted()
  assert.deepEqual(told, ['amina@luzarra.example', 'privacy@luzarra.example'])
  const folder = (await amina.opens('/folder')).text
  assert.ok(folder.includes(REASON))
  const entries = await city.rows(
    sql`select d, by from record.outbox where t = 'reports.opened-in-danger'`,
  )
  assert.deepEqual(entries, [{ d: { number, unit: 'streets' }, by: 'role:unit-lead' }])
})

test('who may not see contact data opens nothing, and after a quarter of an hour it is closed again', async () => {
  const tomas = await city.official('tomas', 'caseworker', 'lighting')
  assert.equal((await tomas.opens(`/reports/desk/${number}/danger`)).status, 403)
  city.later(16 * 60_000)
  await lead.posts('/prove/enter', { password: 'leila likes the harbour', next: '/' })
  const again = await lead.opens(`/reports/desk/${number}/danger`)
  assert.equal(again.status, 200)
  assert.doesNotMatch(again.text, /600 000 007/)
})
