/** What the tests of supporters share: a hub with a few cities in its directory. */
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity } from '#test/city'
import supporters from './service.ts'

/** A hub that knows Lyon, Málaga and Paris. */
export async function hubOf() {
  const before = [account, record, coalition, declaration, endorsements, cities]
  const city = await openCity([...before, supporters])
  const keeper = await city.official('keeper', 'secretariat')
  const places = [
    ['Lyon', 'FR'],
    ['Málaga', 'ES'],
    ['Paris', 'FR'],
  ]
  for (const [name = '', country = ''] of places) {
    const made = await keeper.posts('/cities/new/list', { name, country })
    if (made.status !== 303) throw new Error(made.text)
  }
  return { city, close: () => city.close() }
}
export type Hub = Awaited<ReturnType<typeof hubOf>>
