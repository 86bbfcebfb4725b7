import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type TestCity } from '#test/city'
import { phonePhoto } from '#test/files'
import { promise } from '#test/promise'
import { trial } from './trial.ts'

let city: TestCity
before(async () => {
  city = await openCity([trial])
})
after(() => city.close())

const typed = { text: 'The lamp at the corner', 'kinds[]': ['lamp'] }
const said = async () =>
  Number((await city.rows(sql`select count(*)::int as n from record.outbox`))[0]?.['n'])

/** Sends a form with these headers, as a browser elsewhere or an old one would. */
async function sends(headers: Record<string, string>, fields: Record<string, string> = {}) {
  return city.city.web.inject({
    method: 'POST',
    url: '/trial/a/say',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ text: 'The lamp at the corner', ...fields }).toString(),
  })
}

/** A page with a form: its cookie and its token. */
async function form() {
  const page = await city.anybody.opens('/trial/a?form=yes')
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? ''
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.text) ?? []
  return { cookie, csrf }
}

test('a form that another site sends is refused, with or without the right token', async () => {
  const { cookie, csrf } = await form()
  const before = await said()
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', cookie },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', cookie },
    { origin: 'http://localhost.evil.example', cookie },
  ]
  for (const headers of foreign) {
    const got = await sends(headers, { csrf })
    assert.equal(got.statusCode, 403, JSON.stringify(headers))
    assert.match(got.body, /foreign-form/)
  }
  assert.equal(await said(), before)
})

test('an old browser that says nothing of where it is needs the token of its own cookie', async () => {
  const [mine, other] = [await form(), await form()]
  const before = await said()
  for (const [cookie, csrf] of [
    ['', ''],
    ['', mine.csrf],
    [mine.cookie, ''],
    [mine.cookie, other.csrf],
    [mine.cookie, mine.csrf.slice(1)],
    [`${mine.cookie}x`, mine.csrf],
  ] as const) {
    const got = await sends({ cookie, origin: 'null' }, { csrf })
    assert.equal(got.statusCode, 403)
    assert.match(got.body, /stale-form/)
    assert.match(got.body, /The lamp at the corner/, 'what was typed is lost')
  }
  assert.equal(await said(), before)
  assert.equal((await sends({ cookie: mine.cookie }, { csrf: mine.csrf })).statusCode, 303)
  assert.equal(await said(), before + 1)
})

test('a form from one of our own pages needs no more than that', async () => {
  assert.equal((await sends({ 'sec-fetch-site': 'same-origin' })).statusCode, 303)
  assert.equal(
    (await sends({ origin: 'http://localhost:80', host: 'localhost:80' })).statusCode,
    303,
  )
})

test('a program on another site may not use the session of who visits it', async () => {
  const amina = await city.resident('amina')
  const ask = (headers: Record<string, string>) =>
    city.city.web.inject({ method: 'POST', url: '/api/trial/ours/do', headers, payload: {} })
  const { cookie } = amina
  assert.equal((await ask({ cookie, origin: 'https://evil.example' })).statusCode, 403)
  assert.equal((await ask({ cookie, 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  assert.equal((await ask({ origin: 'https://evil.example' })).statusCode, 401)
  assert.equal((await ask({ cookie })).statusCode, 200)
})

test('what does not fit is named at its field, on the same page, with everything that was typed', async () => {
  promise('P1.4')
  const got = await city.anybody.posts('/trial/a/say', { ...typed, loud: 'eleven', text: '' })
  assert.equal(got.status, 400)
  assert.match(got.text, /text required,loud invalid_type.number/)
  const kept = JSON.parse(/<pre>(.*?)<\/pre>/.exec(got.text)?.[1]?.replaceAll('&quot;', '"') ?? '')
  assert.deepEqual(kept, { text: '', loud: 'eleven', 'kinds[]': 'lamp', id: 'a' })
})

test('the same form sent twice acts once, and both senders are led to the same page', async () => {
  const before = await said()
  const key = 'one-time-key-of-a-form'
  const both = [
    await city.anybody.posts('/trial/a/say', { ...typed, key }),
    await city.anybody.posts('/trial/a/say', { ...typed, key }),
  ]
  assert.deepEqual(
    both.map(({ status, headers }) => `${status} ${headers['location']}`),
    ['303 /trial/a', '303 /trial/a'],
  )
  assert.equal(await said(), before + 1)
})

test('a program that repeats its key gets the same answer again, and is told so', async () => {
  const before = await said()
  const ask = (key: string, text: string) =>
    city.city.web.inject({
      method: 'POST',
      url: '/api/trial/a/say',
      headers: { 'idempotency-key': key },
      payload: { text },
    })
  const [first, again] = [
    await ask('key-of-a-program', 'dark'),
    await ask('key-of-a-program', 'dark'),
  ]
  assert.equal(first.headers['idempotent-replayed'], undefined)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(first.body, again.body)
  assert.equal((await ask('key-of-another', 'dark')).headers['idempotent-replayed'], undefined)
  assert.equal(await said(), before + 2)
  const short = await ask('short', 'dark')
  assert.deepEqual([short.statusCode, /8 to 255 signs/.test(short.body)], [400, true])
  assert.equal(await said(), before + 2)
})

test('a link may lead on within the city, and nowhere else', async () => {
  const outside = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\t\\evil.example',
    '\t//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/a\r\nset-cookie: x=y',
    '/\u0000/evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    '',
  ]
  for (const next of outside) {
    const got = await city.city.web.inject({
      method: 'POST',
      url: '/trial/go/on',
      headers: {
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ next }).toString(),
    })
    if (got.statusCode === 400) continue
    const { origin } = new URL(String(got.headers['location']), 'https://luzarra.example')
    assert.equal(origin, 'https://luzarra.example', JSON.stringify(next))
  }
  const inside = await city.anybody.posts('/trial/go/on', { next: '/folder?before=1#x' })
  assert.equal(inside.headers['location'], '/folder?before=1#x')
  const arabic = await city.anybody.posts('/trial/go/on', { next: '/تقارير' })
  assert.deepEqual([arabic.status, arabic.headers['location']], [303, encodeURI('/تقارير')])
})

const boundary = 'a-boundary'
type Part = readonly [name: string, value: string | Buffer, file?: string, type?: string]

async function sendsFiles(parts: readonly Part[]) {
  const body = parts.flatMap(([name, value, file, type]) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n` +
        `${type ? `content-type: ${type}\r\n` : ''}\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return city.city.web.inject({
    method: 'POST',
    url: '/trial/a/say',
    headers: {
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
  })
}

const keptIn = (html: string): Record<string, unknown> =>
  JSON.parse(/<pre>(.*?)<\/pre>/s.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '{}')

test('a photo too many, or none at all: everything else that was sent is kept, the good photos too', async () => {
  const photo = await phonePhoto(60, 40)
  const good: Part = ['photos', photo, 'lamp.jpg', 'image/jpeg']
  const text: Part = ['text', 'Two lamps are dark']
  const three = await sendsFiles([text, good, good, good, ['loud', '3']])
  assert.equal(three.statusCode, 400)
  assert.match(three.body, /photos too-many-files/)
  const kept = keptIn(three.body)
  assert.deepEqual(
    [kept['text'], kept['loud'], (kept['photos'] as string[]).length],
    ['Two lamps are dark', '3', 2],
  )
  const wrong = await sendsFiles([good, ['photos', 'no photo', 'lamp.jpg', 'image/jpeg'], text])
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /photos file-/)
  assert.equal(keptIn(wrong.body)['text'], 'Two lamps are dark')
  assert.equal([keptIn(wrong.body)['photos']].flat().length, 1)
})

test('photos that arrived are handed on by their ids, a field without a file is none', async () => {
  const photo = await phonePhoto(60, 40)
  const got = await sendsFiles([
    ['text', 'dark'],
    ['photos', photo, 'lamp.jpg', 'image/jpeg'],
    ['photos', '', ''],
    ['other', photo, 'other.jpg', 'image/jpeg'],
  ])
  assert.equal(got.statusCode, 303, got.body)
})
