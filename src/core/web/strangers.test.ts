/** What strangers may not learn or spoil: other people's answers, the measurements, shared caches. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import account from '#services/account'
import home from '#services/home'
import { openCity, type TestCity } from '#test/city'
import { addressOf } from './identity.ts'
import { trial } from './trial.ts'

let city: TestCity
let proxied: TestCity
before(async () => {
  city = await openCity([home, account, trial])
  proxied = await openCity([home, account, trial], {
    TRUST_PROXY: 'yes',
    REQUESTS_PER_MINUTE: '100',
  })
})
after(async () => {
  await city.close()
  await proxied.close()
})

function says(text: string, cookie = '') {
  return city.city.web.inject({
    method: 'POST',
    url: '/api/trial/a/say',
    headers: { 'idempotency-key': 'order-1001', cookie },
    payload: { text },
  })
}

test('somebody else who picks the same one-time key is not told the first answer', async () => {
  const [amina, bruno] = [await city.resident('amina'), await city.resident('bruno')]
  const first = await says('from amina', amina.cookie)
  const other = await says('from bruno', bruno.cookie)
  assert.equal(other.headers['idempotent-replayed'], undefined)
  assert.deepEqual(
    [first.json<{ text: string }>().text, other.json<{ text: string }>().text],
    ['from amina', 'from bruno'],
  )
  const again = await says('from amina', amina.cookie)
  assert.equal(again.headers['idempotent-replayed'], 'true')
})

test('a one-time key that comes again with something else is refused, and the answer stays shut', async () => {
  assert.equal((await says('dark')).statusCode, 200)
  const other = await says('bright')
  assert.equal(other.statusCode, 422)
  assert.match(other.body, /key-used/)
  assert.doesNotMatch(other.body, /dark/)
})

test('measurements are for this machine, not for whoever comes through its proxy', async () => {
  const asks = async (of: TestCity, headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await of.city.web.inject({ url: '/metrics', headers, remoteAddress })).statusCode
  assert.equal(await asks(city, {}), 200)
  assert.equal(await asks(city, {}, '203.0.113.9'), 404)
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip']) {
    assert.equal(await asks(city, { [header]: '127.0.0.1' }), 404, header)
    assert.equal(await asks(proxied, { [header]: '127.0.0.1' }), 404, header)
  }
})

test('an address somebody wrote into the header themselves is not believed', async () => {
  const left = async (claimed: string, remoteAddress = '127.0.0.1') => {
    const headers = { 'x-forwarded-for': `${claimed}, 203.0.113.9` }
    const got = await proxied.city.web.inject({ url: '/promises', headers, remoteAddress })
    return got.headers['x-ratelimit-remaining']
  }
  const seen = [await left('198.51.100.1'), await left('198.51.100.2'), await left('127.0.0.1')]
  assert.deepEqual(seen, ['99', '98', '97'])
  assert.equal(await left('198.51.100.1', '192.0.2.7'), '99')
  assert.equal(await left('198.51.100.2', '192.0.2.7'), '98')
})

test('a household that may choose among many addresses is counted as one', () => {
  const { settings } = city.city
  const shell = { ...settings, secret: 'a secret', theme: '', trustProxy: false }
  const of = (ip: string) => addressOf(shell, ip, '2026-03-02T09:00:00.000Z')
  assert.equal(of('2001:db8:1:2::1'), of('2001:db8:1:2:ffff::9'))
  assert.notEqual(of('2001:db8:1:2::1'), of('2001:db8:1:3::1'))
  assert.equal(of('::ffff:192.0.2.1'), of('192.0.2.1'))
  assert.notEqual(of('192.0.2.1'), of('192.0.2.2'))
})

test('an answer that sets a cookie is kept by no cache that many share', async () => {
  const chosen = await city.anybody.opens('/trial/a?language=es')
  assert.match(String(chosen.headers['set-cookie']), /^language=es/)
  assert.match(String(chosen.headers['cache-control']), /private/)
  assert.match(String((await city.anybody.opens('/trial/a')).headers['cache-control']), /public/)
})

test('one address hands in sixty files in ten minutes, and then waits', async () => {
  const hands = (remoteAddress: string) =>
    city.city.web.inject({
      method: 'POST',
      url: '/api/uploads',
      remoteAddress,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload:
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\na\r\n--x--\r\n',
    })
  for (let n = 0; n < 60; n += 1) assert.notEqual((await hands('192.0.2.1')).statusCode, 429)
  const late = await hands('192.0.2.1')
  assert.equal(late.statusCode, 429)
  assert.ok(Number(late.headers['retry-after']) > 0)
  assert.notEqual((await hands('192.0.2.2')).statusCode, 429)
})

test('a form on another site signs nobody in here, not through the door of programs either', async () => {
  await city.resident('amina')
  const { email } = await city.official('bruno', 'unit-lead')
  const password = 'bruno likes the harbour'
  const enters = (headers: Record<string, string>, payload: string) =>
    city.city.web.inject({ method: 'POST', url: '/api/sign-in/enter', headers, payload })
  const form = new URLSearchParams({ email, password }).toString()
  const typed = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const from of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    const refused = await enters({ ...typed, ...from }, form)
    assert.equal(refused.statusCode, 403, JSON.stringify(from))
    assert.match(refused.body, /foreign-form/)
    assert.equal(refused.headers['set-cookie'], undefined, 'a browser was signed in from elsewhere')
  }
  assert.equal((await enters(typed, form)).statusCode, 200, 'a program that is no browser may')
})

test('a script on another site does nothing in the name of a resident who is signed in here', async () => {
  const { cookie } = await city.resident('carla')
  const does = (headers: Record<string, string>) =>
    city.city.web.inject({
      method: 'POST',
      url: '/api/trial/a/say',
      headers: { cookie, ...headers },
      payload: { text: 'from elsewhere' },
    })
  const elsewhere = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]
  for (const from of elsewhere) assert.equal((await does(from)).statusCode, 403, String(from))
  assert.equal((await does({ 'sec-fetch-site': 'same-origin' })).statusCode, 200)
})
