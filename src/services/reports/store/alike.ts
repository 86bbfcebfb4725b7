/** Reports that may be of the same problem: of the same kind, close by or at the same address, and not long over. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { type DeskFilter, placeIn } from './filter.ts'
import { answers, fullColumns, Listed, publicColumns } from './rows.ts'

/** Where somebody looks for the same problem, and in which kinds of reports. */
export interface Nearby {
  readonly categories: readonly string[]
  readonly place: {
    readonly lon: number | null
    readonly lat: number | null
    readonly address: string | null
  }
  readonly metres: number
  /** What was closed before this moment is over. */
  readonly closedSince: string
  /** The report itself, where it is one. */
  readonly except?: number
}

const Alike = Listed.extend({
  language: z.string(),
  answers,
  metres: z.number(),
})
export type Alike = z.infer<typeof Alike>

/** Enough to find the five that are most alike among all that are close. */
const MOST = 60

/** West, south, east, north of so many metres around a point. */
export function boxAround(
  { lon, lat }: { lon: number; lat: number },
  metres: number,
): [number, number, number, number] {
  const up = metres / 111_195
  const across = up / Math.cos((lat * Math.PI) / 180)
  return [lon - across, lat - up, lon + across, lat + up]
}

/** The branches of the search: by the point, and by the words of the address. Each goes by an index of its own. */
function found(it: Nearby, which: Statement, columns: Statement): Statement {
  const { lon, lat, address } = it.place
  const parts: Statement[] = []
  if (lon !== null && lat !== null) {
    const here = sql`point(radians(${lon}::float8), ln(tan(pi() / 4 + radians(${lat}::float8) / 2)))`
    parts.push(sql`(select ${columns}, language, answers,
        6371008.8 * cos(radians(${lat}::float8)) * (spot <-> ${here}) as metres
      from reports.report where ${placeIn(boxAround({ lon, lat }, it.metres))} and ${which}
      order by spot <-> ${here} limit ${MOST})`)
  }
  if (address !== null) {
    parts.push(sql`(select ${columns}, language, answers, 0::float8 as metres
      from reports.report where lower(address) = lower(${address}) and ${which}
      order by opened_at desc limit ${MOST})`)
  }
  return sql.join(parts, ' union all ')
}

function standing(it: Nearby): Statement {
  return sql`category = any(${[...it.categories]}::text[]) and state not in ('duplicate', 'withdrawn')
    and (class = 'open' or (class = 'closed' and closed_at >= ${it.closedSince}))
    and number is distinct from ${it.except ?? null}`
}

async function search(tx: Tx, it: Nearby, parts: Statement): Promise<Alike[]> {
  if (it.place.address === null && it.place.lon === null) return []
  const rows = await tx.many(
    sql`select * from (${parts}) as alike where metres <= ${it.metres} order by metres`,
    Alike,
  )
  // What is found by point and by address is one report.
  return [...new Map(rows.toReversed().map((row) => [row.number, row])).values()].toReversed()
}

/** What anybody may be shown: a report whose kind keeps its place or its words back never comes up. */
export function listAlike(tx: Tx, it: Nearby): Promise<Alike[]> {
  const seen = sql`${standing(it)} and public_point and public_text and text_hidden is null`
  return search(tx, it, found(it, seen, publicColumns))
}

/** What the desk may be shown: every kind, of the units an official works for. */
export function listAlikeAtDesk(tx: Tx, it: Nearby, units: DeskFilter['units']): Promise<Alike[]> {
  const mine =
    units === 'all' ? sql`true` : sql`(unit is null or unit = any(${[...units]}::text[]))`
  return search(tx, it, found(it, sql`${standing(it)} and ${mine}`, fullColumns))
}
