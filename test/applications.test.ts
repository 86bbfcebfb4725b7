/** The city signs residents in to applications that nobody here wrote. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import * as client from 'openid-client'
import { onTo } from '#test/bare-browser'
import {
  act,
  allows,
  begin,
  type Browser,
  CALLBACK,
  exchanges,
  foreign,
  isAsked,
  leadsOut,
  letIn,
  pathOf,
  signedIn,
  URL_OF_CITY,
} from '#test/foreign-application'
import { promise } from '#test/promise'

let city: TestCity
let officials: readonly [Somebody, Somebody]
let amina: Somebody
let browser: Browser
let config: client.Configuration
const scope = 'openid email profile'

before(async () => {
  city = await openCity(undefined, { PUBLIC_URL: URL_OF_CITY })
  city.today(new Date().toISOString())
  const first = await city.official('olga', 'operator')
  officials = [first, await city.official('otto', 'privacy-officer')]
  amina = await city.resident('amina')
  const secret = await letIn(officials, { application: 'catalogue', claims: ['email', 'name'] })
  config = await foreign(city, 'catalogue', secret)
  browser = await signedIn(city, amina, 'amina')
})
after(() => city?.close())

const subOf = (tokens: { claims(): { sub: string } | undefined }) => tokens.claims()?.sub ?? ''
const soon = () => new Date(Date.parse(city.city.clock()) + 60_000).toISOString()

/** Amina signs in to the catalogue with her address. */
async function signsIn(asked: Record<string, string> = {}) {
  const begun = await begin(config, { scope, ...asked })
  const got = await browser.opens(pathOf(begun.url))
  const to = onTo(got)
  const answer = to.startsWith(CALLBACK)
    ? new URL(to)
    : await allows(browser, begun, asked['scope']?.includes('offline') ? 'offline_access' : 'email')
  return { begun, answer, tokens: await exchanges(config, begun, answer) }
}

/** Whatever the application is refused with. */
async function refusedWith(asked: Promise<unknown>): Promise<string> {
  const failure: unknown = await asked.then(
    () => assert.fail('it was not refused'),
    (caught: unknown) => caught,
  )
  assert.ok(failure instanceof Error)
  const { error, code } = failure as { error?: string; code?: string }
  return error ?? code ?? failure.message
}

test('Amina signs in to the catalogue, which learns her address because she ticked it, and no more', async () => {
  promise('P2.31')
  const asked = await begin(config, { scope })
  const page = await browser.opens(await isAsked(browser, asked))
  assert.match(page.text, /Sign in to The catalogue/)
  assert.match(page.text, /Borrow and prolong books/)
  assert.match(page.text, /We need email\./)
  const { tokens } = await signsIn()
  const claims = tokens.claims()
  assert.equal(claims?.['acr'], 'low')
  assert.ok(Math.abs(Number(claims?.auth_time) - Date.parse(city.city.clock()) / 1000) < 60)
  assert.equal('email' in (claims ?? {}), false, 'the ID token says nothing of her')
  const told = await client.fetchUserInfo(config, tokens.access_token, subOf(tokens))
  assert.deepEqual(told, { sub: subOf(tokens), email: amina.email, email_verified: true })
})

test('she finds in her folder that the catalogue was told her address', async () => {
  const own = await city.city.channel('folder').refOf(amina.ref)
  const [access] = await city.city.channel('folder').accesses(own, { limit: 1, now: soon() })
  assert.equal(access?.purpose, 'applications.email')
  assert.deepEqual(access?.fields, ['account.email'])
  assert.equal(access?.reason, 'The catalogue')
})

test('the next time she is not asked again, and the application knows her by the same name', async () => {
  const first = await begin(config, { scope })
  const out = await leadsOut(browser, pathOf(first.url))
  const tokens = await exchanges(config, first, out)
  assert.equal(subOf(tokens), subOf((await signsIn()).tokens))
})

test('two applications know her by different names', async () => {
  promise('P2.31')
  const open = {
    application: 'tickets',
    kind: 'public',
    returns: 'https://tickets.example/in',
  } as const
  await letIn(officials, open)
  const tickets = await foreign(city, 'tickets', '')
  const begun = await begin(tickets, { redirect_uri: open.returns }, false)
  const tokens = await exchanges(tickets, begun, await allows(browser, begun))
  assert.notEqual(subOf(tokens), subOf((await signsIn()).tokens))
  assert.doesNotMatch(subOf(tokens), new RegExp(amina.ref))
})

/** Amina proves that she lives in Salinas. */
async function provesWhere(): Promise<void> {
  const line = city.city.channel('residence')
  const residency = { until: '2099-01-01', district: 'salinas', over16From: '2006-05-04' }
  const who = { name: 'Amina Belkacem', birthDate: '1990-05-04' }
  const ref = await line.refOf(amina.ref)
  const at = city.city.clock()
  await line.residence.attest({ batch: 'proof', ref, who, residency, frees: false, at })
  await line.confirm('proof')
}

test('an application learns whether she lives here and in which district, once that is proved, never where', async () => {
  promise('P2.28')
  const returns = 'https://plots.example/in'
  const secret = await letIn(officials, {
    ...{ application: 'plots', returns },
    claims: ['resident', 'district'],
    must: ['district'],
  })
  const plots = await foreign(city, 'plots', secret)
  const wish = { redirect_uri: returns, scope: 'openid resident district' }
  const begun = await begin(plots, wish)
  assert.match((await browser.opens(await isAsked(browser, begun))).text, /not your address/)
  const answer = await allows(browser, begun, 'resident')
  const tokens = await exchanges(plots, begun, answer)
  const told = () => client.fetchUserInfo(plots, tokens.access_token, subOf(tokens))
  assert.deepEqual(await told(), { sub: subOf(tokens), resident: false })
  await provesWhere()
  assert.deepEqual(await told(), { sub: subOf(tokens), resident: true, district: 'salinas' })
})

test('nothing the provider keeps can be read or used by whoever reads the tables', async () => {
  const { tokens } = await signsIn()
  const rows = await city.rows(
    sql`select id, connection, encode(sealed, 'escape') as sealed, asked from applications.token`,
  )
  const text = JSON.stringify(rows)
  assert.ok(rows.length > 3)
  for (const never of [tokens.access_token, amina.email, amina.ref, CALLBACK])
    assert.equal(text.includes(never), false)
})

test('an address that is not registered is never gone to', async () => {
  const begun = await begin(config, { redirect_uri: 'https://evil.example/in' }, false)
  const got = await browser.opens(pathOf(begun.url))
  assert.equal(got.status, 400)
  assert.match(got.text, /not registered\. You stay here/)
  assert.match(String(got.headers['content-security-policy']), /form-action 'self'/)
  const pushed = begin(config, { redirect_uri: 'https://evil.example/in' })
  assert.equal(await refusedWith(pushed), 'invalid_request')
})

test('a sign-in without proof of who began it is refused (PKCE)', async () => {
  const url = client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: 'openid' })
  const out = new URL(onTo(await browser.opens(pathOf(url))))
  assert.equal(out.searchParams.get('error'), 'invalid_request')
  assert.match(String(out.searchParams.get('error_description')), /PKCE/)
  const plain = await begin(config, { code_challenge_method: 'plain' }, false)
  const told = new URL(onTo(await browser.opens(pathOf(plain.url))))
  assert.equal(told.searchParams.get('error'), 'invalid_request')
})

test('the answer comes back in the address alone, and the city says so', async () => {
  assert.deepEqual(config.serverMetadata().response_modes_supported, ['query'])
  for (const mode of ['fragment', 'form_post']) {
    const got = await browser.opens(
      pathOf((await begin(config, { scope, response_mode: mode })).url),
    )
    assert.doesNotMatch(`${onTo(got)} ${got.text}`, /[?#&]code=|name="code"/, mode)
  }
})

test('a code is good once: whoever brings it again ends what came of it', async () => {
  const { begun, answer, tokens } = await signsIn()
  assert.equal(await refusedWith(exchanges(config, begun, answer)), 'invalid_grant')
  const asked = client.fetchUserInfo(config, tokens.access_token, subOf(tokens))
  assert.equal(await refusedWith(asked), 'OAUTH_WWW_AUTHENTICATE_CHALLENGE')
})

test('a code is worth nothing to another application, nor without its secret', async () => {
  const begun = await begin(config, { scope })
  const answer = await leadsOut(browser, pathOf(begun.url))
  const secret = await letIn(officials, { application: 'archive' })
  const archive = await foreign(city, 'archive', secret)
  assert.equal(await refusedWith(exchanges(archive, begun, answer)), 'invalid_grant')
  const guessed = await foreign(city, 'catalogue', 'guessed')
  assert.equal(
    await refusedWith(exchanges(guessed, begun, answer)),
    'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
  )
})

test('an answer cannot be had from somebody else: a link sent to Amina does not sign in who sent it', async () => {
  const bruno = await signedIn(city, await city.resident('bruno'), 'bruno')
  const begun = await begin(config, { scope })
  const path = await isAsked(bruno, begun)
  await browser.posts(`${path}/allow`, {})
  const uid = path.split('/').at(-1) ?? ''
  const got = await bruno.opens(`/connect/authorize/${uid}`)
  assert.equal(got.status, 403)
  assert.match(got.text, /Somebody else answered this/)
  const hers = await browser.opens(`/connect/authorize/${uid}`)
  assert.equal(hers.status, 400, 'and her own browser did not begin it')
})

test('whoever is not signed in is asked to, and comes back to the application', async () => {
  const begun = await begin(config, { scope })
  const fresh = await signedIn(city, await city.resident('carla'), 'carla')
  fresh.jar.clear()
  const path = await isAsked(fresh, begun)
  const got = await fresh.opens(path)
  assert.equal(got.status, 303)
  assert.equal(onTo(got), `/sign-in?next=${encodeURIComponent(path)}`)
  const silent = await begin(config, { scope, prompt: 'none' })
  const out = new URL(onTo(await fresh.opens(pathOf(silent.url))))
  assert.equal(out.searchParams.get('error'), 'login_required')
})

test('an application that wants to be surer, or to have it shown again, gets it before it learns anything', async () => {
  const surer = await begin(config, { scope, acr_values: 'substantial' })
  const path = await isAsked(browser, surer)
  const page = await browser.opens(path)
  assert.match(page.text, /wants to be surer that it is you/)
  assert.match(page.text, /\/prove\?need=more&amp;next=/)
  assert.equal((await browser.posts(`${path}/allow`, {})).status, 422)
  const again = await begin(config, { scope, prompt: 'login' })
  city.later(1000)
  const back = await isAsked(browser, again)
  assert.match((await browser.opens(back)).text, /need=again/)
  assert.equal((await browser.posts(`${back}/allow`, {})).status, 422)
  await browser.posts('/prove/enter', { password: 'amina likes the harbour', next: back })
  const got = await browser.posts(`${back}/allow`, {})
  const tokens = await exchanges(config, again, await leadsOut(browser, onTo(got)))
  assert.ok(tokens.access_token)
})

test('pages of others cannot ask for a resident; those of a public application can, for its own', async () => {
  const asks = (origin: string) =>
    city.city.web.inject({
      method: 'POST',
      url: '/connect/token',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=authorization_code&client_id=tickets&code=none&code_verifier=none',
    })
  const [own, foreign] = [await asks('https://tickets.example'), await asks('https://evil.example')]
  assert.equal(own.headers['access-control-allow-origin'], 'https://tickets.example')
  assert.equal(foreign.headers['access-control-allow-origin'], undefined)
  const keys = await city.anybody.opens('/connect/keys')
  assert.equal(keys.json<{ keys: { d?: string }[] }>().keys[0]?.d, undefined)
})

test('whoever does not want to is sent back, and the application learns that and nothing else', async () => {
  const begun = await begin(config, { scope, prompt: 'consent' })
  const got = await browser.posts(`${await isAsked(browser, begun)}/refuse`)
  const out = await leadsOut(browser, onTo(got))
  assert.equal(out.searchParams.get('error'), 'access_denied')
  assert.equal(out.searchParams.get('code'), null)
})

test('whoever acts for somebody else is nobody to an application until they leave that', async () => {
  const [dora, emil] = [await city.resident('dora'), await city.resident('emil')]
  const his = await signedIn(city, emil, 'emil')
  const known = await begin(config, { scope })
  await allows(his, known, 'email')
  const said = { name: 'Emil', scopes: ['folder'], until: '2027-03-02' }
  const { code } = await dora.does(act('mandates.offer'), said)
  await emil.does(act('mandates.take'), { code, name: 'Dora' })
  const hers = await signedIn(city, dora, 'dora')
  const mandate = JSON.parse((await hers.opens('/api/mandates')).text)[0].mandate as string
  await dora.does(act('mandates.confirm'), { mandate })
  assert.equal((await his.posts(`/mandates/${mandate}/begin`)).status, 303)
  const silent = await begin(config, { scope, prompt: 'none' })
  const out = new URL(onTo(await his.opens(pathOf(silent.url))))
  assert.equal(out.searchParams.get('error'), 'login_required')
  await his.posts('/mandates/leave')
  const again = new URL(onTo(await his.opens(pathOf((await begin(config, { scope })).url))))
  assert.ok(again.searchParams.has('code'), 'himself again, he is known again')
})
