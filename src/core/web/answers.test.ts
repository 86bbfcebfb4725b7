import assert from 'node:assert/strict'
import { get, request } from 'node:http'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { openCity, type TestCity } from '#test/city'
import { trial, watched } from './trial.ts'

let city: TestCity
let address: string
before(async () => {
  city = await openCity([trial])
  address = await city.city.listen()
})
after(() => city.close())

const inject = (url: string, headers: Record<string, string> = {}) =>
  city.city.web.inject({ method: 'GET', url, headers })

test('a page and its JSON tell the same', async () => {
  const [html, json] = [await inject('/trial/a'), await inject('/api/trial/a')]
  assert.match(String(html.headers['content-type']), /^text\/html; charset=utf-8/)
  assert.match(String(json.headers['content-type']), /^application\/json; charset=utf-8/)
  const { id, long } = json.json()
  assert.ok(html.body.includes(`<h1>${id}</h1>`) && html.body.includes(`<p>${long}</p>`))
})

test('every answer carries the headers that keep a browser safe', async () => {
  for (const url of ['/trial/a', '/api/trial/a', '/nowhere', '/trial/broken', '/health']) {
    const { headers } = await inject(url)
    const policy = [
      "default-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "img-src 'self' data: blob:",
    ].join(';')
    assert.equal(headers['content-security-policy'], policy, url)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['x-frame-options'], 'SAMEORIGIN')
    assert.match(String(headers['permissions-policy']), /geolocation=\(self\), microphone=\(\)/)
    assert.equal(headers['strict-transport-security'], undefined, 'plain http cannot promise https')
    assert.equal(headers['x-powered-by'], undefined)
    assert.equal(headers['server'], undefined)
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
  }
})

test('a page that did not change is not sent again', async () => {
  const first = await inject('/trial/a')
  const etag = String(first.headers['etag'])
  assert.equal(first.headers['cache-control'], 'public, max-age=0, must-revalidate')
  const again = await inject('/trial/a', { 'if-none-match': etag })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  assert.equal((await inject('/trial/b', { 'if-none-match': etag })).statusCode, 200)
})

test('a page with a form, or for somebody, is kept by nobody', async () => {
  assert.equal((await inject('/trial/a?form=yes')).headers['cache-control'], 'private, no-store')
  const amina = await city.resident('amina')
  const mine = await amina.opens('/trial/a')
  assert.equal(mine.headers['cache-control'], 'private, no-store')
  assert.equal((await inject('/trial/broken')).headers['cache-control'], 'private, no-store')
})

test('long answers are sent compressed to who can read that', async () => {
  const plain = (await inject('/trial/a')).body
  for (const [coding, open] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const got = await inject('/trial/a', { 'accept-encoding': coding })
    assert.equal(got.headers['content-encoding'], coding)
    assert.equal(open(got.rawPayload).toString(), plain)
    assert.match(String(got.headers['vary']), /accept-encoding/i)
    assert.match(String(got.headers['vary']), /cookie/i)
  }
  const { headers } = await inject('/health', { 'accept-encoding': 'gzip' })
  assert.equal(headers['content-encoding'], undefined)
})

test('a long list is written while it is read, and no further when nobody reads on', async () => {
  watched.written = 0
  const most = 200_000
  await new Promise<void>((resolve, reject) => {
    get(`${address}/trial/numbers.csv?most=${most}`, (answer) => {
      assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8')
      answer.once('data', () => {
        answer.pause()
        setTimeout(() => {
          answer.destroy()
          resolve()
        }, 300)
      })
    }).once('error', reject)
  })
  assert.ok(watched.written < most / 2, `${watched.written} lines were written ahead`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const after = watched.written
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(watched.written, after, 'it is still written for nobody')
})

/** What a browser gets of a file that was announced: how long it was said to be, and what came. */
async function download(asked: { bytes: number; parts: number; fails?: boolean }) {
  const { bytes, parts, fails = false } = asked
  const query = `bytes=${bytes}&parts=${parts}&fails=${fails}`
  const headers = { 'accept-encoding': 'br, gzip' }
  const got = await fetch(`${address}/trial/announced?${query}`, { headers })
  const { headers: told } = got
  const how = [told.get('content-length'), told.get('content-encoding')]
  return { how, whole: () => got.arrayBuffer().then((body) => body.byteLength) }
}

test('a file says how long it is before it comes, so that every browser shows how far it is', async () => {
  for (const parts of [0, 1, 3000]) {
    const { how, whole } = await download({ bytes: parts * 1000, parts })
    assert.deepEqual(how, [String(parts * 1000), null], 'and nobody packs it again')
    assert.equal(await whole(), parts * 1000)
  }
})

test('nothing is made, nor read, for somebody who asks for the head of a file alone', async () => {
  const got = await fetch(`${address}/trial/announced?bytes=1000&parts=1&fails=false`, {
    method: 'HEAD',
  })
  assert.equal(got.headers.get('content-disposition'), null)
})

test('a file that cannot be read to its end breaks off: nobody keeps a part for the whole', async () => {
  const broken = [
    { bytes: 3_000_000, parts: 200, fails: true },
    { bytes: 3_000_000, parts: 2999 },
    { bytes: 200_000, parts: 201 },
    { bytes: 200_500, parts: 201 },
  ]
  for (const asked of broken) {
    const { whole } = await download(asked)
    await assert.rejects(whole(), /terminated/, JSON.stringify(asked))
  }
  assert.equal((await fetch(`${address}/health`)).status, 200, 'and the city goes on')
})

test('a list has the same rows under both addresses, and refuses what does not fit', async () => {
  const [one, two] = [
    await inject('/trial/numbers.csv?most=3'),
    await inject('/api/trial/numbers.csv?most=3'),
  ]
  assert.equal(one.body, two.body)
  assert.equal(one.body.trim().split('\n').length, 3)
  assert.equal((await inject('/trial/numbers.csv?most=-3')).statusCode, 400)
})

test('who asks too often is told when to come back, and can still be told apart', async () => {
  const busy = await openCity([trial], { REQUESTS_PER_MINUTE: '5' })
  try {
    const ask = (url: string) => busy.city.web.inject({ method: 'GET', url })
    for (let n = 0; n < 5; n += 1) assert.equal((await ask('/trial/a')).statusCode, 200)
    const [person, program] = [await ask('/trial/a'), await ask('/api/trial/a')]
    assert.deepEqual([person.statusCode, program.statusCode], [429, 429])
    assert.match(String(person.headers['retry-after']), /^\d+$/)
    assert.match(person.body, /<h1/)
    assert.equal(program.json().reasons[0].code, 'too-many')
    assert.equal((await ask('/health')).statusCode, 200)
  } finally {
    await busy.close()
  }
})

/** Blocks this process as work without end would. */
function block(milliseconds: number): void {
  for (const until = Date.now() + milliseconds; Date.now() < until;);
}

test('a city that cannot keep up says so, and when to come back', async () => {
  const small = await openCity([trial], { BUSY_AFTER: '2000' })
  const at = await small.city.listen()
  const statuses: (readonly [number | undefined, string | undefined])[] = []
  for (let tries = 0; tries < 8 && !statuses.some(([status]) => status === 503); tries += 1) {
    const answer = new Promise<readonly [number | undefined, string | undefined]>(
      (resolve, reject) => {
        setTimeout(() => {
          get(`${at}/api/trial/a`, { agent: false }, (got) => {
            got.resume()
            resolve([got.statusCode, got.headers['retry-after']])
          }).once('error', reject)
        }, 1)
        setTimeout(() => block(3000), 2)
      },
    )
    statuses.push(await answer)
  }
  await small.close()
  assert.ok(
    statuses.some(([status, wait]) => status === 503 && wait === '10'),
    String(statuses),
  )
})

test('an answer under way is finished before the city closes, and nobody new comes in', async () => {
  const own = await openCity([trial])
  const at = await own.city.listen()
  let finish = () => {}
  watched.slow = new Promise<void>((resolve) => (finish = resolve))
  const answer = new Promise<string>((resolve, reject) => {
    request(`${at}/api/trial/slow`, (got) => {
      got.setEncoding('utf8').once('data', resolve)
    })
      .once('error', reject)
      .end()
  })
  while (watched.asked === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const closing = own.close()
  await new Promise((resolve) => setTimeout(resolve, 200))
  await assert.rejects(fetch(`${at}/api/trial/a`))
  finish()
  assert.equal(await answer, '{"done":true}')
  await closing
})
