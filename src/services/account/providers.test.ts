import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { bareBrowser, onTo, postOf } from '#test/bare-browser'
import type { TestCity } from '#test/city'
import { foreignProvider } from '#test/foreign-provider'
import { promise } from '#test/promise'
import { cityWith, comesBack, folderWith, goes, HOME } from '#test/with-providers'

let city: TestCity
let provider: Awaited<ReturnType<typeof foreignProvider>>
let folder: ReturnType<typeof folderWith>
const letterTo = postOf(() => city)

before(async () => {
  provider = await foreignProvider({
    client_id: 'luzarra',
    client_secret: 'the secret of the city',
    redirect_uris: [`${HOME}/sign-in/back/card`],
    post_logout_redirect_uris: [`${HOME}/`],
  })
  const card = {
    name: 'card',
    title: { en: 'Card of the state', es: 'Tarjeta del Estado', ar: 'بطاقة الدولة' },
    issuer: provider.issuer,
    client: 'luzarra',
    scopes: ['email', 'profile', 'address'],
    claims: ['email', 'address.locality'],
    levels: { 'urn:basic': 'low', 'urn:card': 'high' },
    residence: { claim: 'address.locality', is: ['Luzarra'] },
  }
  folder = folderWith({ providers: [card] })
  city = await cityWith(folder, { PROVIDER_SECRET_CARD: 'the secret of the city' })
})
after(async () => {
  await provider.close()
  folder.remove()
  await city.close()
})
beforeEach(() => {
  city.today(new Date().toISOString())
  provider.state.lie = null
  Object.assign(provider.visitor, { acr: 'urn:basic', claims: {}, declines: false })
})

const ENTER = '/sign-in/with/card'

/** Somebody whom the provider calls this, in a browser that was never here. */
function somebody(sub: string, claims: Record<string, unknown> = {}) {
  Object.assign(provider.visitor, { sub, claims })
  return bareBrowser(city)
}

/** Comes for the first time, and makes an account. */
async function opensAccount(sub: string, claims: Record<string, unknown> = {}) {
  const mine = somebody(sub, claims)
  const came = onTo(await comesBack(mine, `${ENTER}?next=/ways`))
  assert.match(came, /^\/sign-in\/new\/\w+\?next=%2Fways$/)
  const page = await mine.opens(came)
  assert.equal(page.status, 200)
  const [path = ''] = came.split('?')
  assert.equal(onTo(await mine.posts(`${path}/open`, { next: '/ways' })), '/ways')
  return { mine, page }
}

/** Somebody with a password, signed in. */
async function withPassword(name: string) {
  const { email } = await city.resident(name)
  const mine = bareBrowser(city)
  const password = `${name} likes the harbour`
  assert.equal((await mine.posts('/sign-in/enter', { email, password })).status, 303)
  return { mine, email }
}

test('Amina comes with the card of the state, makes an account, and is known the next time', async () => {
  promise('P2.14')
  assert.match((await bareBrowser(city).opens('/sign-in')).text, /Sign in with Card of the state/)
  const { mine, page } = await opensAccount('amina', { preferred_username: 'amina-at-the-state' })
  assert.match(page.text, /amina-at-the-state/)
  assert.match((await mine.opens('/ways')).text, /no e-mail address of yours/)
  assert.ok(provider.state.asked.includes('POST /request'), 'nothing was pushed (RFC 9126)')
  const again = somebody('amina')
  assert.equal(onTo(await comesBack(again, `${ENTER}?next=/ways`)), '/ways')
  assert.match((await again.opens('/sessions')).text, /another service/)
})

test('an address that the provider vouches for is kept for letters; one that it does not is dropped', async () => {
  const told = { email: 'bruno@luzarra.example', email_verified: true }
  await opensAccount('bruno', told)
  const { mine } = await opensAccount('carla', { ...told, email_verified: false })
  assert.match((await mine.opens('/ways')).text, /no e-mail address of yours/)
  const safari = somebody('bruno', told)
  await comesBack(safari, ENTER)
  assert.match((await letterTo(told.email)).subject, /Somebody signed in/)
  const letters = await city.letters()
  assert.ok(!letters.some(({ to }) => to === 'carla@luzarra.example'))
  const way = bareBrowser(city)
  await way.posts('/sign-in/code/send', { email: told.email })
  assert.match((await letterTo(told.email)).subject, /is your code/)
})

test('the address of somebody who is known here opens nothing: another account is made, without it', async () => {
  const { email } = await city.resident('dora')
  const { mine } = await opensAccount('not-dora', { email, email_verified: true })
  const page = (await mine.opens('/ways')).text
  assert.match(page, /no e-mail address of yours/)
  assert.match(page, /You come in without a password/)
})

test('a browser that did not ask is told so, and an answer counts once', async () => {
  promise('P2.14')
  const mine = somebody('amina')
  const back = await goes(mine, ENTER)
  const other = await bareBrowser(city).opens(back)
  assert.equal(other.status, 422)
  assert.match(other.text, /belongs to another browser/)
  assert.ok(
    ![...mine.jar.keys()].some((name) => /passage/.test(name) && !name.startsWith('__Host-')),
  )
  const jar = new Map(mine.jar)
  assert.equal(onTo(await mine.opens(back)), '/folder')
  for (const [name, value] of jar) mine.jar.set(name, value)
  assert.equal((await mine.opens(back)).status, 422)
})

test('after ten minutes an answer is too old', async () => {
  const mine = somebody('amina')
  const back = await goes(mine, ENTER)
  city.later(31 * 60_000)
  assert.equal((await mine.opens(back)).status, 422)
})

test('Elena adds the card to her account after she has seen which it is, and is told by mail', async () => {
  promise('P2.14')
  const { mine, email } = await withPassword('elena')
  provider.visitor.sub = 'elena-at-the-state'
  provider.visitor.claims = { preferred_username: 'elena.e' }
  const confirm = onTo(await comesBack(mine, '/ways/with/card'))
  assert.match(confirm, /^\/ways\/new\/\w+$/)
  assert.match((await mine.opens(confirm)).text, /elena\.e/)
  assert.doesNotMatch((await mine.opens('/ways')).text, /id="identities"[\s\S]*Remove/)
  assert.equal(onTo(await mine.posts(`${confirm}/add`)), '/ways')
  assert.match((await letterTo(email)).subject, /ways to sign in/)
  const fresh = somebody('elena-at-the-state')
  assert.equal(onTo(await comesBack(fresh, ENTER)), '/folder')
})

test('nobody adds to their account what another person brought from the provider', async () => {
  const elena = (await withPassword('fatima')).mine
  const confirm = onTo(await comesBack(elena, '/ways/with/card'))
  const gita = (await withPassword('gita')).mine
  assert.equal((await gita.opens(confirm)).status, 404)
  assert.equal((await gita.posts(`${confirm}/add`)).status, 404)
  const taken = onTo(await comesBack(gita, '/ways/with/card'))
  provider.visitor.sub = 'amina'
  const others = onTo(await comesBack(gita, '/ways/with/card'))
  assert.match((await gita.posts(`${others}/add`)).text, /belongs to another account/)
  assert.ok(taken)
})

test('the last way to sign in cannot be taken away', async () => {
  const { mine } = await opensAccount('only-the-card')
  const [, identity = ''] =
    /name="identity" value="(\w+)"/.exec((await mine.opens('/ways')).text) ?? []
  const refused = await mine.posts('/ways/leave', { identity })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /last way to sign in/)
})

test('who signs out is shown how to sign out at the provider as well', async () => {
  const mine = somebody('amina')
  await comesBack(mine, ENTER)
  assert.equal(onTo(await mine.posts('/sign-out')), '/signed-out')
  assert.match((await mine.opens('/signed-out')).text, /Sign out of Card of the state/)
  const out = new URL(onTo(await mine.opens('/signed-out/card')))
  assert.equal(`${out.origin}${out.pathname}`, `${provider.issuer}/session/end`)
  assert.equal(out.searchParams.get('post_logout_redirect_uri'), `${HOME}/`)
})

test('of what the provider calls somebody only a keyed hash is kept, and no claim nobody asked for', async () => {
  promise('P2.30')
  await opensAccount('a-very-telling-subject', { address: { locality: ' LUZARRA' } })
  const mine = somebody('a-very-telling-subject')
  await comesBack(mine, ENTER)
  const { ways } = await waysIn(mine)
  assert.ok(ways.identities[0]?.residentAt, 'the claim of the locality proved nothing')
  assert.doesNotMatch(JSON.stringify(ways), /telling|LUZARRA/)
})

async function waysIn(mine: ReturnType<typeof bareBrowser>) {
  const ways = (await mine.opens('/api/ways')).json<{
    identities: { residentAt: string | null; assurance: string }[]
  }>()
  return { ways }
}
