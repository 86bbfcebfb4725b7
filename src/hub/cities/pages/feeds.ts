/** The directory for programs: as a table, as points, and as news. Streamed, 500 rows a time. */
import type { Feed, FeedLook } from '#core/pages'
import { membershipTable } from '#hub/endorsements'
import { nameIn } from '../model.ts'
import { countryName } from '../model/words.ts'
import { listChanged, listCities } from '../store/list.ts'
import type { Listed } from '../store/rows.ts'
import { type Asked, filterOf } from './asked.ts'

const PART = 500
const NEWS = 50

async function* partsOf({ input, look }: FeedLook<Asked>): AsyncGenerator<readonly Listed[]> {
  const filter = filterOf(input)
  let after: string | undefined
  do {
    const paging = { after, limit: PART }
    const part = await look((tx) => listCities(tx, membershipTable(), filter, paging))
    yield part.rows
    after = part.next ?? undefined
  } while (after !== undefined)
}

const columns = [
  ['id', (row: Listed) => row.id],
  ['name', (row: Listed) => row.name],
  ['country', (row: Listed) => row.country],
  ['region', (row: Listed) => row.region],
  ['kind', (row: Listed) => row.kind],
  ['state', (row: Listed) => row.state],
  ['decided_on', (row: Listed) => row.decidedOn],
  ['lon', (row: Listed) => row.lon],
  ['lat', (row: Listed) => row.lat],
  ['placed', (row: Listed) => row.placed],
  ['population', (row: Listed) => row.population],
  ['founder', (row: Listed) => String(row.founder)],
  ['principles', (row: Listed) => row.principles.join(' ')],
  ['evidence', (row: Listed) => (row.evidence === null ? null : `E${row.evidence}`)],
  ['website', (row: Listed) => row.website],
] as const

/** One cell (RFC 4180). A text that a spreadsheet would take for a formula is disarmed. */
function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value ?? '') ? `'${value}` : (value ?? '')
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The list as comma-separated values with a header line (RFC 4180). */
export const csv: Feed<Asked> = {
  type: 'text/csv; charset=utf-8; header=present',
  async *write(work) {
    yield `${columns.map(([name]) => name).join(',')}\r\n`
    for await (const rows of partsOf(work)) {
      const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
      yield lines.map((line) => `${line}\r\n`).join('')
    }
  },
}

function pointOf(row: Listed, url: string): object {
  const { lon, lat, ...properties } = row
  const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
  const href = `${url}/cities/${row.id}`
  return { type: 'Feature', id: row.id, geometry, properties: { ...properties, href } }
}

/** The list as GeoJSON (RFC 7946); a city whose place is not known has no geometry. */
export const geojson: Feed<Asked> = {
  type: 'application/geo+json; charset=utf-8',
  async *write(work) {
    yield '{"type":"FeatureCollection","features":[\n'
    let first = true
    for await (const rows of partsOf(work)) {
      if (rows.length === 0) continue
      const lines = rows.map((row) => JSON.stringify(pointOf(row, work.city.url)))
      yield `${first ? '' : ',\n'}${lines.join(',\n')}`
      first = false
    }
    yield '\n]}\n'
  },
}

const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
}

/** Text as XML may hold it (XML 1.0 section 2.2). */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[<>&"]/g, (sign) => NAMED[sign] ?? '')
}

function newsOf({ say, city }: FeedLook<Asked>, row: Listed): string {
  const href = xml(`${city.url}/cities/${row.id}`)
  const where = countryName(row.country, say.language) ?? row.country
  const state = say(row.state === null ? 'cities.state.none' : `endorsements.state.${row.state}`)
  const point = row.lat === null ? '' : `\n  <georss:point>${row.lat} ${row.lon}</georss:point>`
  return `<entry>
  <id>${href}</id>
  <title>${xml(`${nameIn(row, say.language)}, ${where}`)}</title>
  <link href="${href}"/>
  <updated>${row.changedAt}</updated>
  <summary>${xml(state)}</summary>${point}
</entry>
`
}

/** The cities that changed last, as news (RFC 4287). */
export const atom: Feed<Asked> = {
  type: 'application/atom+xml; charset=utf-8',
  async *write(work) {
    const { input, city, say, now } = work
    const rows = await work.look((tx) => listChanged(tx, membershipTable(), filterOf(input), NEWS))
    yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${say.language}">
<id>${xml(`${city.url}/cities`)}</id>
<title>${xml(say('cities.directory'))}</title>
<updated>${rows[0]?.changedAt ?? now}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${xml(`${city.url}/cities`)}"/>
<link rel="self" href="${xml(`${city.url}/cities.atom`)}"/>
`
    for (const row of rows) yield newsOf(work, row)
    yield '</feed>\n'
  },
}
