/** Member cities that promise something, for tests across services: memberships, officials, evidence. */
import { perform } from '#core/actions'
import { newId } from '#core/kernel'
import { takeMemberships } from '#hub/endorsements'
import type { Item } from '#hub/evidence'
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

const items: Item[] = ['S74']

/** What a city promises when a test does not care. */
export const lampRegister = {
  title: 'Every algorithm in the register',
  problem: 'Nobody can say which lamp is repaired first, and why.',
  benefits: 'Everybody who waits in the dark.',
  principles: ['transparency'],
  items,
  targets: '16.10, 9.c',
  office: 'Digital office',
  mailbox: 'digital@grenoble.example',
  startsOn: '2026-01-01',
  endsOn: '2027-12-31',
}

/** A member city with commitments that are under way, each spoken of once; gives their numbers. */
export async function underWay(
  official: Somebody,
  { city, titles }: { city: string; titles: readonly string[] },
): Promise<number[]> {
  const numbers: number[] = []
  for (const title of titles) {
    const it = { ...lampRegister, city, title }
    const { number } = await official.does(hubCan('commitments.promise'), it)
    const step = { number, text: 'Publish it', deliverable: 'Register', proof: 'address' }
    const more = { ...step, dueOn: '2026-12-31' }
    await official.does(hubCan('commitments.add-milestone'), more)
    const said = { number, status: 'limited', text: 'Two of nine are listed.' }
    await official.does(hubCan('commitments.state'), said)
    numbers.push(number)
  }
  return numbers
}

/** Makes one of everything that pages show; gives the addresses of those with a parameter. */
export async function promisedPages(
  opened: Opened & Pick<TestCity, 'resident'>,
  { secretariat, city }: { secretariat: Somebody; city: string },
): Promise<{ official: Somebody; pages: Readonly<Record<string, string>> }> {
  await memberCity(opened, secretariat, 'Grenoble', city)
  const toronto = await memberCity(opened, secretariat, 'Toronto')
  await findingOf(opened, { city, item: 'S74', level: 'E3' })
  const official = await opened.official('gaston', 'city-official', city)
  const [number = 0] = await underWay(official, { city, titles: ['Every algorithm listed'] })
  const figures = { name: 'Listed', unit: 'algorithms', source: 'The register' }
  const way = { baseline: 2, baselineOn: '2026-01-01', target: 9, targetOn: '2027-01-01' }
  await official.does(hubCan('commitments.add-indicator'), { number, ...figures, ...way })
  const moved = { number, place: 1, dueOn: '2027-01-31', reason: 'The printer broke.' }
  await official.does(hubCan('commitments.move'), moved)
  const tom = await opened.official('tom', 'city-official', toronto)
  const voice = { number, city: toronto, status: 'limited', ambition: 'modest', text: 'Half.' }
  await tom.does(hubCan('commitments.judge'), voice)
  const rosa = await opened.official('rosa', 'independent-reviewer')
  const review = { number, independent: true, interests: 'None.', text: 'A sound plan.' }
  const plan = { ...review, ambition: 'modest', verifiable: 'yes' }
  await rosa.does(hubCan('commitments.review-plan'), plan)
  const carla = await opened.resident('carla')
  await carla.does(hubCan('commitments.comment'), { number, text: 'It is still dark.' })
  await official.does(hubCan('assessments.begin'), { city })
  return {
    official,
    pages: {
      'commitments.commitment': `/commitments/${number}`,
      'commitments.desk': `/commitments/${number}/desk`,
      'commitments.compare': `/commitments/compare/S74?cities=${city}`,
      'commitments.invited': '/commitments/officials/not-a-real-secret',
      'assessments.city': `/assessments/${city}`,
      'assessments.report': `/assessments/${city}/report`,
      'assessments.step': `/assessments/${city}/report/tools`,
    },
  }
}
