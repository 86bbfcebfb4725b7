import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'

let city: TestCity
let quiet: string
let noisy: string

const list = async (query: string) =>
  (await city.anybody.opens(`/api/reports?${query}`)).json<{
    reports: { number: string; metres?: number }[]
    next: string | null
    previous: string | null
    count: number
  }>()
const numbers = async (query: string) => (await list(query)).reports.map(({ number }) => number)

before(async () => {
  city = await openCity()
  for (let n = 0; n < 45; n++) {
    city.later(60_000)
    const lon = 12.44 + n / 10_000
    await city.anybody.does(can.report, { ...lamp, lon, text: `=Lamp ${n} is <dark>` })
  }
  const noise = { source: 'bar', when: ['night'] }
  const secret = { category: 'noise', answers: noise, text: 'The neighbour above plays the tuba' }
  noisy = (await city.anybody.does(can.report, { ...lamp, ...secret })).number
  quiet = (await city.anybody.does(can.report, { ...lamp, category: 'fountain', answers: {} }))
    .number
})
after(() => city.close())

test('a list is read forwards to its end and backwards to its beginning, every report once', async () => {
  const read: string[] = []
  let query = ''
  let last = await list(query)
  for (;;) {
    read.push(...last.reports.map(({ number }) => number))
    if (!last.next) break
    query = `after=${encodeURIComponent(last.next)}`
    last = await list(query)
  }
  assert.equal(new Set(read).size, 47)
  assert.equal(read.length, 47)
  const back: string[][] = [last.reports.map(({ number }) => number)]
  while (last.previous) {
    last = await list(`before=${encodeURIComponent(last.previous)}`)
    back.unshift(last.reports.map(({ number }) => number))
  }
  assert.deepEqual(back.flat(), read)
})

test('filters narrow the list down, and a number finds that one report', async () => {
  assert.deepEqual(await numbers('category=fountain'), [quiet])
  assert.deepEqual(await numbers('category=order'), [noisy])
  assert.deepEqual(await numbers(`words=${quiet}`), [quiet])
  assert.equal((await list('category=lighting&state=open&district=puerto-viejo')).count, 45)
  assert.deepEqual(await numbers('state=closed'), [])
  assert.deepEqual(await numbers('until=2026-03-01'), [])
  assert.equal((await numbers('from=2026-03-02&until=2026-03-02')).length, 20)
  assert.deepEqual(await numbers('words=dar+7'), await numbers('words=%22Dark%22+7'))
})

test('the nearest reports come with their distance', async () => {
  const { reports } = await list('near=36.93,12.4444')
  const far = reports.map(({ metres = NaN }) => metres)
  assert.deepEqual(
    far,
    far.toSorted((a, b) => a - b),
  )
  assert.ok((far[0] ?? NaN) < 10)
})

test('a point nobody can read is said at its field, and the list is still there', async () => {
  const page = await city.anybody.opens('/reports?near=harbour')
  assert.equal(page.status, 200)
  assert.match(page.text, /We cannot read this point/)
  assert.match(page.text, /value="harbour"/)
})

test('what a category keeps back stands in no list, feed, map or page', async () => {
  const paths = [
    '/reports?category=noise',
    '/api/reports?category=noise',
    '/reports.csv?category=noise',
    '/reports.geojson?category=noise',
    '/reports.atom?category=noise',
    `/reports/${noisy}`,
    `/api/reports/${noisy}`,
    '/reports?words=tuba',
  ]
  for (const path of paths) {
    const page = await city.anybody.opens(path)
    assert.equal(page.status, 200, path)
    assert.doesNotMatch(page.text, /neighbour above|Calle del Faro|12\.45\b/, path)
  }
  const near = await city.anybody.opens('/reports/map.geojson?category=noise')
  assert.deepEqual(near.json(), { type: 'FeatureCollection', features: [] })
})

test('table, map data and news hold the whole list, and nothing in them can do harm', async () => {
  promise('P3.5')
  const csv = await city.anybody.opens('/reports.csv?category=lamp-out')
  assert.equal(csv.text.trimEnd().split('\r\n').length, 46)
  assert.match(csv.text, /,'=Lamp 0 is <dark>\r\n/)
  const points = await city.anybody.opens('/reports.geojson')
  const { features } = points.json<{ features: { geometry: unknown; id: string }[] }>()
  assert.equal(features.length, 47)
  assert.equal(features.find(({ id }) => id === noisy)?.geometry, null)
  const news = await city.anybody.opens('/reports.atom')
  assert.match(String(news.headers['content-type']), /atom\+xml/)
  assert.match(news.text, /=Lamp 44 is &lt;dark&gt;/)
})

test('a map shows how many lie together, and close by each one with its page', async () => {
  type Map = { features: { properties: { count?: number; href?: string } }[] }
  const far = (await city.anybody.opens('/reports/map.geojson?zoom=10')).json<Map>()
  assert.deepEqual(
    far.features.map(({ properties }) => properties.count),
    [46],
  )
  const near = await city.anybody.opens('/reports/map.geojson?zoom=18&category=fountain')
  const [one] = near.json<Map>().features
  assert.equal(one?.properties.href, `/reports/${quiet}`)
  const wrong = await city.anybody.opens('/reports/map.geojson?bbox=here')
  assert.equal(wrong.status, 400)
})

test('whoever looks without signing in gets no cookie, and a page that others may keep', async () => {
  const page = await city.anybody.opens('/reports')
  assert.equal(page.headers['set-cookie'], undefined)
  assert.match(String(page.headers['cache-control']), /public/)
})
