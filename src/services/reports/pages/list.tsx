/** All reports, for everybody: as a list, on a map, and as data. */
import { z } from 'zod'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Tx } from '#core/database'
import { countPublic, listCovers, listNearest, listPublic } from '../store/list.ts'
import type { Filter, Part } from '../store/filter.ts'
import type { Listed, Near } from '../store/rows.ts'
import { atom, csv, geojson } from './feeds.ts'
import { ListView } from './list-view.tsx'
import { filterOf, looking, orderOf, pointIn, searchOf, sorts } from './parts/looking.ts'
import { districtsOf, groupsOf, named, namesOf } from './parts/names.ts'

const PART = 20
const COUNTED = 1000

const input = looking.extend({
  sort: z.enum(sorts).optional(),
  after: z.string().max(80).optional(),
  before: z.string().max(80).optional(),
})
export type ListInput = z.infer<typeof input>

async function found(tx: Tx, asked: ListInput, filter: Filter): Promise<Part<Listed | Near>> {
  const point = pointIn(asked.near)
  if (point) {
    const rows = await listNearest(tx, point, filter, PART)
    return { rows, next: null, previous: null }
  }
  const { after, before, sort } = asked
  return listPublic(tx, filter, { after, before, limit: PART }, orderOf(sort))
}

/** Reports that show their text may show their photo as well. */
function covers(tx: Tx, rows: readonly Listed[]): Promise<ReadonlyMap<string, string>> {
  const shown = rows.filter((row) => row.photos > 0 && row.text !== null)
  return listCovers(
    tx,
    shown.map((row) => row.number),
  )
}

/** All reports that anybody may see. */
export const list = page({
  name: 'reports.list',
  path: '/reports',
  who: anyone,
  menu: 10,
  keep: 'public',
  input,
  also: { csv, geojson, atom },
  async load({ input: asked, tx, city, language }) {
    const filter = filterOf(asked, city)
    const names = namesOf(city, language)
    const { rows, next, previous } = await found(tx, asked, filter)
    const photos = await covers(tx, rows)
    const count = await countPublic(tx, filter, COUNTED + 1)
    return {
      reports: rows.map((row) => ({ ...named(row, names), cover: photos.get(row.number) ?? null })),
      next,
      previous,
      count: Math.min(count, COUNTED),
      more: count > COUNTED,
      asked: { ...searchOf(asked), sort: asked.sort === 'newest' ? undefined : asked.sort },
      nearUnknown: asked.near !== undefined && pointIn(asked.near) === undefined,
      groups: groupsOf(city, language, true),
      districts: districtsOf(city),
      bounds: city.districts.bounds(),
    }
  },
  view: (data) => <ListView {...data} />,
})

/** What the list page shows. */
export type ListData = Awaited<ReturnType<typeof list.load>>
