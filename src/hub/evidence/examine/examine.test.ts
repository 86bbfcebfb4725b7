import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { WELL_KNOWN } from '#core/discovery'
import { dnsResolve, openHarvester } from '#core/harvest'
import type { Item } from '../model.ts'
import { draw, examine, type Examined } from './index.ts'
import { openTowns, type Town } from './trial.ts'

const NOW = '2026-03-02T09:00:00.000Z'
const towns = await openTowns()
after(towns.close)
const harvest = openHarvester({
  resolve: dnsResolve(),
  agent: 'trial',
  allowLoopback: true,
  limits: { totalSeconds: 5 },
})

const look = ({ domain }: Town, more: Partial<Parameters<typeof examine>[0]> = {}) =>
  examine({ harvest, domain, now: NOW, seed: 'seed', ...more })
const found = (examined: Examined, item: Item) =>
  examined.findings.find((one) => one.item === item) ?? assert.fail(item)
const html = (inside = '') =>
  `<!doctype html><html lang="en"><head><title>T</title></head><body>${inside}</body></html>`

test('a city with one static file and two documents is examined like any other', async () => {
  const town = towns.town('static')
  town.declares([
    { rel: 'open-data', path: '/data.json' },
    { rel: 'legislation', path: '/law.pdf' },
  ])
  const download = Array.from({ length: 30 }, (_, n) => {
    town.serves(`/file${n}.csv`, { body: 'a,b', type: 'text/csv', status: n === 7 ? 404 : 200 })
    return { '@type': 'dcat:Dataset', 'dcat:downloadURL': town.at(`/file${n}.csv`) }
  })
  town.serves('/data.json', { body: JSON.stringify({ '@graph': download }) })
  town.serves('/law.pdf', { body: '%PDF-1.7', type: 'application/pdf' })
  const examined = await look(town)
  assert.equal(examined.failure, null)
  assert.equal(examined.harvested.discovery?.signedness, 'unsigned')
  const data = found(examined, 'S75')
  assert.equal(data.counted['datasets'], 30)
  assert.equal(data.counted['sampled'], 20)
  assert.equal(data.counted['seed'], 'seed')
  assert.deepEqual([found(examined, 'S72').value, found(examined, 'S72').level], ['partial', 'E1'])
  assert.equal(found(examined, 'S84').value, 'unknown')
})

test('a sample can be drawn again by anybody who has the seed', () => {
  const all = Array.from({ length: 100 }, (_, n) => `https://city.example/${n}`)
  const [first = ''] = draw(all, 20, 'public seed')
  const place = (one: string) => createHash('sha256').update(`public seed\n${one}`).digest('hex')
  assert.ok(all.every((one) => place(first) <= place(one)))
  assert.deepEqual(draw(all.toReversed(), 20, 'public seed'), draw(all, 20, 'public seed'))
  assert.notDeepEqual(draw(all, 20, 'another'), draw(all, 20, 'public seed'))
})

test('a document about another domain, of another type, or too large is none', async () => {
  const failures: [string, (town: Town) => void, string][] = [
    ['absent', () => undefined, 'status-404'],
    [
      'other',
      (town) =>
        town.declares([], {
          city: { name: { en: 'x' }, country: 'XX', officialDomains: ['else.example'] },
        }),
      'domain-unnamed',
    ],
    ['typed', (town) => town.serves(WELL_KNOWN, { body: '{}', type: 'text/html' }), 'wrong-type'],
    ['broken', (town) => town.serves(WELL_KNOWN, { body: '{"a":' }), 'not-json'],
    [
      'latin',
      (town) => town.serves(WELL_KNOWN, { body: Buffer.from('{"é":1}', 'latin1') }),
      'not-utf8',
    ],
    ['foreign', (town) => town.serves(WELL_KNOWN, { body: '{"schema":"x"}' }), 'not-a-document'],
    ['large', (town) => town.serves(WELL_KNOWN, { body: ' '.repeat(257 * 1024) }), 'too-large'],
    ['down', (town) => town.serves(WELL_KNOWN, { body: '', status: 503 }), 'status-503'],
  ]
  for (const [name, make, failure] of failures) {
    const town = towns.town(name)
    make(town)
    const examined = await look(town)
    assert.equal(examined.failure, failure, name)
    assert.ok(
      examined.findings.every(({ value }) => value === 'unknown'),
      name,
    )
  }
})

test('start pages that tell others are found, also on the pages they lead to', async () => {
  const town = towns.town('tracked')
  town.declares([
    { rel: 'use-log', path: '/log' },
    { rel: 'data-export', path: '/export' },
    { rel: 'data-erasure', path: '/erase' },
  ])
  town.serves('/', {
    body: html('<a href="/two">2</a><a href="https://else.example/">x</a>'),
    type: 'text/html',
  })
  town.serves('/two', {
    body: html('<script src="https://track.example/a.js"></script>'),
    type: 'text/html',
  })
  for (const path of ['/log', '/export', '/erase'])
    town.serves(path, { body: html(), type: 'text/html' })
  const tools = found(await look(town), 'S73')
  assert.deepEqual([tools.value, tools.reasons], ['partial', ['foreign-hosts']])
  assert.deepEqual([tools.counted['pages'], tools.counted['foreign']], [2, 1])
  assert.ok(!towns.asked.some((one) => one.includes('else.example')))
  town.serves('/two', { body: html(), type: 'text/html' })
  assert.equal(found(await look(town), 'S73').value, 'pass')
})

test('when a document is gone for a while its last good facts stay, dated; after a month they do not', async () => {
  const town = towns.town('flapping')
  town.declares([{ rel: 'broadband', path: '/b.json' }])
  const target = { share: 0.9, mbps: 100, price: '20 EUR', date: '2030-01-01' }
  const body = JSON.stringify({ target, series: [{ date: '2026-01-01', share: 0.8 }] })
  town.serves('/b.json', { body })
  const first = await look(town)
  assert.equal(found(first, 'S68').value, 'pass')
  town.serves('/b.json', { body: '', status: 500 })
  const before = first.harvested.sources
  const later = await look(town, { now: '2026-03-20T09:00:00.000Z', before })
  assert.equal(found(later, 'S68').value, 'pass')
  const kept = later.harvested.sources.find(({ rel }) => rel === 'broadband')
  assert.deepEqual([kept?.at, kept?.failure], [NOW, 'status-500'])
  const lost = await look(town, {
    now: '2026-04-20T09:00:00.000Z',
    before: later.harvested.sources,
  })
  assert.deepEqual(
    [found(lost, 'S68').value, found(lost, 'S68').reasons],
    ['unknown', ['not-reached']],
  )
  town.serves('/b.json', { body: '', status: 410 })
  assert.equal(found(await look(town, { before }), 'S68').value, 'fail')
})

test('what did not change is not sent again, and what is known of it stays', async () => {
  const town = towns.town('unchanged')
  town.declares([{ rel: 'campaigns', path: '/c.json' }])
  let sent = 0
  town.serves('/c.json', (request, response) => {
    if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
    sent += 1
    response.writeHead(200, { 'content-type': 'application/json', etag: '"1"' })
    response.end(
      '{"campaigns":[{"start":"2026-01-01","end":"2026-02-01","channels":["a"],"languages":["es"]}]}',
    )
  })
  const first = await look(town)
  const second = await look(town, { before: first.harvested.sources })
  assert.equal(sent, 1)
  assert.deepEqual(found(second, 'S70'), found(first, 'S70'))
})

test('a decision that is not any more the one that was decided is not proof of anything', async () => {
  const town = towns.town('decided')
  const body = 'The council has decided.'
  const sha256 = createHash('sha256').update(body).digest('hex')
  const decision = { body: 'Council', date: '2019-02-04', url: town.at('/decision.txt'), sha256 }
  town.declares([], { declaration: { version: '2018-11', status: 'member', decision } })
  town.serves('/decision.txt', { body, type: 'text/plain' })
  assert.equal(found(await look(town), 'S67').level, 'E1')
  town.serves('/decision.txt', { body: `${body} Not.`, type: 'text/plain' })
  const changed = found(await look(town), 'S67')
  assert.deepEqual([changed.level, changed.reasons], ['E0', ['decision-changed']])
})

test('a city that lists a thousand links is asked for sixty of them at most', async () => {
  const town = towns.town('greedy')
  const rels = ['open-data', 'classes', 'software', 'campaigns', 'broadband', 'legislation']
  town.declares(Array.from({ length: 400 }, (_, n) => ({ rel: rels[n % 6] ?? '', path: `/l${n}` })))
  const before = towns.asked.length
  await look(town)
  assert.ok(towns.asked.length - before <= 32)
})
