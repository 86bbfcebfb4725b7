import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions/index.ts'
import { lookEarlier } from './jobs/earlier.ts'
import { lamp, refused } from './trial.ts'

const SECRET = /612 345 678|Ada Vell|1234 BCD/
const text = 'Mrs. Ada Vell at the corner has the key: +34 612 345 678'

let city: TestCity
let anybody: Somebody
let lead: Somebody
before(async () => {
  city = await openCity()
  anybody = city.anybody
  lead = await city.official('dora', 'unit-lead', 'lighting')
})
after(() => city.close())

/** Everything the reports service has written anywhere, as one text. */
async function everythingKept(): Promise<string> {
  const rows = await city.rows(sql`
    select string_agg(x::text, ' ') as all from (
      select to_jsonb(r) as x from reports.report r union all select to_jsonb(e) from reports.event e) as t`)
  return String(rows[0]?.['all'])
}

async function goesOn(path: string, fields: Record<string, string>): Promise<string> {
  const answer = await anybody.posts(path, fields)
  assert.equal(answer.status, 303, `${path}: ${answer.text.slice(0, 2000)}`)
  return String(answer.headers['location'])
}

/** A draft that has everything but its words. */
async function draftAtDetails(): Promise<string> {
  let at = await goesOn('/reports/new/begin', { category: 'lamp-out' })
  at = await goesOn(`${at.replace('/what', '/questions')}/tell`, { 'answers[fault]': 'dark' })
  return goesOn(`${at}/locate`, { lat: '36.93', lon: '12.45' })
}

test('whoever reports sees what everybody would see, and chooses piece by piece what stays', async () => {
  promise('P2.37')
  const details = await draftAtDetails()
  const seen = await goesOn(`${details}/describe`, { text: text.replace('Ada Vell', 'Bea Ruiz') })
  assert.match(seen, /\/seen$/)
  const page = (await anybody.opens(seen)).text
  assert.match(page, /Mrs\. ••• at the corner has the key: •••/)
  for (const kind of [/name of a person/, /telephone number/]) assert.match(page, kind)
  assert.match((await anybody.opens(details)).text, /612 345 678/, 'what was typed is still there')
  const photos = await goesOn(`${seen}/mask`, { left: 'Bea Ruiz' })
  assert.match(photos, /\/photos$/)
  assert.match((await anybody.opens(seen)).text, /Mrs\. Bea Ruiz at the corner has the key: •••/)
  const check = photos.replace('/photos', '/check')
  assert.match((await anybody.opens(check)).text, /One piece is hidden/)
  const sent = await goesOn(`${check}/submit`, {})
  const code = sent.split('/')[3] ?? ''
  const mine = (await anybody.opens(`/reports/mine/${code}`)).text
  assert.match(mine, /Bea Ruiz at the corner has the key: •••/)
  assert.match(mine, /lies in the vault, as you wrote it/)
})

test('a text without personal data goes on as before', async () => {
  const details = await draftAtDetails()
  const next = await goesOn(`${details}/describe`, { text: 'The lamp at number 12 is dark' })
  assert.match(next, /\/(?:same|photos)$/)
})

test('no list, feed, export or answer of the API tells what is hidden, and no table but the vault has it', async () => {
  promise('P2.8', 'P2.37')
  const plate = {
    ...lamp,
    text: `${text} car 1234 BCD`,
    address: 'Calle del Faro 3, Sra. Ada Vell',
  }
  const { number } = await anybody.does(can.report, plate)
  const paths = ['', '.csv', '.geojson', '.atom', `/${number}`, `/${number}.json`]
  for (const path of [
    ...paths.map((it) => `/reports${it}`),
    '/api/reports',
    `/api/reports/${number}`,
  ]) {
    const { text: shown } = await anybody.opens(path)
    assert.doesNotMatch(shown, SECRET, path)
  }
  assert.equal((await anybody.opens('/api/reports?words=612')).text.includes(number), false)
  const kept = await everythingKept()
  assert.doesNotMatch(kept, /612 345 678|1234 BCD/)
})

test('the desk reads the whole for a reason that the reporter reads, and each look is written down', async () => {
  promise('P2.37')
  const resident = await city.resident('amina')
  const { number, code } = await resident.does(can.report, { ...lamp, text })
  const plain = await anybody.does(can.report, lamp)
  const reason = 'The crew stands before a locked door'
  assert.doesNotMatch((await lead.opens(`/reports/desk/${number}`)).text, SECRET)
  await assert.rejects(
    lead.does(can.readWords, { number: plain.number, reason }),
    refused('nothing-hidden'),
  )
  assert.equal((await lead.opens(`/reports/desk/${number}/words`)).status, 303)
  await lead.does(can.readWords, { number, reason })
  const words = await lead.opens(`/reports/desk/${number}/words`)
  assert.match(words.text, /Ada Vell at the corner has the key: \+34 612 345 678/)
  assert.match(
    (await anybody.opens(`/reports/mine/${code}`)).text,
    /The crew stands before a locked door/,
  )
  const entries = await city.rows(sql`
    select t as kind from record.outbox where subject = ${`/reports/${number}`} order by id`)
  assert.equal(entries.at(-1)?.['kind'], 'reports.words-read')
  assert.match((await resident.opens('/folder')).text, /Understand what you wrote/)
})

test('an answer to a question of the city is masked in the same way, and its whole is read with the rest', async () => {
  const { number, code } = await anybody.does(can.report, { ...lamp, text })
  await lead.does(can.ask, { number, version: 1, text: 'Who has the key?' })
  await anybody.does(can.reply, { code, text: 'Call don Julio Ferro, 699 111 222' })
  assert.match((await anybody.opens(`/reports/mine/${code}`)).text, /Call don •••, •••/)
  assert.doesNotMatch(await everythingKept(), /699 111 222/)
  await lead.does(can.readWords, { number, reason: 'To call who has the key' })
  const words = (await lead.opens(`/reports/desk/${number}/words`)).text
  assert.match(words, /612 345 678/)
  assert.match(words, /699 111 222/)
})

test('everybody sees how many reports came in and how long they take, also as a table to keep', async () => {
  for (let n = 0; n < 5; n += 1) await anybody.does(can.report, lamp)
  const page = await anybody.opens('/reports/statistics')
  assert.equal(page.status, 200)
  assert.match(page.text, /By district/)
  assert.match(page.text, /<svg/)
  const { text: csv } = await anybody.opens('/reports/statistics.csv?category=lamp-out')
  assert.match(csv, /^by,key,name,count,open,median_days_to_first_answer,median_days_to_end\r\n/)
  assert.match(csv, /\r\ncategory,lamp-out,Street lamp does not work,1\d,/)
  assert.match(csv, /\r\nchannel,web,web,,,,/, 'two came by the form: too few to tell')
  const api = JSON.parse((await anybody.opens('/api/reports/statistics')).text)
  assert.ok(api.lines.some((line: { by: string }) => line.by === 'month'))
  const none = await anybody.opens('/reports/statistics?from=2020-01-01&until=2020-02-01')
  assert.match(none.text, /Choose another period/)
})

test('words from before the city looked at words are counted, hidden portion by portion, and put back where there was no need', async () => {
  const { number } = await anybody.does(can.report, { ...lamp, text: 'The lamp is dark' })
  const { number: plain } = await anybody.does(can.report, { ...lamp, text: 'The lamp is dark' })
  const ids = [number, plain].map((one) => Number(one.slice(2)))
  await city.city.db.transact((tx) =>
    tx.run(sql`update reports.report set before_masking = 'waiting', original = null,
      text = case number when ${ids[0]} then ${text} else text end
      where number = any(${ids}::integer[])`),
  )
  const moderator = await city.official('mara', 'moderator')
  const page = (await moderator.opens('/api/reports/desk/earlier')).json<Record<string, unknown>>()
  assert.deepEqual([page['waiting'], page['would']], [2, 1])
  assert.match(await everythingKept(), SECRET, 'counting changes nothing')
  await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(lookEarlier, {}))
  await city.work()
  const night = await city.rows(sql`select before_masking as stands from reports.report
    where number = any(${ids}::integer[]) order by number`)
  assert.deepEqual(night, [{ stands: 'waiting' }, { stands: 'looked' }], 'a person hides')
  assert.match((await moderator.opens('/reports/desk')).text, /Earlier words to look at \(1\)/)
  assert.match(await everythingKept(), SECRET, 'the night changes no words')
  await assert.rejects(lead.does(can.maskEarlier, {}), /forbidden/)
  assert.deepEqual(await moderator.does(can.maskEarlier, {}), { looked: 1, masked: 1 })
  assert.deepEqual(await moderator.does(can.maskEarlier, {}), { looked: 0, masked: 0 })
  const shown = 'Mrs. ••• at the corner has the key: •••'
  assert.match((await anybody.opens(`/reports/${number}`)).text, /Mrs\. ••• at the corner/)
  const reason = 'The reporter says that the wrong words are hidden'
  await lead.does(can.readWords, { number, reason })
  assert.match((await lead.opens(`/reports/desk/${number}/words`)).text, SECRET)
  const wrong = { number, text: shown.replace('key', 'lamp') }
  await assert.rejects(moderator.does(can.restore, wrong), refused('other-words'))
  const invented = shown.replace('•••', 'Mayor').replace('•••', 'yes')
  const other = moderator.does(can.restore, { number, text: invented })
  await assert.rejects(other, refused('not-what-was-typed'), 'words nobody typed')
  const back = shown.replace('•••', 'Ada Vell')
  await moderator.does(can.restore, { number, text: back })
  const seen = (await anybody.opens(`/reports/${number}`)).text
  assert.match(seen, /Mrs\. Ada Vell at the corner has the key: •••/, 'the rest stays hidden')
  await assert.rejects(moderator.does(can.restore, wrong), refused('nothing-hidden-later'))
  const told =
    await city.rows(sql`select t from record.outbox where subject = ${`/reports/${number}`}
    and t in ('reports.masked-later', 'reports.restored') order by id`)
  assert.deepEqual(
    told.map(({ t }) => t),
    ['reports.masked-later', 'reports.restored'],
  )
})
