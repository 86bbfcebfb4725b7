/** The list of reports for programs: as a table, on a map, and as news. Streamed, 500 rows a time. */
import { type FeedLook, type News, newsFeed, pointsFeed, tableFeed } from '#core/pages'
import { listChanged, listNearest, listPublic } from '../store/list.ts'
import type { Listed } from '../store/rows.ts'
import { filterOf, type Looking, orderOf, pointIn, type sorts } from './parts/looking.ts'
import { type Named, named, namesOf } from './parts/names.ts'

type Asked = Looking & { readonly sort?: (typeof sorts)[number] | undefined }
type Row = Named<Listed>

const PART = 500
const NEWS = 50

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

/** The list as a table. */
export const csv = tableFeed(columns, partsOf)

/** The list as points; a report whose place is not public has none. */
export const geojson = pointsFeed(partsOf, ({ number }) => ({
  id: number,
  path: `/reports/${number}`,
}))

function newsOf({ say }: FeedLook<Asked>, row: Row): News {
  const state = say(`reports.state.${row.state}`)
  return {
    path: `/reports/${row.number}`,
    title: say('reports.list.news', { number: row.number, category: row.categoryName, state }),
    updated: row.changedAt,
    published: row.openedAt,
    category: { term: row.category, label: row.categoryName },
    summary: row.text ?? row.districtName ?? '',
    point: row.lat === null || row.lon === null ? null : [row.lat, row.lon],
  }
}

/** The reports that changed last. */
export const atom = newsFeed<Asked>(
  '/reports',
  ({ say, city }) => say('reports.list.newsTitle', { city: city.name }),
  async (work) => {
    const names = namesOf(work.city, work.say.language)
    const filter = filterOf(work.input, work.city)
    const rows = await work.look((tx) => listChanged(tx, filter, NEWS))
    return rows.map((row) => newsOf(work, named(row, names)))
  },
)
