/** Where cities lie on the map of the world, gathered on its grid; and since when nothing has changed. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { GRID, MAP, type MapArea } from '../model.ts'
import { conditions, type Filter } from './filter.ts'
import { citiesWith } from './rows.ts'

/** Cities that lie in one square of the map; when it is one, which. */
export const Gathered = z.object({
  column: z.number(),
  row: z.number(),
  count: z.number(),
  x: z.number(),
  y: z.number(),
  /** Members, with proofs or without. */
  members: z.number(),
  resting: z.number(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  names: z.record(z.string(), z.string()).nullable(),
  country: z.string().nullable(),
})
export type Gathered = z.infer<typeof Gathered>

/** Cities of a part of the map, gathered on its grid. */
export function gather(
  tx: Tx,
  members: Statement,
  filter: Filter,
  { x, y, closer }: MapArea,
): Promise<Gathered[]> {
  const side = sql`${GRID / closer}::float8`
  const [right, below] = [x + MAP.width / closer, y + MAP.height / closer]
  const where = [
    sql`c.x >= ${x}::float8 and c.x < ${right}::float8`,
    sql`c.y >= ${y}::float8 and c.y < ${below}::float8`,
    ...conditions(filter),
  ]
  return tx.many(
    sql`with squares as (
          select floor((c.x - ${x}::float8) / ${side}) as "column",
            floor((c.y - ${y}::float8) / ${side}) as "row",
            count(*) as count, avg(c.x) as x, avg(c.y) as y, min(c.id collate "C") as first,
            count(*) filter (where m.state in ('member', 'historic')) as members,
            count(*) filter (where m.state in ('on_hold', 'withdrawn', 'ended')) as resting
          from ${citiesWith(members)} where ${sql.join(where, ' and ')}
          group by 1, 2 order by count(*) desc limit 3000)
        select s."column", s."row", s.count, s.x, s.y, s.members, s.resting,
          o.id, o.name, o.names, o.country
        from squares s left join cities.city o on s.count = 1 and o.id = s.first
        order by s.count desc, s.first`,
    Gathered,
  )
}

/** Moves with every change of the directory: what was drawn from it holds as long as it stands still. */
export async function directoryRevision(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql`select number from cities.revision`,
    z.object({ number: z.number() }),
  )
  return row?.number ?? 0
}
