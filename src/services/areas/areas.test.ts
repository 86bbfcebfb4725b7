import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { report } from '#services/reports'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions.ts'
import { LASTS } from './model.ts'

const DAY = 86_400_000
const lamp = {
  category: 'lamp-out',
  answers: { fault: 'dark', lamps: 2 },
  text: 'Two lamps at the corner stay dark',
  address: 'Calle del Faro 3',
  lon: 12.45,
  lat: 36.93,
}
interface Followed {
  readonly district?: string
  readonly lat?: number
  readonly lon?: number
  readonly metres?: number
  readonly rhythm?: 'soon' | 'daily'
}
const near = { lat: 36.9303, lon: 12.4502, metres: 500 }

let city: TestCity
let anybody: Somebody
before(async () => {
  city = await openCity()
  anybody = city.anybody
})
after(() => city.close())

async function lettersTo(address: string) {
  await city.work()
  return (await city.letters()).filter(({ to }) => to === address)
}

/** Moves the clock and lets the jobs of that time run. */
async function passes(milliseconds: number, job: string): Promise<void> {
  city.later(milliseconds)
  await runs(job)
}

/** Runs one of the jobs that come by the clock, now. */
async function runs(name: string): Promise<void> {
  const { enqueuer } = await import('#core/jobs')
  const service = city.city.services.find((one) => one.name === 'areas')
  const found = service?.jobs?.find((one) => one.name === name)
  assert.ok(found)
  await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(found, {}))
  await city.work()
}

/** Asks and confirms as the owner of the address does; gives the code of the letter. */
async function follows(email: string, area: Followed, who: Somebody = anybody): Promise<string> {
  await who.does(can.follow, { rhythm: 'daily', ...area, email })
  const [letter] = await lettersTo(email)
  const code = /\/areas\/mine\/(\w+)/.exec(letter?.text ?? '')?.[1] ?? ''
  await who.does(can.confirmed, { code })
  return code
}

test('an area is chosen without an account and without JavaScript, and its address is a feed that keeps nothing', async () => {
  await anybody.does(report, lamp)
  const page = await anybody.opens('/areas?district=puerto-viejo&category=&lat=&lon=&metres=500')
  assert.equal(page.status, 200)
  assert.match(page.text, /Puerto Viejo/)
  assert.match(page.text, /One report in the last 30 days/)
  const atom = /href="[^"]*(\/reports\.atom\?[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  const feed = await anybody.opens(atom ?? '')
  assert.match(feed.text, /<entry>/)
  assert.match(String(feed.headers['cache-control']), /public|max-age/)
  assert.equal(feed.headers['set-cookie'], undefined)
  for (const [odd, says] of [
    ['lat=10&lon=10', /outside the city/],
    ['district=atlantis', /no such district/],
    ['district=puerto-viejo&lat=36.93&lon=12.45', /not both/],
    ['category=lamp-out', /Choose a district/],
  ] as const)
    assert.match((await anybody.opens(`/areas?${odd}`)).text, says, odd)
})

test('a circle has what lies within it and nothing beyond, in the list and in its feed', async () => {
  const { number } = await anybody.does(report, { ...lamp, lat: 36.9335, text: 'Farther away' })
  const within = (metres: number) =>
    anybody.opens(`/api/reports?near=36.93,12.45&within=${metres}`).then(({ text }) => text)
  assert.doesNotMatch(await within(300), new RegExp(number))
  assert.match(await within(500), new RegExp(number))
  const feed = await anybody.opens('/reports.atom?near=36.93,12.45&within=300')
  assert.match(feed.text, /<entry>/)
  assert.doesNotMatch(feed.text, new RegExp(number))
})

test('nothing is sent before the owner of the address confirms, and every address is answered alike', async () => {
  promise('P2.41')
  const answer = await anybody.posts('/areas/follow', {
    district: 'puerto-viejo',
    email: 'ana@example.org',
    rhythm: 'soon',
  })
  assert.deepEqual([answer.status, answer.headers['location']], [303, '/areas/asked'])
  await anybody.does(report, lamp)
  await passes(20 * 60_000, 'areas.tell-soon')
  const [letter, more] = await lettersTo('ana@example.org')
  assert.equal(more, undefined)
  assert.match(letter?.subject ?? '', /Please confirm: follow Puerto Viejo/)
  const again = { district: 'puerto-viejo', email: 'ANA@example.org', rhythm: 'soon' as const }
  assert.deepEqual(await anybody.does(can.follow, again), {})
  assert.equal((await lettersTo('ana@example.org')).length, 1, 'the same is asked once')
  city.later(4 * DAY)
  await runs('areas.night')
  assert.deepEqual(await city.rows(sql`select id from areas.followed`), [])
})

test('whoever follows gets what came in, once, without anybody being tracked, and ends it with one click', async () => {
  promise('P2.41')
  const code = await follows('bea@example.org', { ...near, rhythm: 'soon' })
  const { number } = await anybody.does(report, lamp)
  const far = await anybody.does(report, { ...lamp, lat: 36.94, lon: 12.44 }).catch(() => undefined)
  await passes(20 * 60_000, 'areas.tell-soon')
  await runs('areas.tell-soon')
  const letters = (await lettersTo('bea@example.org')).filter(({ text }) => text.includes(number))
  assert.equal(letters.length, 1)
  const [letter] = letters
  assert.match(letter?.subject ?? '', /500 metres around 36\.9303, 12\.4502: one report/)
  if (far) assert.doesNotMatch(letter?.text ?? '', new RegExp(far.number))
  const links = [...(letter?.text ?? '').matchAll(/https?:\/\/\S+/g)].map(([link]) => link)
  assert.ok(links.every((link) => /\/reports\/R-\d+$|\/areas\/mine\/\w+(\/leave)?$/.test(link)))
  const url = new URL(/<(.*)>/.exec(letter?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? '')
  assert.equal(letter?.headers?.['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
  const left = await city.city.web.inject({
    method: 'POST',
    url: url.pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
  assert.ok(left.statusCode < 400, left.body)
  assert.equal((await anybody.opens(`/areas/mine/${code}`)).status, 404)
  assert.deepEqual(await city.rows(sql`select id from areas.followed`), [])
})

test('who wants one letter a day gets one in the morning, with what was closed as well', async () => {
  const code = await follows('cid@example.org', { district: 'puerto-viejo' })
  for (const text of ['One', 'Two', 'Three']) await anybody.does(report, { ...lamp, text })
  await passes(20 * 60_000, 'areas.tell-soon')
  assert.equal((await lettersTo('cid@example.org')).length, 1, 'the confirmation alone')
  await passes(DAY, 'areas.tell-daily')
  const [news] = await lettersTo('cid@example.org')
  assert.match(news?.subject ?? '', /Puerto Viejo: 3 reports/)
  await passes(DAY, 'areas.tell-daily')
  assert.equal((await lettersTo('cid@example.org')).length, 2, 'no news, no letter')
  await anybody.does(can.leave, { code })
})

test('following ends by itself after a year; a month before, a letter offers another year', async () => {
  const goes = await follows('dan@example.org', { district: 'puerto-viejo' })
  await follows('eva@example.org', { district: 'puerto-viejo' })
  city.later((LASTS - 29) * DAY)
  await runs('areas.night')
  await runs('areas.night')
  const offers = (await lettersTo('dan@example.org')).filter(({ subject }) =>
    subject.includes('shall we go on'),
  )
  assert.equal(offers.length, 1)
  await anybody.does(can.renew, { code: goes })
  city.later(30 * DAY)
  await runs('areas.night')
  assert.equal((await anybody.opens(`/areas/mine/${goes}`)).status, 200)
  assert.equal((await city.rows(sql`select id from areas.followed`)).length, 1)
  await anybody.does(can.leave, { code: goes })
})

test('somebody who types the address of another floods nobody', async () => {
  for (let metres = 250; metres < 260; metres += 1)
    await anybody.does(can.follow, {
      ...near,
      metres,
      rhythm: 'soon',
      email: 'fay@example.org',
    })
  assert.equal((await lettersTo('fay@example.org')).length, 5)
})

test('signed in, one finds what one follows in the folder and takes it along; a closed account follows nothing', async () => {
  const amina = await city.resident('amina')
  await follows('other@example.org', { district: 'puerto-viejo' }, amina)
  assert.match((await amina.opens('/folder')).text, /href="\/areas\/mine"/)
  assert.match((await amina.opens('/areas/mine')).text, /Puerto Viejo/)
  assert.doesNotMatch((await amina.opens('/areas/mine')).text, /other@example/)
  const archive = await city.city.web.inject({
    method: 'GET',
    url: '/folder/take/archive',
    headers: { cookie: amina.cookie },
  })
  assert.ok(archive.rawPayload.includes('areas.json'))
  const folder = city.city.services.find(({ name }) => name === 'folder')
  const erase = folder?.actions.find(({ name }) => name === 'folder.erase')
  assert.ok(erase)
  await amina.does(erase, { class: 'account' })
  await runs('areas.night')
  const left = await city.rows(sql`select 1 from areas.followed where person is not null`)
  assert.deepEqual(left, [])
})
