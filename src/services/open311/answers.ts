/** What is answered to programs that read: services, definitions, requests, updates. */
import { createHash } from 'node:crypto'
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { forOpen311 as reports } from '#services/reports'
import { listAsked, momentOf, spanOf } from './asked.ts'
import { open311Of } from './config.ts'
import {
  type Asked,
  listOf,
  Many,
  MOST_DAYS,
  MOST_ROWS,
  oneOf,
  type Wrong,
  type Written,
} from './model.ts'
import {
  definitionOf,
  discoveryOf,
  type Extended,
  moment,
  offered,
  requestOf,
  servicesOf,
  type Telling,
  updateOf,
} from './shapes.ts'
import { numberBehind } from './store/keys.ts'
import { readOffer } from './store/offers.ts'
import { hashOf } from './secrets.ts'

/** An answer with the name of its root, or everything that was wrong with the question. */
export type Answer =
  | { readonly root: string; readonly value: Written }
  | { readonly wrong: readonly Wrong[] }

/** What reading an answer needs. */
export interface Reading {
  readonly tx: Tx
  readonly asked: Asked
  readonly telling: Telling
  readonly now: string
}

const missing = (says: string): Answer => ({ wrong: [{ code: 404, says }] })

/** The jurisdiction this endpoint serves: the only one, so it need not be said. */
export const jurisdictionOf = (city: CityFacts) =>
  open311Of(city).jurisdiction ?? new URL(city.url).hostname

/** One that was said and is another city's does not exist here (GeoReport v2, 404). */
export function wrongJurisdiction(asked: Asked, city: CityFacts): Wrong | undefined {
  const said = oneOf(asked, 'jurisdiction_id')
  if (said === undefined || said === jurisdictionOf(city)) return undefined
  return { code: 404, says: 'jurisdiction', values: { name: said.slice(0, 100) } }
}

/** SHA-256 of everything that is offered: when it changes, so does the changeset. */
export function offerOf(city: CityFacts): string {
  const [language = 'en'] = city.languages
  const telling = { city, language, word: (state: string) => state }
  const all = [servicesOf(telling), offered(city).map((one) => definitionOf(one, language))]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

/** A role mailbox that the city names in public. */
export function contactOf(city: CityFacts): string {
  const named = open311Of(city).contact ?? city.discovery?.contacts?.['digitalRights']
  return named?.replace(/^mailto:/, '') ?? city.url
}

/** Where this city speaks Open311, and since when it offers what it offers. */
export async function discoveryAnswer({ tx, telling, now }: Reading): Promise<Answer> {
  const { city } = telling
  const changeset = moment((await readOffer(tx))?.at ?? now)
  return { root: 'discovery', value: discoveryOf(city, { contact: contactOf(city), changeset }) }
}

/** Every service. */
export function servicesAnswer({ telling }: Reading): Answer {
  return { root: 'services', value: servicesOf(telling) }
}

/** What one service asks. */
export function definitionAnswer({ telling }: Reading, code: string): Answer {
  const found = offered(telling.city).find((one) => one.code === code)
  if (!found) return missing('no-service')
  return { root: 'service_definition', value: definitionOf(found, telling.language) }
}

function groupedBy<T extends { readonly number: string }>(rows: readonly T[]) {
  return Map.groupBy(rows, ({ number }) => number) as ReadonlyMap<string, readonly T[]>
}

/** Photos and public words of all these requests, in two statements however many there are. */
async function extendedOf(tx: Tx, numbers: readonly string[]): Promise<Extended> {
  const photos = await reports.listPhotos(tx, numbers)
  const updates = await reports.listUpdates(tx, { numbers }, MOST_ROWS * 10)
  const files = [...groupedBy(photos)].map(([number, all]) => {
    return [number, all.map(({ file }) => file)] as const
  })
  return { photos: new Map(files), updates: groupedBy(updates) }
}

/** The rows as requests; with what the extensions add when they are asked for. */
async function requestsIn(
  { tx, telling }: Reading,
  rows: readonly reports.Requested[],
  extensions: boolean,
): Promise<Answer> {
  const numbers = rows.map(({ number }) => number)
  const extended = extensions ? await extendedOf(tx, numbers) : undefined
  const all = rows.map((row) => requestOf(row, telling, extended))
  return { root: 'service_requests', value: new Many('request', all) }
}

/** The list of requests: one statement, a thousand rows at most (GeoReport v2, GET service requests). */
export async function listAnswer(reading: Reading): Promise<Answer> {
  const { tx, asked, telling, now } = reading
  const found = listAsked(asked, { now, zone: telling.city.zone })
  if ('wrong' in found) return found
  const filter: reports.RequestFilter = {
    numbers: found.ids,
    categories: found.codes,
    class: found.class,
    from: found.from,
    until: found.until,
    changedFrom: found.updatedFrom,
    changedUntil: found.updatedUntil,
    words: found.words,
    box: found.box,
    near: found.near,
  }
  const rows = await reports.listRequests(tx, filter, found)
  return requestsIn(reading, rows, found.extensions)
}

/** One request, as a list of one (GeoReport v2, GET service request). */
export async function oneAnswer(reading: Reading, id: string): Promise<Answer> {
  const part = { limit: 1, offset: 0 }
  const rows = await reports.listRequests(reading.tx, { numbers: [id] }, part)
  if (rows.length === 0) return missing('no-request')
  const extensions = oneOf(reading.asked, 'extensions')?.toLowerCase() === 'true'
  return requestsIn(reading, rows, extensions)
}

/** What became of a request, by the reference its sender gave to it. */
export async function tokenAnswer({ tx }: Reading, token: string): Promise<Answer> {
  const number = await numberBehind(tx, hashOf(token))
  if (number === undefined) return missing('no-token')
  const one = { service_request_id: number, token }
  return { root: 'service_requests', value: new Many('request', [one]) }
}

/** What happened to requests since (the extension of mySociety): ninety days, a thousand rows. */
export async function updatesAnswer({ tx, asked, telling, now }: Reading): Promise<Answer> {
  const { zone } = telling.city
  const wrong: Wrong[] = []
  const at = (name: string) => {
    const text = oneOf(asked, name)
    const found = text === undefined ? undefined : momentOf(text, zone)
    if (text !== undefined && found === undefined)
      wrong.push({ code: 400, says: 'bad-date', values: { name } })
    return found
  }
  const [from, until] = [at('start_date'), at('end_date')]
  const days = from && until ? (Date.parse(until) - Date.parse(from)) / 86_400_000 : 0
  if (days > MOST_DAYS || days < 0)
    wrong.push({
      code: 400,
      says: days < 0 ? 'ends-before' : 'span-too-long',
      values: { name: 'end_date' },
    })
  if (wrong.length > 0) return { wrong }
  const numbers = listOf(asked, 'service_request_id')
  const span = numbers && !from && !until ? {} : spanOf(from, until, now)
  const rows = await reports.listUpdates(tx, { numbers, ...span }, MOST_ROWS)
  return { root: 'service_request_updates', value: new Many('request_update', rows.map(updateOf)) }
}
