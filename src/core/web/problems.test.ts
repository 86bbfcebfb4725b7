import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, openCity, type TestCity } from '#test/city'
import { SECRET, trial } from './trial.ts'

let city: TestCity
before(async () => {
  city = await openCity([trial])
})
after(() => city.close())

const STATUS = {
  invalid: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
} as const

async function calls(path: string, body: unknown = {}, more: Record<string, string> = {}) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...more }
  return city.city.web.inject({ method: 'POST', url: path, headers, payload })
}

test('a program is told every refusal as a problem document, in the language it asks for', async () => {
  for (const [kind, status] of Object.entries(STATUS)) {
    const got = await calls(`/api/trial/refuse/${kind}/now`, {}, { 'accept-language': 'es' })
    assert.equal(got.statusCode, status, kind)
    assert.match(String(got.headers['content-type']), /^application\/problem\+json/)
    const { type, title, instance, reasons, detail, ...rest } = got.json()
    assert.equal(type, `urn:cityright:problem:${kind}`)
    assert.equal(title, city.city.say('es')(`web.kind.${kind}`))
    assert.equal(instance, `urn:request:${got.headers['x-request-id']}`)
    assert.equal(reasons[0].code, 'vault-down')
    assert.equal(reasons[0].message, city.city.say('es')('web.reason.vault-down'))
    assert.deepEqual(rest, { status })
    assert.equal(detail !== undefined, kind === 'conflict', kind)
    const wait = kind === 'too-many' || kind === 'unavailable' ? '42' : undefined
    assert.equal(got.headers['retry-after'], wait, kind)
  }
})

test('a person is told every refusal as a page that says what to do next', async () => {
  for (const [kind, status] of Object.entries(STATUS)) {
    const got = await city.anybody.posts(`/trial/refuse/${kind}/now`)
    if (kind === 'sign-in') {
      assert.deepEqual(
        [got.status, got.headers['location']],
        [303, '/sign-in?next=%2Ftrial%2Frefuse%2Fsign-in'],
      )
      continue
    }
    assert.equal(got.status, status, kind)
    assert.match(String(got.headers['content-type']), /^text\/html/)
    assert.match(got.text, /<h1/)
    assert.doesNotMatch(got.text, /⟦/)
  }
})

const tellsNothing = (got: Answer | Awaited<ReturnType<typeof calls>>, status: number) => {
  const text = 'text' in got ? got.text : got.body
  const found = 'status' in got ? got.status : got.statusCode
  assert.equal(found, status)
  for (const secret of [SECRET, 'secret', 'Error', '.ts:', 'node_modules']) {
    assert.ok(!text.includes(secret), `${secret} is told: ${text.slice(0, 300)}`)
  }
}

test('a fault of ours tells nothing but that it is ours and the number of the request', async () => {
  tellsNothing(await city.anybody.opens('/trial/broken'), 500)
  tellsNothing(await city.anybody.opens('/api/trial/broken'), 500)
  tellsNothing(await city.anybody.posts('/trial/broken/break'), 500)
  const got = await calls('/api/trial/broken/break')
  tellsNothing(got, 500)
  assert.deepEqual(got.json(), {
    type: 'urn:cityright:problem:bug',
    title: city.city.say('en')('web.kind.bug'),
    status: 500,
    instance: `urn:request:${got.headers['x-request-id']}`,
  })
})

test('there is a page for what is not there, for programs and for people', async () => {
  for (const path of [
    '/nowhere',
    '/trial/nowhere',
    '/api/nowhere',
    '/api/trial/nowhere',
    '/assets/x.css',
  ]) {
    const got = await city.anybody.opens(path)
    assert.equal(got.status, 404, path)
    const html = String(got.headers['content-type']).startsWith('text/html')
    assert.equal(html, !path.startsWith('/api'), path)
  }
})

test('what cannot be read is the fault of whoever sent it', async () => {
  const wrong = [
    ['{"text":', {}],
    ['[1, 2]', {}],
    ['"text"', {}],
    ['null', {}],
    ['text', { 'content-type': 'text/plain' }],
    ['<a/>', { 'content-type': 'application/xml' }],
    ['x', { 'content-type': 'multipart/form-data' }],
    ['x', { 'content-type': 'multipart/form-data; boundary=b' }],
    ['x', { 'content-type': 'nonsense' }],
    [JSON.stringify({ text: 'x'.repeat(1024 * 1024) }), {}],
    ['{"__proto__":{"x":1}}', {}],
    ['{"constructor":{"prototype":{"x":1}}}', {}],
  ] as const
  for (const [body, headers] of wrong) {
    const got = await calls('/api/trial/a/say', body, headers)
    const about = `${body.slice(0, 40)} ${JSON.stringify(headers)}`
    assert.equal(got.statusCode, 400, about)
    assert.match(String(got.headers['content-type']), /^application\/problem\+json/, about)
  }
})

test('every path may be asked in every way: the answer is ours, and never a fault', async () => {
  const ways = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'GET', 'POST'] as const
  for (const method of ways) {
    for (const url of [
      '/trial/a',
      '/trial/a/say',
      '/api/trial/a',
      '/api/trial/a/say',
      '/nowhere',
    ]) {
      const got = await city.city.web.inject({ method, url })
      assert.ok(got.statusCode < 500, `${method} ${url}: ${got.statusCode}`)
      if (!/^(?:GET|HEAD|POST)$/.test(method)) assert.equal(got.statusCode, 404, `${method} ${url}`)
    }
  }
  const head = await city.city.web.inject({ method: 'HEAD', url: '/trial/a' })
  assert.deepEqual([head.statusCode, head.body], [200, ''])
})
