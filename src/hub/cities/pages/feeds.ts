/** The directory for programs: as a table, as points, and as news. Streamed, 500 rows a time. */
import { type FeedLook, type News, newsFeed, pointsFeed, tableFeed } from '#core/pages'
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

/** The list as a table. */
export const csv = tableFeed(columns, partsOf)

/** The list as points; a city whose place is not known has none. */
export const geojson = pointsFeed(partsOf, ({ id }) => ({ id, path: `/cities/${id}` }))

function newsOf({ say }: FeedLook<Asked>, row: Listed): News {
  const where = countryName(row.country, say.language) ?? row.country
  return {
    path: `/cities/${row.id}`,
    title: `${nameIn(row, say.language)}, ${where}`,
    updated: row.changedAt,
    summary: say(row.state === null ? 'cities.state.none' : `endorsements.state.${row.state}`),
    point: row.lat === null || row.lon === null ? null : [row.lat, row.lon],
  }
}

/** The cities that changed last. */
export const atom = newsFeed<Asked>(
  '/cities',
  ({ say }) => say('cities.directory'),
  async (work) => {
    const filter = filterOf(work.input)
    const rows = await work.look((tx) => listChanged(tx, membershipTable(), filter, NEWS))
    return rows.map((row) => newsOf(work, row))
  },
)
