/** A city speaks Open311: every endpoint in both formats, what it takes in, and what it never gives out. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { forOpen311 as reports } from '#services/reports'
import sharp from 'sharp'
import { sql } from '#test/city'
import { can, lamp } from '#test/lamp'
import { multipart } from '#test/multipart'
import { promise } from '#test/promise'
import { end, give } from './actions/keys.ts'
import { update } from './actions/update.ts'
import { readRequests, readServices } from './adapters/answers.ts'
import { checkEndpoint, type Get } from './check.ts'
import { checkErrors } from './probes/shapes.ts'
import { treeOf } from './adapters/tree.ts'
import { dark, type Fields, spoken } from './trial.ts'

let { city, operator, secret, asks, sends, reported, stored, count, get } = {} as Awaited<
  ReturnType<typeof spoken>
>
before(async () => {
  ;({ city, operator, secret, asks, sends, reported, stored, count, get } = await spoken())
})
after(() => city.close())

test('a report by Open311 follows the rules of every report, and its contact goes into the vault', async () => {
  promise('P5.5')
  const number = await reported({
    email: 'vera@post.example',
    first_name: 'Vera',
    last_name: 'Solis',
    phone: '600 000 000',
    'attribute[unheard-of]': 'x',
  })
  const row = await stored(number)
  assert.equal(row?.['source'], 'open311')
  assert.equal(row?.['unit'], 'lighting')
  assert.equal(row?.['district'], 'puerto-viejo')
  assert.deepEqual(row?.['answers'], { fault: 'dark', lamps: 2 })
  assert.ok(row?.['contact'], 'the contact is a pseudonym of the vault')
  assert.ok(!JSON.stringify(row).includes('Solis') && !JSON.stringify(row).includes('vera@'))
  for (const format of ['xml', 'json']) {
    const { text } = await asks(`requests/${number}.${format}?extensions=true`)
    assert.ok(!/vera@|Solis|600 000/.test(text))
    assert.equal(readRequests(text)?.[0]?.description, 'A dark lamp\n\nat the <corner> & "bridge"')
  }
  await city.work()
  assert.ok((await city.letters()).some(({ to }) => to === 'vera@post.example'))
})

test('the validator finds nothing wrong with any endpoint, from discovery on', async () => {
  promise('P5.5')
  const { url } = city.city.facts
  const found = await checkEndpoint(`${url}/open311/discovery.xml`, get, city.city.clock())
  assert.deepEqual(
    found.filter(({ wrong }) => wrong.length > 0),
    [],
  )
  assert.ok(found.length > 60, String(found.length))
  const broken: Get = async (asked, form) => {
    const got = await get(asked, form)
    return got && { ...got, text: got.text.replaceAll('realtime', 'whenever') }
  }
  const wrong = await checkEndpoint(`${url}/open311/discovery.xml`, broken, city.city.clock())
  assert.ok(wrong.some(({ wrong: all }) => all.some((one) => one.includes('type is none of'))))
})

test('who has no key, a wrong one or an ended one reports nothing', async () => {
  const before = await count()
  for (const key of [{}, { api_key: '' }, { api_key: 'guessed' }]) {
    for (const format of ['xml', 'json']) {
      const got = await sends(`requests.${format}`, { ...dark, ...key })
      assert.equal(got.status, 403)
      assert.deepEqual(checkErrors(treeOf(got.text), format as 'xml'), [])
    }
  }
  const other = await operator.does(give, { key: 'old', called: 'Old', contact: 'o@o.example' })
  await operator.does(end, { key: 'old' })
  assert.equal((await sends('requests.xml', { ...dark, api_key: other.secret })).status, 403)
  assert.equal(await count(), before)
  const kept = JSON.stringify(await city.rows(sql`select * from open311.key`))
  assert.ok(!kept.includes(secret), 'only the hash of a key is kept')
})

test('what is wrong with a request is said, all of it, and nothing is kept', async () => {
  const wrongs: [Fields, number, RegExp][] = [
    [{ description: 'x'.repeat(4001) }, 400, /4,000|4000/],
    [{ lat: '91' }, 400, /lat/],
    [{ lat: '' }, 400, /lat is missing/],
    [{ lat: '', long: '' }, 400, /place/],
    [{ lat: '48.85', long: '2.35' }, 400, /./],
    [{ service_code: '' }, 400, /service_code/],
    [{ service_code: 'unheard-of' }, 404, /service_code/],
    [{ 'attribute[fault]': '' }, 400, /./],
    [{ 'attribute[fault]': 'unheard-of' }, 400, /./],
    [{ email: 'no address' }, 400, /./],
    [{ jurisdiction_id: 'elsewhere.example' }, 404, /elsewhere/],
  ]
  const before = await count()
  for (const [more, status, words] of wrongs) {
    const got = await sends('requests.json', { api_key: secret, ...dark, ...more })
    assert.equal(got.status, status, `${JSON.stringify(more).slice(0, 80)} ${got.text}`)
    assert.match(got.text, words)
    assert.deepEqual(checkErrors(treeOf(got.text), 'json'), [])
  }
  assert.equal(await count(), before)
  const four = await reported({ description: 'y'.repeat(4000) })
  assert.equal(String((await stored(four))?.['text']).length, 4000)
})

test('an optional question may be left blank, and an unheard-of parameter hurts nobody', async () => {
  const number = await reported({ 'attribute[lamps]': '', device_id: 'abc', odd: 'x' })
  assert.deepEqual((await stored(number))?.['answers'], { fault: 'dark' })
})

test('the same request sent twice with one reference is one report, and its reference tells the number', async () => {
  const headers = { 'idempotency-key': 'a-reference-of-the-sender-1' }
  const first = await reported({ description: 'Once' }, headers)
  assert.equal(await reported({ description: 'Once' }, headers), first)
  const token = await asks('tokens/a-reference-of-the-sender-1.json')
  assert.match(token.text, new RegExp(`"service_request_id":"${first}"`))
  assert.equal((await asks('tokens/unknown-reference-0000.xml')).status, 404)
  const { text } = await sends('requests.json', dark, { 'idempotency-key': 'short' })
  assert.match(text, /^\[\{"code":400,"description":"The Idempotency-Key has to have 16 to 100/)
})

test('a trial is checked like a report and leaves nothing behind', async () => {
  const before = await count()
  const post = (more: Fields) =>
    sends('test/v2/requests.json', { api_key: secret, ...dark, ...more })
  const good = await post({})
  assert.match(good.text, /"token":"trial"/)
  assert.equal((await post({ lat: '48.85', long: '2.35' })).status, 400)
  assert.equal((await post({ 'attribute[fault]': '' })).status, 400)
  assert.equal(await count(), before)
})

test('what is hidden is nowhere; what a category keeps back is not told', async () => {
  const moderator = await city.official('mona', 'moderator')
  const number = await reported({ description: 'A secretword stands here' })
  await moderator.does(can('hide'), { number, version: 1, what: 'report', reason: 'insult' })
  for (const path of [`requests/${number}`, `requests.x`, 'requests.q', 'servicerequestupdates']) {
    const asked = path
      .replace('requests.x', `requests.json?service_request_id=${number}`)
      .replace('requests.q', 'requests.json?q=secretword')
    const { text } = await asks(/json/.test(asked) ? asked : `${asked}.json`)
    assert.ok(!text.includes('secretword') && !text.includes(`"${number}"`), asked)
  }
  const kept = reports
    .reportsOf(city.city.facts)
    .categories.find(
      (one) =>
        one.active &&
        !one.publicText &&
        !one.publicPoint &&
        one.questions.every(({ required }) => !required),
    )
  assert.ok(kept, 'the city has a category that keeps its texts back')
  const quiet = await reported({
    service_code: kept.code,
    description: 'A quietword',
    lat: '36.93',
  })
  const one = readRequests((await asks(`requests/${quiet}.xml?extensions=true`)).text)?.[0]
  assert.deepEqual([one?.description, one?.lat, one?.lon], [null, null, null])
  assert.ok(!(await asks('requests.json?q=quietword')).text.includes(quiet))
})

test('lists of numbers and codes, states, places, pages and times find what they say', async () => {
  const { number: other } = await city.anybody.does(can('report'), {
    ...lamp,
    text: 'Another lamp',
  })
  const mine = await reported({ description: 'Near the lighthouse' })
  const desk = await city.official('bruno', 'unit-lead')
  await desk.does(can('move'), { number: other, version: 1, to: 'resolved', text: 'Done <today>' })
  const idsOf = async (query: string) =>
    (readRequests((await asks(`requests.xml?${query}`)).text) ?? []).map(({ id }) => id)
  assert.deepEqual(
    (await idsOf(`service_request_id=${mine},${other},R-999999`)).toSorted(),
    [mine, other].toSorted(),
  )
  assert.deepEqual(await idsOf(`service_request_id=${other}&status=open`), [other])
  assert.deepEqual(await idsOf('status=closed'), [other])
  assert.ok((await idsOf('status=open,closed')).includes(mine))
  assert.ok((await idsOf('q=lighthouse')).includes(mine))
  assert.ok(!(await idsOf('service_code=pothole')).includes(mine))
  assert.ok((await idsOf('bbox=12.44,36.92,12.46,36.94')).includes(mine))
  assert.deepEqual(await idsOf('bbox=1,1,2,2'), [])
  assert.ok((await idsOf('lat=36.93&long=12.45&radius=50')).includes(mine))
  assert.deepEqual(await idsOf('lat=36.95&long=12.45&radius=50'), [])
  const [first, second] = [await idsOf('page=1&page_size=2'), await idsOf('page=2&page_size=2')]
  assert.equal(new Set([...first, ...second]).size, 4)
  assert.deepEqual(await idsOf('page=0&page_size=2'), first)
  assert.deepEqual(await idsOf('end_date=2025-12-31T00:00:00Z'), [])
  assert.deepEqual(await idsOf('updated_after=2026-03-03T00:00:00Z'), [])
  const closed = readRequests((await asks(`requests/${other}.json?extensions=true`)).text)?.[0]
  assert.deepEqual(
    [closed?.status, closed?.detailed, closed?.notes],
    ['closed', 'FIXED', 'Done <today>'],
  )
  const open = (await asks(`requests/${mine}.json`)).text
  assert.match(open, /"expected_datetime":"2026-03-\d\dT22:59:59Z"/)
})

test('only whoever sent a request says more about it, and the same update counts once', async () => {
  const number = await reported({ description: 'More about me' })
  const other = await operator.does(give, { key: 'other', called: 'Other', contact: 'o@o.example' })
  const said = {
    service_request_id: number,
    update_id: '17',
    status: 'OPEN',
    updated_datetime: '2026-03-02T09:00:00Z',
    description: 'It is dark again, write to jane@doe.example',
  }
  const post = (key: string) => sends('servicerequestupdates.xml', { ...said, api_key: key })
  assert.equal((await post(other.secret)).status, 403)
  assert.equal((await post('guessed')).status, 403)
  assert.equal((await post(secret)).status, 200)
  assert.match((await post(secret)).text, /<update_id>17<\/update_id>/)
  const told = await city.rows(
    sql`select audience, text from reports.event where text like 'It is dark again%'`,
  )
  assert.deepEqual(told, [{ audience: 'reporter', text: 'It is dark again, write to •••' }])
  await assert.rejects(
    city.anybody.does(update, { key: other.secret, number, update: '1' }),
    /not-your-request/,
  )
  const heard = await asks(`servicerequestupdates.xml?service_request_id=${number}`)
  assert.match(heard.text, /<status>OPEN</)
  assert.ok(!(await asks('servicerequestupdates.xml')).text.includes('dark again'))
})

const blank = () => sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })

test('a photo comes as a file, once, and loses what it knows of its place; an inner address is not asked', async () => {
  const exif = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 55/1 0/1' } }
  const bytes = await blank().withExif(exif).jpeg().toBuffer()
  const sent = multipart({ api_key: secret, ...dark }, { field: 'photo1', name: 'x.jpg', bytes })
  const headers = { ...sent.headers, 'idempotency-key': 'a-reference-with-a-photo' }
  const post = () =>
    city.city.web.inject({ ...sent, headers, method: 'POST', url: '/open311/v2/requests.json' })
  const got = await post()
  assert.equal(got.statusCode, 200, got.body)
  const number = got.json()[0].service_request_id as string
  // The city stopped before it noted whose report that was; the sender heard nothing, and sends it again.
  await city.city.db.transact((tx) =>
    tx.run(sql`delete from open311.receipt where number = ${number}`),
  )
  const again = await post()
  assert.equal(again.json()[0].service_request_id, number)
  assert.equal((await stored(number))?.['photos'], 1)
  const token = await asks('tokens/a-reference-with-a-photo.json')
  assert.match(token.text, new RegExp(`"${number}"`))
  const { media_url: media } = JSON.parse((await asks(`requests/${number}.json`)).text)[0]
  assert.match(media, /\/reports\/photos\//)
  const photo = await city.city.web.inject({ method: 'GET', url: new URL(media).pathname })
  assert.equal((await sharp(photo.rawPayload).metadata()).exif, undefined)
  const bad = await reported({
    media_url: ['http://169.254.169.254/x.jpg', 'https://10.0.0.1/y.jpg', 'file:///etc/passwd'],
  })
  assert.equal((await stored(bad))?.['photos'], 0)
})

test('a photo is fetched from the address that is named, and from nowhere that this leads to', async () => {
  const bytes = await blank().jpeg().toBuffer()
  const paths: string[] = []
  const server = createServer(({ url = '' }, res) => {
    paths.push(url)
    const away = `http://localhost:${address.port}/good.jpg?led-here`
    if (url === '/away.jpg') res.writeHead(302, { location: away }).end()
    else res.setHeader('content-type', url === '/page' ? 'text/html' : 'image/jpeg').end(bytes)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const at = (path: string) => `http://127.0.0.1:${address.port}${path}`
  const number = await reported({ media_url: [at('/away.jpg'), at('/page'), at('/good.jpg')] })
  server.close()
  assert.deepEqual(paths, ['/away.jpg', '/page', '/good.jpg'])
  assert.equal((await stored(number))?.['photos'], 1)
})

test('both spellings of the base lead to the same, other endings are plain 404, and no service is ever missing', async () => {
  const one = await asks('services.xml')
  assert.equal(one.type, 'text/xml; charset=utf-8')
  assert.equal((await asks('/services.xml')).text, one.text)
  const active = reports.reportsOf(city.city.facts).categories.filter((it) => it.active)
  assert.equal(readServices(one.text)?.length, active.length)
  const spanish = await asks('services.json', { 'accept-language': 'es-ES,es;q=0.9' })
  assert.match(spanish.text, /Farola/i)
  const odd = await asks('services.yaml')
  assert.deepEqual([odd.status, odd.type], [404, 'text/plain; charset=utf-8'])
  assert.equal((await asks('requests.json?callback=x')).status, 400)
  for (const query of ['service_code=%00', 'q=%00%ff', 'service_request_id=%00', 'status=%00'])
    assert.ok((await asks(`requests.json?${query}`)).status <= 400, query)
})
