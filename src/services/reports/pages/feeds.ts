/** The list of reports for programs: as a table, on a map, and as news. Streamed, 500 rows a time. */
import { cell, type Feed, type FeedLook, xml } from '#core/pages'
import { listChanged, listNearest, listPublic } from '../store/list.ts'
import type { Listed } from '../store/rows.ts'
import { filterOf, type Looking, orderOf, pointIn, type sorts } from './parts/looking.ts'
import { type Named, named, namesOf } from './parts/names.ts'

type Asked = Looking & { readonly sort?: (typeof sorts)[number] | undefined }
type Row = Named<Listed>

const PART = 500

async function* partsOf(work: FeedLook<Asked>): AsyncGenerator<Row[]> {
  const { input, city, look } = work
  const filter = filterOf(input, city)
  const names = namesOf(city, work.say.language)
  const point = pointIn(input.near)
  if (point) {
    const rows = await look((tx) => listNearest(tx, point, filter, PART))
    yield rows.map((row) => named(row, names))
    return
  }
  const order = orderOf(input.sort)
  let after: string | undefined
  do {
    const paging = { after, limit: PART }
    const part = await look((tx) => listPublic(tx, filter, paging, order))
    yield part.rows.map((row) => named(row, names))
    after = part.next ?? undefined
  } while (after !== undefined)
}

const columns = [
  ['number', (row: Row) => row.number],
  ['category', (row: Row) => row.category],
  ['category_name', (row: Row) => row.categoryName],
  ['state', (row: Row) => row.state],
  ['class', (row: Row) => row.class],
  ['district', (row: Row) => row.district],
  ['district_name', (row: Row) => row.districtName],
  ['address', (row: Row) => row.address],
  ['lon', (row: Row) => row.lon],
  ['lat', (row: Row) => row.lat],
  ['opened_at', (row: Row) => row.openedAt],
  ['changed_at', (row: Row) => row.changedAt],
  ['closed_at', (row: Row) => row.closedAt],
  ['due_on', (row: Row) => row.dueOn],
  ['me_toos', (row: Row) => row.meToos],
  ['photos', (row: Row) => row.photos],
  ['text', (row: Row) => row.text],
] as const

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

function feature(row: Row, url: string): object {
  const { lon, lat, ...properties } = row
  const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
  const href = `${url}/reports/${row.number}`
  return { type: 'Feature', id: row.number, geometry, properties: { ...properties, href } }
}

/** The list as GeoJSON (RFC 7946); a report whose place is not public has no geometry. */
export const geojson: Feed<Asked> = {
  type: 'application/geo+json; charset=utf-8',
  async *write(work) {
    yield '{"type":"FeatureCollection","features":[\n'
    let first = true
    for await (const rows of partsOf(work)) {
      if (rows.length === 0) continue
      const lines = rows.map((row) => JSON.stringify(feature(row, work.city.url)))
      yield `${first ? '' : ',\n'}${lines.join(',\n')}`
      first = false
    }
    yield '\n]}\n'
  },
}

function news({ say, city }: FeedLook<Asked>, row: Row): string {
  const href = xml(`${city.url}/reports/${row.number}`)
  const title = say('reports.list.news', {
    number: row.number,
    category: row.categoryName,
    state: say(`reports.state.${row.state}`),
  })
  const point = row.lat === null ? '' : `\n  <georss:point>${row.lat} ${row.lon}</georss:point>`
  return `<entry>
  <id>${href}</id>
  <title>${xml(title)}</title>
  <link href="${href}"/>
  <updated>${row.changedAt}</updated>
  <published>${row.openedAt}</published>
  <category term="${xml(row.category)}" label="${xml(row.categoryName)}"/>
  <summary>${xml(row.text ?? row.districtName ?? '')}</summary>${point}
</entry>
`
}

/** The fifty reports that changed last, as news (RFC 4287). */
export const atom: Feed<Asked> = {
  type: 'application/atom+xml; charset=utf-8',
  async *write(work) {
    const { input, city, say, now } = work
    const names = namesOf(city, say.language)
    const rows = await work.look((tx) => listChanged(tx, filterOf(input, city), 50))
    yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${say.language}">
<id>${xml(`${city.url}/reports`)}</id>
<title>${xml(say('reports.list.newsTitle', { city: city.name }))}</title>
<updated>${rows[0]?.changedAt ?? now}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${xml(`${city.url}/reports`)}"/>
<link rel="self" href="${xml(`${city.url}/reports.atom`)}"/>
`
    for (const row of rows) yield news(work, named(row, names))
    yield '</feed>\n'
  },
}
