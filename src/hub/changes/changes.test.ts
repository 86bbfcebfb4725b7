import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { perform } from '#core/actions'
import { isSignedBy, readDiscovery, WELL_KNOWN } from '#core/discovery'
import { takeMemberships } from '#hub/endorsements'
import cities from '#hub/cities'
import { sql } from '#test/city'
import { promise } from '#test/promise'
import { type Hub, linesOf, openHub } from './trial.ts'

let first: Hub
let second: Hub
const list = cities.actions.find(({ name }) => name === 'cities.list')
const correct = cities.actions.find(({ name }) => name === 'cities.correct')
const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

const joins = (hub: Hub, city: string, state: string) =>
  perform(hub.city, takeMemberships, operator, {
    values: { source: 'list', rows: [{ city, name: city, state, since: '2019-01-01' }] },
    form: false,
  })

before(async () => {
  first = await openHub('first')
  second = await openHub('second', { MIRROR_OF: first.url })
  assert.ok(list && correct)
  const sofia = await first.official('sofia', 'secretariat')
  const place = { name: 'Grenoble', country: 'FR', lat: '45.19', lon: '5.71', languages: 'fr' }
  await sofia.does(list, place)
  await sofia.does(list, { name: 'Bergen', country: 'NO', domains: 'bergen.kommune.no' })
  await joins(first, 'grenoble-fr', 'historic')
  await first.passes(1)
  await second.passes(1)
})
after(async () => {
  await second?.close()
  await first?.close()
})

/** The logs are looked at every ten minutes, the feed every five: a few rounds, and everything is there. */
async function copiedUpTo(lines: number): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await second.passes()
    const [mirror] = await second.rows(sql`select failure,
      (select count(*)::int from changes.copied) as lines from changes.mirror`)
    if (mirror?.['failure'] === null && mirror['lines'] === lines) return
  }
  assert.fail(`the second hub never had ${lines} lines`)
}

const feed = (hub: Hub, query = '') => hub.anybody.opens(`/federation/changes${query}`)
const keysOf = async (hub: Hub) => {
  const read = readDiscovery((await hub.anybody.opens(WELL_KNOWN)).text)
  assert.ok('document' in read)
  return read.document.keys
}

test('what is news for other cities is a line of the feed: signed, with its place in the log', async () => {
  const answer = await feed(first)
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['content-type']), /^application\/jsonl/)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  const lines = linesOf(answer.text)
  assert.deepEqual(
    lines.map(({ type }) => type),
    ['city', 'city', 'endorsement'],
  )
  const keys = await keysOf(first)
  for (const line of lines) assert.ok(isSignedBy(line, keys))
  const forged = { ...lines[0], type: 'practice' }
  assert.ok(!isSignedBy(forged, keys))
  const placed = await first.rows(sql`select id, position from record.outbox
    where t like 'cities.%' or t like 'endorsements.%' order by position`)
  assert.deepEqual(
    lines.map(({ entry, cursor }) => ({ id: (entry as { id: string }).id, position: cursor })),
    placed,
  )
})

test('whoever read to a cursor gets what is new, and hears when nothing is', async () => {
  const all = await feed(first)
  const [one, ...rest] = linesOf(all.text)
  const later = await feed(first, `?since=${String(one?.['cursor'])}`)
  assert.deepEqual(linesOf(later.text), rest)
  assert.equal((await feed(first, '?since=99999')).text, '')
  assert.equal((await feed(first, '?since=')).text, all.text)
  assert.equal((await feed(first, '?since=-1')).status, 400)
  const headers = { 'if-none-match': String(all.headers['etag']) }
  const again = await first.anybody.opens('/federation/changes', headers)
  assert.equal(again.status, 304)
})

test('an act that no checkpoint covers yet is not in the feed', async () => {
  const before = (await feed(first)).text
  await joins(first, 'bergen-no', 'historic')
  assert.equal((await feed(first)).text, before)
  await first.passes(1)
  assert.notEqual((await feed(first)).text, before)
})

test('a second hub copies only what it cosigned, and then serves the same feed and the same directory', async () => {
  promise('P3.6', 'P6.8')
  await second.passes()
  const waiting = await second.rows(sql`select failure, cursor from changes.mirror`)
  assert.deepEqual(waiting, [{ failure: 'not-witnessed', cursor: -1 }])
  await copiedUpTo(4)
  const copied = await feed(second, `?of=${first.host}`)
  assert.equal(copied.text, (await feed(first)).text)
  const page = await second.anybody.opens(`/federation/mirrors/${encodeURIComponent(first.host)}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /Grenoble/)
  assert.match(page.text, new RegExp(`From ${first.host}`))
  assert.match(page.text, /Known there only/)
  assert.match(page.text, new RegExp(`1 city from the directory of ${first.host}`))
  assert.equal(page.text.match(/cr-world__dot--copied/g)?.length, 1)
  assert.doesNotMatch(page.text, /⟦/)
  const [city] = await second.rows(sql`select name, country, state, since, stated->'lat' as lat
    from changes.copied_city where city = 'grenoble-fr'`)
  assert.deepEqual(city, {
    ...{ name: 'Grenoble', country: 'FR', state: 'historic', since: '2019-01-01' },
    lat: 45_190_000,
  })
})

test('what is new is copied without asking for the old again, and each copy stands in the record', async () => {
  await joins(first, 'grenoble-fr', 'withdrawn')
  await first.passes(1)
  await copiedUpTo(5)
  const [city] = await second.rows(
    sql`select state from changes.copied_city where city = 'grenoble-fr'`,
  )
  assert.deepEqual(city, { state: 'withdrawn' })
  const entries = await second.rows(sql`select by, d->'lines' as lines from record.outbox
    where t = 'changes.mirrored' order by id`)
  assert.deepEqual(entries, [
    { by: 'operator', lines: 4 },
    { by: 'operator', lines: 1 },
  ])
})

test('where the two hubs say something else of the same city, that is shown', async () => {
  const sofia = await second.official('sofia', 'secretariat')
  assert.ok(list)
  await sofia.does(list, { name: 'Grenoble', country: 'FR' })
  await joins(second, 'grenoble-fr', 'member')
  const page = await second.anybody.opens(`/federation/mirrors/${encodeURIComponent(first.host)}`)
  assert.match(page.text, /The hubs disagree/)
})

test('a hub that nobody copies here is not found', async () => {
  assert.equal((await feed(second, '?of=nobody.example')).status, 404)
  assert.equal((await second.anybody.opens('/federation/mirrors/nobody.example')).status, 404)
  const page = await second.anybody.opens('/federation')
  assert.match(page.text, /Everything holds/)
  assert.doesNotMatch(page.text, /⟦/)
})
