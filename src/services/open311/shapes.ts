/** What a city offers and knows, in the words of GeoReport v2. Pure. */
import { addDays, dayBegins } from '#core/kernel'
import type { CityFacts } from '#core/actions'
import { forOpen311 as reports } from '#services/reports'
import { Many, type Written } from './model.ts'
import { nameOf } from './states.ts'

const { categoryOf, reportsOf, wording } = reports
type Category = reports.Category
type Question = reports.Question
type Requested = reports.Requested

/** In whose words something is told. */
export interface Telling {
  readonly city: CityFacts
  readonly language: string
  /** The word for a state. */
  word(state: string): string
}

/** Categories that can be reported now. */
export const offered = (city: CityFacts): readonly Category[] =>
  reportsOf(city).categories.filter(({ active }) => active)

function serviceOf(category: Category, { city, language }: Telling): Written {
  const group = reportsOf(city).groups.find(({ code }) => code === category.group)
  const shown = category.publicText && category.publicPoint
  return {
    service_code: category.code,
    service_name: wording(category.name, language),
    description: wording(category.instructions, language) || null,
    metadata: category.questions.length > 0,
    type: 'realtime',
    keywords: shown ? null : 'private',
    group: wording(group?.name, language) || null,
  }
}

/** The whole list of services: never a part of it, since clients delete what is missing. */
export function servicesOf(telling: Telling): Many {
  return new Many(
    'service',
    offered(telling.city).map((one) => serviceOf(one, telling)),
  )
}

const DATATYPES: Readonly<Record<Question['type'], string>> = {
  text: 'text',
  number: 'number',
  date: 'datetime',
  one: 'singlevaluelist',
  several: 'multivaluelist',
}

function attributeOf(question: Question, order: number, language: string): Written {
  const { code, type, required, options } = question
  const values = options.map(({ value, label }) => ({ key: value, name: wording(label, language) }))
  return {
    variable: true,
    code,
    datatype: DATATYPES[type],
    required,
    datatype_description: wording(question.hint, language) || null,
    order,
    description: wording(question.label, language),
    values: values.length > 0 ? new Many('value', values) : undefined,
  }
}

/** What a service asks beside place and text: the questions of the city's own category. */
export function definitionOf(category: Category, language: string): Written {
  const all = category.questions.map((one, at) => attributeOf(one, at + 1, language))
  return { service_code: category.code, attributes: new Many('attribute', all) }
}

const ends = new Map<string, string>()

/** The promised day ends at midnight by the clocks of the city; few days are asked for, again and again. */
function expected(day: string, zone: string): string {
  const known = ends.get(`${day} ${zone}`)
  if (known) return known
  const end = new Date(Date.parse(dayBegins(addDays(day, 1), zone)) - 1000).toISOString()
  if (ends.size > 2000) ends.clear()
  ends.set(`${day} ${zone}`, end)
  return end
}

/** A moment as the standard writes it: whole seconds, with a zone. */
export const moment = (iso: string) => `${iso.slice(0, 19)}Z`

/** What the extensions add, when they are asked for. */
export interface Extended {
  readonly photos: ReadonlyMap<string, readonly string[]>
  readonly updates: ReadonlyMap<string, readonly reports.Update[]>
}

const photoAt = (city: CityFacts, file: string) => `${city.url}/reports/photos/${file}`

function notesOf(row: Requested, { updates }: Extended, telling: Telling): Many {
  const all = (updates.get(row.number) ?? []).map(({ at, state, text }) => ({
    datetime: moment(at),
    summary: state === null ? null : telling.word(state),
    description: text,
    type: state !== null && reports.publicClass(state) === 'closed' ? 'closed' : 'activity',
  }))
  return new Many('note', all)
}

function extendedOf(row: Requested, extended: Extended, telling: Telling): Written {
  const photos = (extended.photos.get(row.number) ?? []).map((file) => photoAt(telling.city, file))
  return {
    channel: row.source,
    ward: row.district,
    detailed_status: nameOf(row.state),
    duplicate: row.state === 'duplicate',
    parent_service_request_id: row.duplicateOf,
    photos: new Many('photo', photos),
  }
}

/** One request, as everybody may know it. */
export function requestOf(row: Requested, telling: Telling, extended?: Extended): Written {
  const { city, language } = telling
  const category = categoryOf(reportsOf(city), row.category)
  const unit = city.units.find(({ code }) => code === row.unit)
  return {
    service_request_id: row.number,
    status: row.class === 'closed' ? 'closed' : 'open',
    status_notes: row.said ?? telling.word(row.state),
    service_name: wording(category?.name, language) || row.category,
    service_code: row.category,
    description: row.text,
    agency_responsible: unit ? wording(unit.name, language) : city.name,
    service_notice: null,
    requested_datetime: moment(row.openedAt),
    updated_datetime: moment(row.touchedAt),
    expected_datetime: moment(expected(row.dueOn, city.zone)),
    address: row.address,
    address_id: null,
    zipcode: null,
    lat: row.lat,
    long: row.lon,
    media_url: row.photo === null ? null : photoAt(city, row.photo),
    ...(extended
      ? {
          extended_attributes: extendedOf(row, extended, telling),
          notes: notesOf(row, extended, telling),
        }
      : {}),
  }
}

/** What happened, as updates (the extension of mySociety). */
export function updateOf(row: reports.Update): Written {
  return {
    update_id: row.id,
    service_request_id: row.number,
    status: row.state === null ? 'UNCHANGED' : nameOf(row.state),
    updated_datetime: moment(row.at),
    description: row.text,
    media_url: null,
  }
}

/** What the city offers, where and to whom to turn (Open311 service discovery). */
export function discoveryOf(
  city: CityFacts,
  it: { readonly contact: string; readonly changeset: string },
): Written {
  const endpoint = (path: string, type: string) => ({
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url: `${city.url}${path}`,
    changeset: it.changeset,
    type,
    formats: new Many('format', ['text/xml', 'application/json']),
  })
  return {
    changeset: it.changeset,
    contact: it.contact,
    key_service: `${city.url}/open311`,
    endpoints: new Many('endpoint', [
      endpoint('/open311/v2/', 'production'),
      endpoint('/open311/test/v2/', 'test'),
    ]),
  }
}
