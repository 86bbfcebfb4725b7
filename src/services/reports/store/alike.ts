/** Reports that may be of the same problem: of the same kind, close by or at the same address, and not long over. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import type { DeskFilter } from './filter.ts'
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
function boxAround(
  { lon, lat }: { lon: number; lat: number },
  metres: number,
): [number, number, number, number] {
  const up = metres / 111_195
  const across = up / Math.cos((lat * Math.PI) / 180)
  return [lon - across, lat - up, lon + across, lat + up]
}

/** Which reports are meant, and what of them is read. */
interface Picked {
  readonly which: Statement
  readonly columns: Statement
}

const open = sql`class = 'open'`
const closedSince = (it: Nearby) => sql`class = 'closed' and closed_at >= ${it.closedSince}`

/** Near a point: what is open by an index of where it is, what is just closed by an index of when; then the nearest. */
function near(it: Nearby, here: { lon: number; lat: number }, picked: Picked): Statement {
  const [west, south, east, north] = boxAround(here, it.metres)
  const point = sql`point(radians(${here.lon}::float8),
    ln(tan(pi() / 4 + radians(${here.lat}::float8) / 2)))`
  const parts = [open, closedSince(it)].map(
    (when) => sql`select ${picked.columns}, language, answers,
        6371008.8 * cos(radians(${here.lat}::float8)) * (spot <-> ${point}) as metres
      from reports.report where ${when} and lat between ${south} and ${north}
        and lon between ${west} and ${east} and ${picked.which}`,
  )
  return sql`(select * from (${sql.join(parts, ' union all ')}) as near
    order by metres, number limit ${MOST})`
}

/** The branches of the search: by the point, and by the words of the address. Each goes by an index of its own. */
function found(it: Nearby, picked: Picked): Statement {
  const { lon, lat, address } = it.place
  const parts: Statement[] = []
  if (lon !== null && lat !== null) parts.push(near(it, { lon, lat }, picked))
  if (address !== null) {
    parts.push(sql`(select ${picked.columns}, language, answers, 0::float8 as metres
      from reports.report where lower(address) = lower(${address})
        and (${open} or (${closedSince(it)})) and ${picked.which}
      order by opened_at desc limit ${MOST})`)
  }
  return sql.join(parts, ' union all ')
}

function standing(it: Nearby): Statement {
  return sql`category = any(${[...it.categories]}::text[]) and state not in ('duplicate', 'withdrawn')
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
  return search(tx, it, found(it, { which: seen, columns: publicColumns }))
}

/** What the desk may be shown: every kind, of the units an official works for. */
export function listAlikeAtDesk(tx: Tx, it: Nearby, units: DeskFilter['units']): Promise<Alike[]> {
  const mine =
    units === 'all' ? sql`true` : sql`(unit is null or unit = any(${[...units]}::text[]))`
  return search(
    tx,
    it,
    found(it, { which: sql`${standing(it)} and ${mine}`, columns: fullColumns }),
  )
}
