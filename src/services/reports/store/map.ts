/** Where reports lie, gathered into the squares of a grid so that a map of the whole city stays readable. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { states } from '../model.ts'
import { conditions, type Filter } from './filter.ts'

/** Reports that lie together; when it is one, which. */
export const Gathered = z.object({
  count: z.number(),
  lon: z.number(),
  lat: z.number(),
  open: z.number(),
  number: z.string(),
  category: z.string(),
  state: z.enum(states),
})
export type Gathered = z.infer<typeof Gathered>

/** Side of a square in radians of Web Mercator: 64 pixels on a map of this zoom, each tile 256 wide. */
const squareAt = (zoom: number) => Math.PI / 2 / 2 ** zoom

/** From this zoom on every report stands alone: nothing lies behind a number that cannot be opened. */
export const CLOSEST = 17

/** Public points within the filter's box, gathered for one zoom of a map. */
export function gather(tx: Tx, filter: Filter, zoom: number): Promise<Gathered[]> {
  const side = squareAt(zoom)
  const square = sql`floor(spot[0] / ${side}::float8), floor(spot[1] / ${side}::float8)`
  const where = [
    sql`class <> 'hidden' and public_point and spot is not null`,
    ...conditions(filter, false),
  ]
  return tx.many(
    sql`select count(*) as count, avg(lon) as lon, avg(lat) as lat,
          count(*) filter (where class = 'open') as open, 'R-' || max(number) as number,
          max(category) as category, max(state) as state
        from reports.report where ${sql.join(where, ' and ')}
        group by ${zoom >= CLOSEST ? sql`number` : square} limit 2000`,
    Gathered,
  )
}
