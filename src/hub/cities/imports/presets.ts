/** Lists of cities as others publish them, row by row. */
import { createHash } from 'node:crypto'
import type { MembershipState } from '#hub/endorsements'
import { z } from 'zod'
import { factsShape } from '../facts.ts'
import type { CityFactsRow } from '../model.ts'
import { countryName } from '../model/words.ts'
import { type Placed, placeOf } from '../place.ts'
import { mayLieIn } from './borders.ts'

/** What one row says: who the city is, where it stands, and what was wrong with its place. */
export interface Told {
  readonly externalId: string
  readonly facts: CityFactsRow
  readonly hash: string
  readonly state: MembershipState
  readonly since: string | null
  readonly fault?: Placed['fault'] | 'elsewhere' | undefined
}

/** Thrown inside one row only; it becomes that row's reason. */
export class Unreadable extends Error {}

function no(reason: string): never {
  throw new Unreadable(reason)
}

/** Text as the directory can hold it: well-formed, composed, without control characters. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
}

function nameOf(text: string): string {
  const name = clean(text)
  if (!/[\p{L}\p{N}]/u.test(name)) no('it has no name')
  return name.length > 300 ? no('its name has more than 300 characters') : name
}

function countryOf(text: string): string {
  const code = clean(text).toUpperCase()
  return countryName(code, 'en') ? code : no(`“${code.slice(0, 20)}” is not a country`)
}

/** A point that surely lies in another country is no point of this city. */
function placeIn(
  country: string,
  lat: string,
  lon: string,
): Omit<Placed, 'fault'> & Pick<Told, 'fault'> {
  const found = placeOf(lat, lon)
  if (found.lon === null || found.lat === null) return found
  if (mayLieIn(country, { lon: found.lon, lat: found.lat })) return found
  return { lon: null, lat: null, placed: 'none', fault: 'elsewhere' }
}

function dayOf(text: string, today: string): string | null {
  const day = clean(text)
  if (day === '' || day === '-') return null
  if (!z.iso.date().safeParse(day).success) no(`“${day.slice(0, 20)}” is not a date`)
  if (day > today) no(`it joined in the future, on ${day}`)
  return day < '1950' ? no(`it joined in ${day.slice(0, 4)}`) : day
}

function told(it: Omit<Told, 'hash'>): Told {
  const facts = factsShape.safeParse(it.facts)
  if (!facts.success) {
    const [issue] = facts.error.issues
    return no(`its ${issue?.path.join('.')} cannot be used`)
  }
  const said = JSON.stringify([it.facts, it.state, it.since])
  return { ...it, hash: createHash('sha256').update(said).digest('hex') }
}

const nothing = {
  names: {},
  region: null,
  geonamesId: null,
  website: null,
  domains: [],
  languages: [],
  founder: false,
} as const

/** Columns that the list of the Covenant of Mayors must have. */
export const covenantColumns = [
  'organisation_id',
  'organisation_name',
  'country_code',
  'population_adhesion',
  'organisation_latitude',
  'organisation_longitude',
  'signatory_status',
  'date_of_adhesion',
  'group_profile',
] as const

const covenantStates: Readonly<Record<string, MembershipState>> = {
  published: 'historic',
  on_hold: 'on_hold',
}

/** One signatory of the Covenant of Mayors (MyCovenant, CC BY 4.0). */
export function covenantRow(cells: Readonly<Record<string, string>>, today: string): Told {
  const cell = (name: (typeof covenantColumns)[number]) => cells[name] ?? ''
  const externalId = clean(cell('organisation_id')) || no('organisation_id is empty')
  const country = countryOf(cell('country_code'))
  const status = clean(cell('signatory_status'))
  const state = covenantStates[status] ?? no(`the state “${status.slice(0, 40)}” is not known`)
  const people = clean(cell('population_adhesion'))
  const { fault, ...place } = placeIn(
    country,
    cell('organisation_latitude'),
    cell('organisation_longitude'),
  )
  const facts = {
    ...nothing,
    ...place,
    name: nameOf(cell('organisation_name')),
    country,
    kind: clean(cell('group_profile')) === '1' ? ('group' as const) : ('city' as const),
    population: /^\d{1,9}$/.test(people) ? Number(people) : null,
  }
  return told({ externalId, facts, state, since: dayOf(cell('date_of_adhesion'), today), fault })
}

const coordinate = z.union([z.number(), z.string()]).optional()
const BrochureCity = z.object({
  name: z.string(),
  names: z.record(z.string(), z.string()).default({}),
  country: z.string(),
  region: z.string().nullable().default(null),
  lat: coordinate,
  lon: coordinate,
  population: z.number().int().min(0).nullable().default(null),
  geonameId: z.number().int().min(1),
  founder: z.boolean().default(false),
  website: z.string().nullable().default(null),
  languages: z.array(z.string()).default([]),
  joined: z.string().default(''),
})

/** One city of a list in the form of the brochure of 2019: a member whose proofs are missing. */
export function brochureRow(row: unknown, today: string): Told {
  const read = BrochureCity.safeParse(row)
  if (!read.success) {
    const [issue] = read.error.issues
    return no(`its ${issue?.path.join('.') || 'entry'} cannot be read`)
  }
  const city = read.data
  const country = countryOf(city.country)
  const { fault, ...place } = placeIn(country, String(city.lat ?? ''), String(city.lon ?? ''))
  const { names, region, population, founder, website, languages } = city
  const facts = {
    ...{ ...nothing, ...place, names, region, population, founder, website, languages },
    name: nameOf(city.name),
    country,
    kind: 'city' as const,
    geonamesId: city.geonameId,
  }
  const externalId = `geonames:${city.geonameId}`
  return told({ externalId, facts, state: 'historic', since: dayOf(city.joined, today), fault })
}
