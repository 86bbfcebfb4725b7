/** What the tests of activities share: a hub with two members and their officials, and a plan as it is typed. */
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import activities from './service.ts'

/** Grenoble and Mérida in Mexico are members; Atlantis has never signed. */
export async function invited() {
  const services = [account, record, coalition, declaration, endorsements, cities, activities]
  const city = await openCity(services)
  const keeper = await city.official('sofia', 'secretariat')
  for (const [name, country] of [
    ['Grenoble', 'FR'],
    ['Mérida', 'MX'],
    ['Atlantis', 'GR'],
  ])
    await keeper.does(hubCan('cities.list'), { name, country })
  await madeMember(city, 'grenoble-fr')
  await madeMember(city, 'merida-mx')
  // Regular work is next wanted some time after it was first asked about.
  await city.work()
  return {
    city,
    grenoble: await city.official('gita', 'city-official', 'grenoble-fr'),
    merida: await city.official('marta', 'city-official', 'merida-mx'),
  }
}
export type Invited = Awaited<ReturnType<typeof invited>>

/** A plan as an official types it. */
export const typed = {
  language: 'en',
  city: 'merida-mx',
  title: 'Repair, do not replace; a day',
  kind: 'workshop' as const,
  about: 'Bring a laptop,\nleave with a better one.',
  zone: 'America/Merida',
  day: '2026-03-20',
  time: '18:30',
  until: '20:00',
  place: 'Library of the north',
  contact: 'access@merida.example',
  rule: 'here' as const,
  principles: ['access'],
}
