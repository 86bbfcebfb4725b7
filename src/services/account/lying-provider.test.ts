import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from '#core/database'
import { bareBrowser, onTo } from '#test/bare-browser'
import type { TestCity } from '#test/city'
import { foreignProvider, type Lie } from '#test/foreign-provider'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { cityWith, comesBack, folderWith, goes, HOME } from '#test/with-providers'

let city: TestCity
let provider: Awaited<ReturnType<typeof foreignProvider>>
let folder: ReturnType<typeof folderWith>

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })

before(async () => {
  const jwk = key.publicKey.export({ format: 'jwk' })
  provider = await foreignProvider({
    client_id: 'luzarra',
    redirect_uris: [`${HOME}/sign-in/back/card`, `${HOME}/sign-in/back/twin`],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [jwk] },
  })
  const card = {
    name: 'card',
    title: { en: 'Card of the state' },
    issuer: provider.issuer,
    client: 'luzarra',
    authentication: 'private-key',
    levels: { 'urn:basic': 'low', 'urn:card': 'high' },
  }
  const away = { ...card, name: 'away', title: { en: 'Nobody' }, issuer: 'http://127.0.0.1:9' }
  folder = folderWith({ providers: [card, { ...card, name: 'twin' }, away] })
  const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  city = await cityWith(folder, {
    PROVIDER_SECRET_CARD: pem,
    PROVIDER_SECRET_TWIN: pem,
    PROVIDER_SECRET_AWAY: pem,
  })
})
after(async () => {
  await provider.close()
  folder.remove()
  await city.close()
})
beforeEach(() => {
  city.today(new Date().toISOString())
  provider.state.lie = null
  Object.assign(provider.visitor, { sub: 'amina', acr: 'urn:basic', declines: false })
})

const ENTER = '/sign-in/with/card'

test('a city that has a key instead of a secret is known by its signature', async () => {
  assert.match(onTo(await comesBack(bareBrowser(city), ENTER)), /^\/sign-in\/new\/\w+/)
})

const now = () => Math.floor(Date.now() / 1000)
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const LIES: Readonly<Record<string, Lie>> = {
  'an answer to another question (nonce)': (claims) => ({ claims: { ...claims, nonce: 'other' } }),
  'an answer of another provider (iss)': (claims) => ({
    claims: { ...claims, iss: 'https://else.example' },
  }),
  'an answer for another city (aud)': (claims) => ({ claims: { ...claims, aud: 'grenoble' } }),
  'an answer that is over (exp)': (claims) => ({ claims: { ...claims, exp: now() - 3600 } }),
  'an answer that nobody signed (alg none)': () => ({ algorithm: 'none' }),
  'an answer that another signed': () => ({ key: stranger }),
}

for (const [what, lie] of Object.entries(LIES)) {
  test(`${what} is not believed, and nobody is signed in`, async () => {
    promise('P2.14')
    const mine = bareBrowser(city)
    provider.state.lie = lie
    const got = await comesBack(mine, ENTER)
    assert.equal(got.status, 422)
    assert.match(got.text, /did not pass the city’s checks/)
    assert.ok(![...mine.jar.keys()].some((name) => name.endsWith('cityright')))
  })
}

test('an answer that names another provider, or came on the way of another, is not believed', async () => {
  promise('P2.30')
  const mine = bareBrowser(city)
  const mixed = new URL(await goes(mine, ENTER), HOME)
  mixed.searchParams.set('iss', 'https://else.example')
  assert.match((await mine.opens(mixed.pathname + mixed.search)).text, /did not pass/)
  const crossed = (await goes(mine, ENTER)).replace('/back/card', '/back/twin')
  assert.match((await mine.opens(crossed)).text, /belongs to another browser/)
})

test('a code that was used already is not believed', async () => {
  const [mine, other] = [bareBrowser(city), bareBrowser(city)]
  const used = new URL(await goes(mine, ENTER), HOME)
  await mine.opens(used.pathname + used.search)
  const second = new URL(await goes(other, ENTER), HOME)
  second.searchParams.set('code', used.searchParams.get('code') ?? '')
  assert.match((await other.opens(second.pathname + second.search)).text, /did not pass/)
})

test('who says no at the provider is back where they began, and told that nothing changed', async () => {
  provider.visitor.declines = true
  const got = await comesBack(bareBrowser(city), `${ENTER}?next=/ways`)
  assert.equal(got.status, 422)
  assert.match(got.text, /was stopped there/)
  assert.match(got.text, /sign-in\/with\/card\?next=%2Fways/)
})

test('a provider that does not answer is said to, and every other way stays open', async () => {
  const got = await bareBrowser(city).opens('/sign-in/with/away')
  assert.equal(got.status, 422)
  assert.match(got.text, /Nobody does not answer now/)
  assert.match(got.text, /action="\/sign-in\/enter"/)
})

const REASON = 'To ask which of the two corners is meant'

test('an official shows more with the card, and is back with the reason she typed', async () => {
  promise('P2.15')
  const { email } = await city.official('bruno', 'unit-lead')
  const amina = await city.resident('zoe')
  const { number } = await amina.does(can('report'), { ...lamp, toAccount: true })
  const mine = bareBrowser(city)
  await mine.posts('/sign-in/enter', { email, password: 'bruno likes the harbour' })
  provider.visitor.sub = 'bruno-at-the-state'
  const confirm = onTo(await comesBack(mine, '/ways/with/card'))
  assert.equal(onTo(await mine.posts(`${confirm}/add`)), '/ways')

  const door = onTo(await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON }))
  assert.match(door, /^\/prove\?need=more&next=/)
  const [, href = ''] =
    /href="(\/prove\/with\/card[^"]*)"/.exec((await mine.opens(door)).text) ?? []
  const out = href.replaceAll('&amp;', '&')
  assert.match((await comesBack(mine, out)).text, /was less sure that it is you/)
  provider.visitor.acr = 'urn:card'
  provider.state.lie = (claims) => ({ claims: { ...claims, auth_time: now() - 3600 } })
  assert.match((await comesBack(mine, out)).text, /did not ask you again/)
  // A time that is still to come, or in milliseconds, would count as fresh for hours, or for ever.
  for (const ahead of [now() + 3600, now() * 1000, 1e18]) {
    provider.state.lie = (claims) => ({ claims: { ...claims, auth_time: ahead } })
    assert.match((await comesBack(mine, out)).text, /did not pass the city/, String(ahead))
  }
  provider.state.lie = null
  provider.visitor.sub = 'somebody-else'
  assert.match((await comesBack(mine, out)).text, /somebody else is signed in/)
  provider.visitor.sub = 'bruno-at-the-state'
  const next = onTo(await comesBack(mine, out))
  const back = await mine.opens(next)
  assert.ok(back.text.includes(REASON), 'what she typed is lost')
  const done = await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON })
  assert.equal(onTo(done), `/reports/desk/${number}/contact`)
  const levels = await city.rows(sql`select assurance from people.session where assurance = 'high'`)
  assert.equal(levels.length, 1, 'the card does not reach the highest level')
})
