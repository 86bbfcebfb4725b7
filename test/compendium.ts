/** A practice in every state that has a page of its own, for tests across services. */
import { createHash } from 'node:crypto'
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { takeMemberships } from '#hub/endorsements'
import type { Somebody, TestCity } from './city.ts'
import { hubCan } from './coalition.ts'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

const words = {
  language: 'en',
  title: 'Laptops lent by libraries',
  summary: 'Libraries lend laptops for four weeks to people who have none at home.',
  problem: 'One household in nine has no computer.',
  done: 'Twelve libraries lend laptops that the city mends and wipes.',
  forWhom: 'Households without a computer',
  principles: ['access'],
  stage: 'running',
  cost: 'under-100k',
  results: '1200 | laptops lent | 2025-12-31 | https://grenoble.example/report',
  media: 'https://grenoble.example/film | https://grenoble.example/film.txt',
  contact: 'digital.rights@grenoble.example',
}

/** Makes a city a member, as an import of members does. */
export async function madeMember({ city }: Pick<TestCity, 'city'>, id: string): Promise<void> {
  const rows = [{ city: id, name: id, state: 'member' as const, since: '2020-01-01' }]
  const values = { source: 'test', rows }
  await perform(city, takeMemberships, operator, { values, form: false })
}

/** One published practice about which the office is asked, and one draft; gives their addresses. */
export async function practised(
  { city }: Pick<TestCity, 'city'>,
  { official, secretariat }: { official: Somebody; secretariat: Somebody },
): Promise<Readonly<Record<string, string>>> {
  const of = { ...words, city: 'grenoble-fr' }
  const { practice } = await official.does(hubCan('practices.draft'), of)
  await official.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await secretariat.does(hubCan('practices.publish'), { practice, ...ticks })
  await official.does(hubCan('practices.draft'), { ...of, title: 'Tablets lent by libraries' })
  // The letter's code is known to the mailbox alone; a year later this is what the job writes.
  const code = createHash('sha256').update('asked', 'utf8').digest('hex')
  await city.db.transact((tx) =>
    tx.run(sql`update practices.practice set code = ${code}, asked_on = '2026-03-02'
      where number = ${Number(practice)}`),
  )
  return {
    'practices.show': `/practices/${practice}`,
    'practices.edit': `/practices/${practice}/edit`,
    'practices.version': `/practices/${practice}/versions/1`,
    'practices.asked': '/practices/asked/asked',
    'practices.city': '/cities/grenoble-fr/practices',
  }
}
