/** Member cities that promise something, for tests across services: memberships, officials, evidence. */
import { perform } from '#core/actions'
import { newId } from '#core/kernel'
import { takeMemberships } from '#hub/endorsements'
import { sql, type Somebody, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

const places = {
  Grenoble: { name: 'Grenoble', country: 'FR', lat: '45.19', lon: '5.71', languages: 'fr' },
  Toronto: { name: 'Toronto', country: 'CA', lat: '43.70', lon: '-79.42', languages: 'en' },
} as const

type Opened = Pick<TestCity, 'city' | 'official'>

/** Lists a city as the secretariat would, unless it is there, and makes it a member; gives its id. */
export async function memberCity(
  { city }: Opened,
  secretariat: Somebody,
  name: keyof typeof places,
  known?: string,
): Promise<string> {
  const id = known ?? (await secretariat.does(hubCan('cities.list'), places[name])).city
  const rows = [{ city: id, name, state: 'historic', since: '2018-11-14' }]
  await perform(city, takeMemberships, operator, { values: { source: 'test', rows }, form: false })
  return id
}

/** A machine found this of a city, as its daily harvest writes it down. */
export async function findingOf(
  { city }: Opened,
  it: { city: string; item: string; level: string; value?: string },
): Promise<void> {
  const now = city.clock()
  await city.db.transact(async (tx) => {
    await tx.run(sql`insert into evidence.node (city, domain, next_at, by_hand)
      values (${it.city}, ${`${it.city}.example`}, ${now}, true) on conflict do nothing`)
    await tx.run(sql`update evidence.finding set current = false
      where city = ${it.city} and item = ${it.item} and current`)
    await tx.run(sql`insert into evidence.finding (id, city, item, value, level, reasons, counted,
        source, sha256, checker, since, seen_at, current)
      values (${newId(now)}, ${it.city}, ${it.item}, ${it.value ?? 'pass'}, ${it.level}, '{}', '{}',
        null, null, 'test/1', ${now}, ${now}, true)`)
  })
}

/** What a city promises when a test does not care. */
export const lampRegister = {
  title: 'Every algorithm in the register',
  problem: 'Nobody can say which lamp is repaired first, and why.',
  benefits: 'Everybody who waits in the dark.',
  principles: ['transparency'],
  items: ['S74'],
  targets: '16.10, 9.c',
  office: 'Digital office',
  mailbox: 'digital@grenoble.example',
  startsOn: '2026-01-01',
  endsOn: '2027-12-31',
} as const
