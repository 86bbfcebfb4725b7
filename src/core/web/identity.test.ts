import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import account from '#services/account'
import home from '#services/home'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { deviceOf } from './identity.ts'
import { trial } from './trial.ts'

let plain: TestCity
let safe: TestCity
before(async () => {
  plain = await openCity([home, account, trial])
  safe = await openCity([home, account, trial], { PUBLIC_URL: 'https://luzarra.example' })
})
after(async () => {
  await plain.close()
  await safe.close()
})

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat().map(String)

async function signsIn(city: TestCity) {
  const { email } = await city.resident('eva')
  const password = `${email.split('@')[0]} likes the harbour`
  return city.anybody.posts('/sign-in/enter', { email, password })
}

test('a page without a form sets no cookie', async () => {
  promise('P2.6')
  for (const path of [
    '/',
    '/privacy',
    '/trial/a',
    '/nowhere',
    '/api/trial/a',
    '/api/openapi.json',
  ]) {
    assert.deepEqual(cookiesOf(await plain.anybody.opens(path)), [], path)
  }
})

test('a page with a form sets the cookie of the form until the browser is closed, and only once', async () => {
  const page = await plain.anybody.opens('/sign-in')
  const [cookie = '', ...others] = cookiesOf(page)
  assert.match(cookie, /^form=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.deepEqual(others, [])
  const again = await plain.anybody.opens('/sign-in', { cookie: cookie.split(';')[0] ?? '' })
  assert.deepEqual(cookiesOf(again), [])
})

test('a language is remembered when it was chosen, not when the browser asks for it', async () => {
  assert.deepEqual(cookiesOf(await plain.anybody.opens('/', { 'accept-language': 'ar' })), [])
  assert.deepEqual(cookiesOf(await plain.anybody.opens('/?language=xx')), [])
  const chosen = await plain.anybody.opens('/?language=ar')
  assert.deepEqual(cookiesOf(chosen), ['language=ar; Path=/; HttpOnly; SameSite=Lax'])
  const next = await plain.anybody.opens('/', { cookie: 'language=ar', 'accept-language': 'es' })
  assert.match(next.text, /<html lang="ar" dir="rtl"/)
})

test('who signs in has a session of twelve hours; over https it is bound to this very host', async () => {
  const [here = ''] = cookiesOf(await signsIn(plain))
  assert.match(here, /^cityright=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  const [there = ''] = cookiesOf(await signsIn(safe))
  assert.match(
    there,
    /^__Host-cityright=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('over https a cookie without its host is nobody', async () => {
  const { cookie } = await safe.resident('bruno')
  assert.equal((await safe.anybody.opens('/sessions', { cookie })).status, 303)
  const bound = await safe.anybody.opens('/sessions', { cookie: `__Host-${cookie}` })
  assert.equal(bound.status, 200)
})

test('signing out takes the cookie away and ends the session', async () => {
  const amina = await plain.resident('amina')
  assert.equal((await amina.opens('/sessions')).status, 200)
  const out = await amina.posts('/sign-out')
  assert.match(cookiesOf(out)[0] ?? '', /^cityright=; Max-Age=0; Path=\//)
  assert.equal((await amina.opens('/sessions')).status, 303)
})

test('a session ends after thirty quiet minutes, and after twelve hours in any case', async () => {
  const carla = await plain.resident('carla')
  for (let minutes = 0; minutes < 12 * 60; minutes += 29) {
    assert.equal((await carla.opens('/sessions')).status, 200, `after ${minutes} minutes`)
    plain.later(29 * 60_000)
  }
  assert.equal((await carla.opens('/sessions')).status, 303)
  const dora = await plain.resident('dora')
  plain.later(31 * 60_000)
  assert.equal((await dora.opens('/sessions')).status, 303)
})

test('invented secrets are nobody', async () => {
  for (const secret of ['x', 'x'.repeat(5000), '%00', "' or 1=1", '⟦', '{}']) {
    const got = await plain.anybody.opens('/sessions', {
      cookie: `cityright=${encodeURIComponent(secret)}`,
    })
    assert.equal(got.status, 303, secret)
  }
})

test('a device is told apart by two words, not by more', () => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
  assert.equal(deviceOf(agent), 'Firefox on Linux')
  assert.equal(
    deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130'),
    'Edge on Windows',
  )
  const phone = 'Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537'
  assert.equal(deviceOf(phone), 'Chrome on Android')
  assert.equal(deviceOf(undefined), 'browser')
})
