import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { counts, csv, type Hub, hubWith, line, lists } from './trial.ts'

let hub: Hub
before(async () => {
  hub = await hubWith()
})
after(() => hub.close())

const rows = (where: string) =>
  hub.city.rows(
    sql`select c.id, c.name, c.placed, m.state, m.decided_on as since from cities.city c
        join endorsements.membership m on m.city = c.id where c.name = ${where} order by c.id`,
  )

test('two cities of the same name stay two, and each keeps its address', async () => {
  const file = csv(
    line(1, { name: 'Mérida', country: 'es', lat: '38.91', lon: '-6.34' }),
    line(2, { name: 'Mérida', country: 'mx', lat: '20.97', lon: '-89.62' }),
    line(3, { name: 'Bergen', country: 'nl', lat: '52.67', lon: '4.7' }),
    line(4, { name: 'Bergen', country: 'no', lat: '60.39', lon: '5.32' }),
    line(5, { name: 'Santiago', country: 'es', lat: '42.88', lon: '-8.54' }),
    line(6, { name: 'Santiago', country: 'es', lat: '43.02', lon: '-7.9' }),
  )
  assert.deepEqual(counts(await hub.written(file)), [6, 6, 0, 0, 0])
  const ids = ['Mérida', 'Bergen', 'Santiago'].map(async (name) =>
    (await rows(name)).map(({ id }) => id),
  )
  assert.deepEqual(await Promise.all(ids), [
    ['merida-es', 'merida-mx'],
    ['bergen-nl', 'bergen-no'],
    ['santiago-es', 'santiago-es-2'],
  ])
  assert.deepEqual(counts(await hub.written(file)), [6, 0, 0, 6, 0])
})

test('what somebody wrongly wrote is refused by its line, and the rest is taken in', async () => {
  const found = await hub.written(
    csv(
      line(20, { name: ' ' }),
      line(21, { country: 'zz' }),
      line(22, { since: '2020-02-30' }),
      line(23, { since: '2999-01-01' }),
      line(24, { state: 'asleep' }),
      line(25, { name: 'Lyon', lat: '45.76', lon: '4.83' }),
      line(25, { name: 'Lyon again' }),
      '26,"Short"',
    ),
  )
  assert.deepEqual(counts(found), [8, 1, 0, 0, 7])
  assert.deepEqual(
    found.refused.map((one) => one.line),
    [2, 3, 4, 5, 6, 8, 9],
  )
})

test('a city without a usable place is in the list and not on the map, and the import says which line', async () => {
  const found = await hub.written(
    csv(
      line(30, { name: 'Nowhere', lat: '-', lon: '-' }),
      line(31, { name: 'Comma', country: 'es', lat: '40,5', lon: '-3,7' }),
      line(32, { name: 'Far', lat: '-33.87', lon: '151.2' }),
      line(33, { name: 'Beyond', lat: '91.5', lon: '5' }),
      line(34, { name: 'Words', lat: 'north', lon: 'of here' }),
      line(35, { name: 'Zero', lat: '0', lon: '0' }),
      line(36, { name: 'Round', lat: '45', lon: '5' }),
    ),
  )
  assert.deepEqual(counts(found), [7, 7, 0, 0, 0])
  const said = found.notes?.join('\n') ?? ''
  for (const words of [
    'missing): lines 2',
    'elsewhere): lines 4',
    'impossible): lines 5, 7',
    'unreadable): lines 6',
  ])
    assert.ok(said.includes(words), `${words} in ${said}`)
  const placed = await hub.city.rows(
    sql`select name, placed from cities.city where name in ('Nowhere', 'Comma', 'Far', 'Beyond', 'Words', 'Zero', 'Round') order by name`,
  )
  assert.deepEqual(Object.fromEntries(placed.map((one) => [one['name'], one['placed']])), {
    Beyond: 'none',
    Comma: 'exact',
    Far: 'none',
    Nowhere: 'none',
    Round: 'rough',
    Words: 'none',
    Zero: 'none',
  })
})

test('a city that was suspended is on hold, and its record says from which list we know', async () => {
  await hub.written(csv(line(40, { name: 'Sleepy', state: 'on_hold' })))
  assert.deepEqual(
    (await rows('Sleepy')).map(({ state, since }) => [state, since]),
    [['on_hold', '2011-05-17']],
  )
  const [entry] = await hub.city.rows(
    sql`select d as body, by from record.outbox where subject = '/cities/sleepy-fr'
      and t = 'endorsements.taken-in'`,
  )
  assert.deepEqual(entry, {
    body: {
      city: 'sleepy-fr',
      name: 'Sleepy',
      source: 'covenant',
      since: '2011-05-17',
      state: 'on_hold',
    },
    by: 'operator',
  })
})

test('a row that changed in the list changes the city, and its id stays', async () => {
  await hub.written(csv(line(50, { name: 'Oldtown' })))
  const found = await hub.written(csv(line(50, { name: 'Newtown', state: 'on_hold' })))
  assert.deepEqual(counts(found), [1, 0, 1, 0, 0])
  const [row] = await rows('Newtown')
  assert.deepEqual([row?.['id'], row?.['state']], ['oldtown-fr', 'on_hold'])
})

test('what was decided here is never undone by a list', async () => {
  await hub.written(csv(line(60, { name: 'Proven' })))
  await hub.city.city.db.transact((tx) =>
    tx.run(sql`update endorsements.membership set state = 'member', source = null, declaration = '2018-11'
      where city = 'proven-fr'`),
  )
  await hub.written(csv(line(60, { name: 'Proven', state: 'on_hold' })))
  assert.equal((await rows('Proven'))[0]?.['state'], 'member')
})

test('a dry run says what would happen and changes nothing', async () => {
  const before = await hub.city.rows(sql`select count(*) as n from cities.city`)
  const file = csv(
    line(1, { name: 'Mérida', country: 'es', lat: '38.91', lon: '-6.34' }),
    line(70, { name: 'Dry' }),
  )
  assert.deepEqual(counts(await hub.written(file, { dryRun: true })), [2, 1, 0, 1, 0])
  assert.deepEqual(await hub.city.rows(sql`select count(*) as n from cities.city`), before)
})

test('a file that is no such list is refused with a sentence', async () => {
  const no = async (text: string | Buffer, words: RegExp, preset = 'covenant') =>
    assert.rejects(hub.written(text, { preset }), words)
  await no('', /empty/)
  await no('a,b\n1,2\n', /not the columns/)
  await no(Buffer.from([0xff, 0xfe, 0x00]), /not text in UTF-8/)
  await no(`${csv(line(80))}81,"open`, /Line \d+/)
  await no('{"cities": 7}', /no list named cities/, 'brochure')
  await no('{', /no JSON/, 'brochure')
})

test('a list in the form of the brochure makes members whose proofs are missing', async () => {
  const list = {
    cities: [
      {
        name: 'Turin',
        names: { es: 'Turín', ar: 'تورينو' },
        country: 'IT',
        geonameId: 3165524,
        lat: 45.07,
        lon: 7.69,
        population: 870456,
      },
      { name: 'Nameless', country: 'IT' },
    ],
  }
  const found = await hub.written(JSON.stringify(list), { preset: 'brochure' })
  assert.deepEqual(counts(found), [2, 1, 0, 0, 1])
  assert.deepEqual(
    (await rows('Turin')).map(({ id, state }) => [id, state]),
    [['turin-it', 'historic']],
  )
  assert.match((await hub.city.anybody.opens('/cities/turin-it?language=es')).text, /Turín/)
})

const brochure = join(lists, 'coalition_brochure_2019.json')
test(
  'the brochure of 2019: twenty-six historic members, three of them founders, and again nothing new',
  { skip: existsSync(brochure) ? false : 'the list is not on this machine' },
  async () => {
    const found = await hub.taking(brochure, { preset: 'brochure' })
    assert.deepEqual(counts(found), [26, 25, 1, 0, 0], 'Turin was there by its GeoNames id')
    assert.deepEqual(counts(await hub.taking(brochure, { preset: 'brochure' })), [26, 0, 0, 26, 0])
    const [founders] = await hub.city.rows(
      sql`select string_agg(id, ' ' order by id) as ids from cities.city where founder`,
    )
    assert.equal(founders?.['ids'], 'amsterdam-nl barcelona-es new-york-city-us')
  },
)

const covenant = join(lists, 'covenant_signatories_no_names.csv')
test(
  'eleven thousand real signatories: all taken in, 2,253 of them on hold, and again nothing new',
  { skip: existsSync(covenant) ? false : 'the list is not on this machine' },
  async () => {
    const [before] = await hub.city.rows(
      sql`select count(*) filter (where state = 'on_hold') as resting from endorsements.membership`,
    )
    const found = await hub.taking(covenant, { preset: 'covenant' })
    assert.equal(found.read, 11_973)
    assert.deepEqual(found.refused, [])
    assert.match(found.notes?.join('\n') ?? '', /coordinates missing\): lines/)
    const [standing] = await hub.city.rows(
      sql`select count(*) filter (where state = 'on_hold') as resting from endorsements.membership`,
    )
    assert.equal(Number(standing?.['resting']) - Number(before?.['resting']), 2253)
    const again = await hub.taking(covenant, { preset: 'covenant' })
    assert.deepEqual([again.imported, again.updated], [0, 0])
    const [two] = await hub.city.rows(
      sql`select count(*) as n from cities.city where name = 'Mérida' and country in ('ES', 'MX')`,
    )
    assert.equal(two?.['n'], 4, 'two of this list and two of the test above')
  },
)
