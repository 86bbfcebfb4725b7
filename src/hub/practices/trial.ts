/** What the tests of the compendium share: a hub with members, their officials, and a practice as it is typed. */
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import practices from './service.ts'

/** A hub with three cities, of which Atlantis has never signed. */
export async function compendium() {
  const services = [account, record, coalition, declaration, endorsements, cities, practices]
  const city = await openCity(services)
  const editor = await city.official('sofia', 'secretariat')
  const list = (name: string, country: string, population: number) =>
    editor.does(hubCan('cities.list'), { name, country, population })
  await list('Grenoble', 'FR', 158_000)
  await list('Mérida', 'ES', 60_000)
  await list('Atlantis', 'GR', 10)
  await madeMember(city, 'grenoble-fr')
  await madeMember(city, 'merida-es')
  // Regular work is next wanted some time after it was first asked about.
  await city.work()
  return {
    city,
    editor,
    grenoble: await city.official('gita', 'city-official', 'grenoble-fr'),
    merida: await city.official('marta', 'city-official', 'merida-es'),
  }
}
export type Compendium = Awaited<ReturnType<typeof compendium>>

/** A practice as an official types it. */
export const typed = {
  city: 'grenoble-fr',
  language: 'en' as const,
  title: 'Laptops lent by libraries',
  summary: 'Libraries lend laptops for four weeks to people who have none at home.',
  problem: 'One household in nine has no computer.',
  done: 'Twelve libraries lend laptops that the city mends and wipes.',
  forWhom: 'Households without a computer',
  principles: ['access'],
  stage: 'running' as const,
  from: '2024-05',
  cost: 'under-100k' as const,
  results: '1200 | laptops lent | 2025-12-31 | https://grenoble.example/report',
  contact: 'digital.rights@grenoble.example',
}
