/** What an application holds of a resident ends when she, an official or the calendar says so. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onTo } from '#test/bare-browser'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import {
  act,
  allows,
  begin,
  exchanges,
  foreign,
  leadsOut,
  letIn,
  pathOf,
  signedIn,
  URL_OF_CITY,
} from '#test/foreign-application'
import * as client from 'openid-client'
import { promise } from '#test/promise'

let city: TestCity
let officials: readonly [Somebody, Somebody]
let config: client.Configuration
const scope = 'openid email offline_access'

before(async () => {
  city = await openCity(undefined, { PUBLIC_URL: URL_OF_CITY })
  city.today(new Date().toISOString())
  const first = await city.official('olga', 'operator')
  officials = [first, await city.official('otto', 'privacy-officer')]
  const wish = { application: 'catalogue', claims: ['email'], must: ['email'] } as const
  config = await foreign(city, 'catalogue', await letIn(officials, wish))
})
after(() => city?.close())

/** Somebody new, who lets the catalogue ask also while they are away. */
async function connected(name: string) {
  const who = await city.resident(name)
  const browser = await signedIn(city, who, name)
  const begun = await begin(config, { scope, prompt: 'consent' })
  const tokens = await exchanges(config, begun, await allows(browser, begun, 'offline_access'))
  const sub = tokens.claims()?.sub ?? ''
  const { access_token: access, refresh_token: refresh = '' } = tokens
  assert.ok(refresh)
  refs.set(name, await city.city.channel('applications').refOf(who.ref))
  return { who, browser, sub, access, refresh, idToken: tokens.id_token ?? '' }
}
type Connected = Awaited<ReturnType<typeof connected>>

const refs = new Map<string, string>()
const refOf = (name: string) => refs.get(name) ?? assert.fail(name)

const asks = ({ access, sub }: Connected) => client.fetchUserInfo(config, access, sub)
const renews = ({ refresh }: Connected) => client.refreshTokenGrant(config, refresh)

/** From now on neither token is worth anything. */
async function isDead(one: Connected): Promise<void> {
  await assert.rejects(asks(one), client.WWWAuthenticateChallengeError)
  await assert.rejects(renews(one), client.ResponseBodyError)
}

test('an application that may ask while she is away renews what it holds, and the old is worth nothing', async () => {
  const amina = await connected('amina')
  const renewed = await renews(amina)
  const told = await client.fetchUserInfo(config, renewed.access_token, amina.sub)
  assert.equal(told.email, amina.who.email)
  await assert.rejects(renews(amina), client.ResponseBodyError, 'a renewed token is good once')
  const stolen = { ...amina, refresh: renewed.refresh_token ?? '' }
  await assert.rejects(renews(stolen), client.ResponseBodyError, 'and whoever brings it ends all')
})

test('she sees what the application knows of her and ends it: from that moment it learns nothing', async () => {
  promise('P2.31')
  const bruno = await connected('bruno')
  const page = await bruno.browser.opens('/applications/mine')
  assert.match(page.text, /The catalogue/)
  assert.match(page.text, /Your e-mail address/)
  const [, id = ''] = /\/applications\/mine\/([^/]+)\/end/.exec(page.text) ?? []
  await bruno.who.does(act('applications.disconnect'), { connection: id })
  await isDead(bruno)
  const ref = await city.city.channel('folder').refOf(bruno.who.ref)
  const [consent] = await city.city.channel('folder').rights.consents(ref)
  assert.equal(consent?.notice, 'applications.email')
  assert.ok(consent?.withdrawn)
  const begun = await begin(config, { scope })
  assert.match(onTo(await bruno.browser.opens(pathOf(begun.url))), /\/applications\/asked\//)
})

test('nobody ends what another resident agreed to', async () => {
  const carla = await connected('carla')
  const page = await carla.browser.opens('/applications/mine')
  const [, id = ''] = /\/applications\/mine\/([^/]+)\/end/.exec(page.text) ?? []
  const dora = await city.resident('dora')
  await assert.rejects(
    dora.does(act('applications.disconnect'), { connection: id }),
    /no-such-connection/,
  )
  assert.equal((await asks(carla)).email, carla.who.email)
})

test('a consent taken back in the folder ends it as well', async () => {
  const emil = await connected('emil')
  await emil.who.does(act('folder.withdraw'), { notice: 'applications.email' })
  await assert.rejects(asks(emil), client.WWWAuthenticateChallengeError)
  await isDead(emil)
})

test('a resident who has her account erased is nobody to the application', async () => {
  const fatima = await connected('fatima')
  await fatima.who.does(act('folder.erase'), { class: 'account' })
  await isDead(fatima)
})

test('signing out at the application asks whether the city is left too, and leads back', async () => {
  const gabi = await connected('gabi')
  const url = client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: 'https://catalogue.example/bye',
    id_token_hint: gabi.idToken,
    state: 'there',
  })
  const page = await gabi.browser.opens(pathOf(url))
  assert.equal(page.status, 200, page.text)
  assert.match(page.text, /You have left The catalogue/)
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page.text) ?? []
  const got = await gabi.browser.posts('/connect/end/confirm', { xsrf, logout: 'yes' })
  const out = await leadsOut(gabi.browser, pathOf(onTo(got)))
  assert.equal(out.href, 'https://catalogue.example/bye?state=there')
  assert.equal((await gabi.browser.opens('/folder')).status, 303, 'she is signed out of the city')
  const forged = '/applications/left?application=catalogue&to=https%3A%2F%2Fevil.example%2F'
  assert.equal((await gabi.browser.opens(forged)).status, 404)
})

test('an application takes back its own token', async () => {
  const hugo = await connected('hugo')
  await client.tokenRevocation(config, hugo.refresh)
  await assert.rejects(renews(hugo), client.ResponseBodyError)
})

test('an application that is ended signs nobody in, and what it holds is worth nothing', async () => {
  const jan = await connected('jan')
  const [, second] = officials
  await second.does(act('applications.end'), { application: 'catalogue' })
  await assert.rejects(asks(jan), client.WWWAuthenticateChallengeError)
  await assert.rejects(begin(config, { scope }), client.WWWAuthenticateChallengeError)
  const begun = await begin(config, { scope }, false)
  const got = await jan.browser.opens(pathOf(begun.url))
  assert.equal(got.status, 400)
  assert.match(got.text, /does not know this application, or has ended it/)
  const page = await city.anybody.opens('/applications')
  assert.doesNotMatch(page.text, /The catalogue/)
})

test('what is over is forgotten at night', async () => {
  const [before] = await city.rows(sql`select count(*) as count from applications.token`)
  assert.ok(Number(before?.['count']) > 0)
  for (let month = 0; month < 2; month += 1) {
    await city.work()
    city.later(40 * 86_400_000)
  }
  await city.work()
  const [left] = await city.rows(sql`select count(*) as count from applications.token`)
  assert.deepEqual(left, { count: 0 })
  const gone = await city.rows(sql`select ref from applications.connection
    where ref = ${refOf('fatima')}`)
  assert.deepEqual(gone, [], 'whoever erased her account has no connection any more')
})
