import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, type Somebody } from '#test/city'
import { correct, list, writeProfile, writeSection } from './actions/list.ts'
import { onMap, sizeOf } from './model.ts'
import { countryName, folded, slugOf } from './model/words.ts'
import { projection } from './pages/land.ts'
import { noteFinding } from './service.ts'
import { csv, type Hub, hubWith, line, refusal } from './trial.ts'
import { promise } from '#test/promise'

let hub: Hub
let keeper: Somebody
before(async () => {
  hub = await hubWith()
  keeper = await hub.city.official('keeper', 'secretariat')
  await hub.written(
    csv(
      line(1, { name: 'Zürich', country: 'ch', lat: '47.37', lon: '8.54' }),
      line(2, { name: 'São Paulo', country: 'br', lat: '-23.55', lon: '-46.63' }),
      line(3, { name: 'Łódź', country: 'pl', lat: '51.76', lon: '19.46', state: 'on_hold' }),
      line(4, { name: 'Nowhere', country: 'fr', lat: '-', lon: '-' }),
      line(5, { name: '=2+3,"x"', country: 'fr' }),
      line(6, { name: 'A group of towns', country: 'it', lat: '45.46', lon: '9.19', group: '1' }),
      line(7, { name: 'Lyon', country: 'fr', lat: '45.76', lon: '4.83' }),
    ),
  )
})
after(() => hub.close())

const opens = (path: string) => hub.city.anybody.opens(path)
async function found(query: string): Promise<string[]> {
  const answer = await opens(`/api/cities?${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ cities: { name: string }[] }>().cities.map(({ name }) => name)
}

test('a city is found without its accents, in small letters, by its beginning, and by its country', async () => {
  assert.deepEqual(await found('words=zurich'), ['Zürich'])
  assert.deepEqual(await found('words=SAO+pau'), ['São Paulo'])
  assert.deepEqual(await found('words=lodz'), ['Łódź'])
  assert.deepEqual(await found('words=Suiza'), ['Zürich'])
  assert.deepEqual(await found('words=%D9%81%D8%B1%D9%86%D8%B3%D8%A7'), [
    '=2+3,"x"',
    'Lyon',
    'Nowhere',
  ])
  assert.deepEqual(await found('words=%21%3F'), [])
})

test('cities are narrowed down by state, country and place on the map', async () => {
  assert.deepEqual(await found('state=on_hold'), ['Łódź'])
  assert.deepEqual(await found('country=CH'), ['Zürich'])
  assert.equal((await opens('/cities?state=asleep')).status, 400)
  assert.equal((await opens('/cities?square=moon.1.1')).status, 400)
  const map = await opens('/cities')
  const dots = [...map.text.matchAll(/href="\/cities\/([a-z0-9-]+)" aria-label/g)].map(
    ([, id]) => id,
  )
  assert.ok(dots.includes('sao-paulo-br'), dots.join())
  assert.ok(!dots.includes('nowhere-fr'))
})

test('principle and evidence find what other services noted about a city, each for itself', async () => {
  const notes = (source: string, principles: string[], evidence: number) =>
    hub.city.city.db.transact((tx) =>
      noteFinding(tx, {
        ...{ city: 'lyon-fr', source, principles, evidence },
        at: '2026-03-01T00:00:00Z',
      }),
    )
  assert.deepEqual(await found('principle=privacy'), [])
  await notes('evidence', ['privacy'], 3)
  assert.deepEqual(await found('principle=privacy&evidence=checked'), ['Lyon'])
  assert.deepEqual(await found('principle=access'), [])
  await notes('commitments', ['access'], 0)
  assert.deepEqual(await found('principle=access'), ['Lyon'])
  assert.deepEqual(await found('principle=privacy&evidence=checked'), ['Lyon'])
  await notes('evidence', [], 0)
  assert.deepEqual(await found('principle=privacy'), [])
  assert.deepEqual(await found('principle=access'), ['Lyon'])
  const revision = () => hub.city.rows(sql`select number from cities.revision`)
  const before = await revision()
  await notes('evidence', [], 0)
  assert.deepEqual(await revision(), before, 'what is known already draws no new map')
})

test('groups of cities are listed and never counted', async () => {
  const { count } = (await opens('/api/cities')).json<{
    count: { cities: number; groups: number }
  }>()
  assert.deepEqual([count.cities, count.groups], [6, 1])
})

test('the list goes on by key, forwards and back, and says nothing twice', async () => {
  const lines = Array.from({ length: 110 }, (_, at) =>
    line(1000 + at, { name: `Row ${at}`, country: 'hu' }),
  )
  await hub.written(csv(...lines))
  const seen: string[] = []
  let path = '/api/cities?country=HU'
  let pages = 0
  for (; path && pages < 10; pages += 1) {
    const got = (await opens(path)).json<{ cities: { id: string }[]; next: string | null }>()
    seen.push(...got.cities.map(({ id }) => id))
    path = got.next ? `/api/cities?country=HU&after=${encodeURIComponent(got.next)}` : ''
  }
  assert.deepEqual([pages, seen.length, new Set(seen).size], [3, 110, 110])
  const back = (
    await opens(`/api/cities?country=HU&before=${encodeURIComponent('row 10~row-10-hu')}`)
  ).json<{ cities: { id: string }[] }>()
  assert.deepEqual(
    back.cities.map(({ id }) => id),
    ['row-0-hu', 'row-1-hu'],
  )
  assert.equal((await opens('/cities?after=x')).status, 400)
})

test('everything can be taken along: table, points, news', async () => {
  promise('P6.15')
  const table = await opens('/cities.csv?country=FR')
  assert.match(table.text, /^id,name,country,/)
  assert.match(table.text, /"'=2\+3,""x"""/, 'a formula is disarmed')
  const points = (await opens('/cities.geojson?words=nowhere')).json<{
    features: { geometry: null }[]
  }>()
  assert.deepEqual(
    points.features.map(({ geometry }) => geometry),
    [null],
  )
  const news = await opens('/cities.atom')
  assert.match(news.text, /<feed [\s\S]*<entry>[\s\S]*<\/feed>/)
})

test('the secretariat lists a city; that makes it known, not a member', async () => {
  const { city } = await keeper.does(list, {
    name: 'Óbidos',
    country: 'pt',
    lat: '39.36',
    lon: '-9.16',
    languages: 'pt',
  })
  assert.equal(city, 'obidos-pt')
  assert.deepEqual(await found('words=obidos'), [])
  assert.deepEqual(await found('words=obidos&state=none'), ['Óbidos'])
  assert.match((await opens('/cities/obidos-pt')).text, /Not a member/)
  const no = (more: object) => refusal(keeper.does(list, { name: 'X', country: 'pt', ...more }))
  assert.deepEqual(await no({ country: 'zz' }), ['cities.no-such-country'])
  assert.deepEqual(await no({ lat: '95', lon: '0' }), ['cities.no-such-point'])
  assert.deepEqual(await no({ domains: 'https://x.pt' }), ['cities.no-such-domains'])
  const amina = await hub.city.resident('amina')
  assert.deepEqual(await refusal(amina.does(list, { name: 'X', country: 'pt' })), [
    'people.who.cities.write',
  ])
})

test('a correction keeps the address of a city and says in public which facts changed', async () => {
  const { city } = await keeper.does(list, { name: 'Oslo', country: 'NO' })
  await keeper.does(correct, {
    city,
    name: 'Oslo',
    country: 'NO',
    population: 717_710,
    lat: '59,91',
    lon: '10,75',
  })
  const [entry] = await hub.city.rows(
    sql`select d as body from record.outbox where t = 'cities.corrected'`,
  )
  assert.deepEqual(entry?.['body'], {
    city: 'oslo-no',
    facts: ['lon', 'lat', 'placed', 'population'],
    stated: {
      ...{ name: 'Oslo', country: 'NO', kind: 'city', founder: false, population: 717_710 },
      ...{ lat: 59_910_000, lon: 10_750_000, domains: [], languages: [] },
    },
  })
  assert.match((await opens('/cities/oslo-no')).text, /717,710 \(500,000 to a million\)/)
})

test('a city without a profile says so; with one it shows quote, sections and links', async () => {
  assert.match((await opens('/cities/lyon-fr')).text, /has not supplied a profile/)
  const profile = {
    city: 'lyon-fr',
    language: 'en',
    quote: 'We keep it.',
    quoteBy: 'Deputy mayor',
    links: 'https://lyon.example/a',
  }
  await keeper.does(writeProfile, profile)
  await keeper.does(writeSection, {
    city: 'lyon-fr',
    language: 'en',
    principle: 'privacy',
    text: 'No cameras.',
  })
  const page = await opens('/cities/lyon-fr')
  for (const words of [
    /We keep it/,
    /Deputy mayor/,
    /No cameras/,
    /https:\/\/lyon\.example\/a/,
    /Member, proofs missing/,
  ])
    assert.match(page.text, words)
  assert.match(page.text, /was taken over from the list/, 'the record is its history')
  assert.doesNotMatch(page.text, /⟦/)
  assert.match((await opens('/cities/lyon-fr?language=es')).text, /en otro idioma: English/)
  await keeper.does(writeSection, { city: 'lyon-fr', language: 'en', principle: 'privacy' })
  assert.doesNotMatch((await opens('/cities/lyon-fr')).text, /No cameras/)
  assert.deepEqual(
    await refusal(keeper.does(writeProfile, { city: 'lyon-fr', links: 'javascript:alert(1)' })),
    ['cities.no-such-link'],
  )
  assert.equal((await opens('/cities/atlantis-gr')).status, 404)
})

test('a city that ended names the one it became', async () => {
  await hub.written(csv(line(90, { name: 'Oldham' }), line(91, { name: 'Newham' })))
  await hub.city.city.db.transact((tx) =>
    tx.run(
      sql`update endorsements.membership set state = 'ended', successor = 'newham-fr' where city = 'oldham-fr'`,
    ),
  )
  assert.match(
    (await opens('/cities/oldham-fr')).text,
    /href="\/cities\/newham-fr">It continues as Newham/,
  )
})

test('the map lies where d3-geo lies, and classes of population end where they say', () => {
  for (const [lon, lat] of [
    [0, 0],
    [5.7, 45.2],
    [-99, 19],
    [179, -60],
    [151, -33],
  ] as const) {
    const [x = 0, y = 0] = projection([lon, lat]) ?? []
    const mine = onMap({ lon, lat })
    assert.ok(Math.hypot(mine.x - x, mine.y - y) < 0.05, `${lon} ${lat}`)
  }
  assert.deepEqual([null, 0, 49_999, 50_000, 999_999, 1_000_000].map(sizeOf), [null, 1, 1, 2, 5, 6])
})

test('words are folded, slugs are plain, and only real countries have names', () => {
  assert.equal(folded('ΣΕΡΡΩΝ Straße Ægir'), 'σερρων strasse aegir')
  assert.equal(slugOf('Alkmaar, Bergen en Zoon'), 'alkmaar-bergen-en-zoon')
  assert.equal(slugOf('ΦΑΡΣΑΛΑ'), 'city')
  assert.equal(countryName('FR', 'es'), 'Francia')
  assert.deepEqual(
    ['ZZ', 'QQ', 'fr', 'XXX'].map((code) => countryName(code, 'en')),
    [undefined, undefined, undefined, undefined],
  )
})
