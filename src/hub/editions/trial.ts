/** What the tests of editions share: a hub with two cities, and practices of theirs in two languages. */
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import practices from '#hub/practices'
import { openCity, type Somebody } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import { begin, choose } from './actions/draft.ts'
import { issue } from './actions/issue.ts'
import editions from './service.ts'

const words = {
  problem: 'One household in nine has no computer.',
  done: 'Twelve libraries lend laptops.\n\nThe city mends and wipes them.',
  forWhom: 'Households without a computer',
  stage: 'running' as const,
  cost: 'under-100k' as const,
  contact: 'digital.rights@grenoble.example',
}

const laptops = {
  ...words,
  city: 'grenoble-fr',
  language: 'en',
  title: 'Laptops lent by libraries <for all & free>',
  summary: 'Libraries lend laptops for four weeks to people who have none at home.',
  principles: ['access'],
  results: '1200 | laptops lent | 2025-12-31 | https://grenoble.example/report',
  quote: 'It began with one shelf.',
  quoteBy: 'The library office',
}
const doors = {
  ...words,
  city: 'merida-es',
  language: 'es',
  title: 'Puertas abiertas al padrón',
  summary: 'El ayuntamiento muestra quién ha consultado los datos de cada vecina.',
  principles: ['privacy', 'transparency'],
}

async function publish(official: Somebody, editor: Somebody, of: object): Promise<number> {
  const { practice } = await official.does(hubCan('practices.draft'), of)
  await official.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await editor.does(hubCan('practices.publish'), { practice, ...ticks })
  return Number(practice)
}

/** A hub with two practices, and a draft that holds both. */
export async function compendium(environment: Readonly<Record<string, string>> = {}) {
  const base = [account, record, coalition, declaration, endorsements, cities]
  const city = await openCity([...base, practices, editions], environment)
  const sofia = await city.official('sofia', 'secretariat')
  const list = (place: object) => sofia.does(hubCan('cities.list'), place)
  await list({ name: 'Grenoble', country: 'FR', lat: '45.19', lon: '5.71' })
  await list({ name: 'Mérida', country: 'ES', lat: '38.92', lon: '-6.34' })
  await madeMember(city, 'grenoble-fr')
  await madeMember(city, 'merida-es')
  const gita = await city.official('gita', 'city-official', 'grenoble-fr')
  const marta = await city.official('marta', 'city-official', 'merida-es')
  const first = await publish(gita, sofia, laptops)
  const second = await publish(marta, sofia, doors)
  return { city, sofia, gita, marta, first, second }
}
export type Compendium = Awaited<ReturnType<typeof compendium>>

/** An edition as the secretariat types it. */
export const typed = {
  title: 'What cities did',
  lead: 'The first year',
  spoken: 'en',
  arranged: 'principle' as const,
  map: true,
  members: true,
  foreword: 'Dear readers.\n\n## Why a booklet\n\nBecause paper is read on trains.',
  who: 'Cities that signed the same declaration.',
  imprint: 'Secretariat of the coalition, rights@luzarra.example',
}

/** A draft with both practices. */
export async function drafted(
  { sofia, first, second }: Compendium,
  more: Partial<typeof typed> = {},
): Promise<string> {
  const { draft } = await sofia.does(begin, { ...typed, ...more })
  await sofia.does(choose, { draft, practices: [String(first), String(second)] })
  return draft
}

/** An edition that is issued, with its files; gives its number. */
export async function issuedEdition(
  hub: Compendium,
  more: Partial<typeof typed> = {},
): Promise<number> {
  const { edition } = await hub.sofia.does(issue, { draft: await drafted(hub, more) })
  await hub.city.city.record.step()
  await hub.city.work()
  return edition
}
