/** Lists of reports: every one by key, so that the hundredth page is as fast as the first. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import {
  conditions,
  type DeskFilter,
  deskConditions,
  type Filter,
  numbered,
  type Order,
  ordered,
  type Paging,
  type Part,
  part,
} from './filter.ts'
import { known } from './one.ts'
import { fullColumns, Listed, Near, publicColumns, Queued } from './rows.ts'

/** Reports anybody may see, the newest first. A number among the words finds that one report. */
export async function listPublic(
  tx: Tx,
  filter: Filter,
  paging: Paging,
  order: Order = {},
): Promise<Part<Listed>> {
  const { where, by } = ordered(paging, order)
  const rows = await tx.many(
    sql`select ${publicColumns} from reports.report
        where ${sql.join([...publicly(filter), ...where], ' and ')}
        order by ${by} limit ${paging.limit + 1}`,
    Listed,
  )
  return part(rows, paging, order)
}

function publicly(filter: Filter): Statement[] {
  const exact = numbered(filter.words)
  return [sql`class <> 'hidden'`, ...(exact ? [exact] : conditions(filter, false))]
}

const Count = z.object({ count: z.number() })

/** How many reports anybody may see are looked for, asked last of a page; counting stops after `most`. */
export async function countPublic(tx: Tx, filter: Filter, most: number): Promise<number> {
  const found = await tx.one(
    sql.last(sql`select count(*) as count from (select 1 from reports.report
        where ${sql.join(publicly(filter), ' and ')} limit ${most}) as found`),
    Count,
  )
  return found?.count ?? 0
}

/** Reports anybody may see, the last changed first: what a news reader asks for. */
export function listChanged(tx: Tx, filter: Filter, limit: number): Promise<Listed[]> {
  const where = [sql`class <> 'hidden'`, ...conditions(filter, false)]
  return tx.many(
    sql`select ${publicColumns} from reports.report where ${sql.join(where, ' and ')}
        order by changed_at desc, report.number desc limit ${limit}`,
    Listed,
  )
}

/** Reports anybody may see that came in, or were closed, from one moment until before another; the newest first. */
export function listNews(
  tx: Tx,
  filter: Filter,
  during: { readonly from: string; readonly until: string },
  limit: number,
): Promise<Listed[]> {
  const { from, until } = during
  const where = [
    sql`class <> 'hidden' and changed_at >= ${from}`,
    sql`(opened_at >= ${from} and opened_at < ${until} or closed_at >= ${from} and closed_at < ${until})`,
    ...conditions(filter, false),
  ]
  return tx.many(
    sql`select ${publicColumns} from reports.report where ${sql.join(where, ' and ')}
        order by changed_at desc, number desc limit ${limit}`,
    Listed,
  )
}

/** The nearest reports with a public point, the nearest first. */
export function listNearest(
  tx: Tx,
  at: { readonly lon: number; readonly lat: number },
  filter: Filter,
  limit: number,
): Promise<Near[]> {
  const where = [
    sql`class <> 'hidden' and public_point and spot is not null`,
    ...conditions(filter, false),
  ]
  const here = sql`point(radians(${at.lon}::float8), ln(tan(pi() / 4 + radians(${at.lat}::float8) / 2)))`
  return tx.many(
    sql`select ${publicColumns},
          round(6371008.8 * cos(radians(${at.lat}::float8)) * (spot <-> ${here})) as metres
        from reports.report where ${sql.join(where, ' and ')}
        order by spot <-> ${here} limit ${limit}`,
    Near,
  )
}

/** The desk's queue: hidden reports too, the oldest first when asked. */
export async function listQueue(
  tx: Tx,
  filter: DeskFilter,
  paging: Paging & { readonly oldestFirst?: boolean },
): Promise<Part<Queued>> {
  const order = { oldestFirst: paging.oldestFirst ?? false }
  const { where, by } = ordered(paging, order)
  const all = [sql`true`, ...deskConditions(filter), ...where]
  const rows = await tx.many(
    sql`select ${fullColumns}, unit, assigned_to as "assignedTo", version,
          contact is not null as "contactLeft"
        from reports.report where ${sql.join(all, ' and ')}
        order by ${by} limit ${paging.limit + 1}`,
    Queued,
  )
  return part(rows, paging, order)
}

/** For each of these reports its first photo, where it has one in sight. */
export async function listCovers(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await tx.many(
    sql`select distinct on (report) 'R-' || report as number, file from reports.photo
        where report = any(${numbers.map(known)}::integer[]) and hidden is null
          and follower is null order by report, at, file`,
    z.object({ number: z.string(), file: z.string() }),
  )
  return new Map(rows.map(({ number, file }) => [number, file]))
}

/** A signed-in resident's own reports, the newest first. */
export async function listOwn(tx: Tx, reporter: string, paging: Paging): Promise<Part<Listed>> {
  const { where, by } = ordered(paging)
  const all = [sql`reporter = ${reporter}`, ...where]
  const rows = await tx.many(
    sql`select ${fullColumns} from reports.report where ${sql.join(all, ' and ')}
        order by ${by} limit ${paging.limit + 1}`,
    Listed,
  )
  return part(rows, paging)
}

const Figures = z.object({ open: z.number(), received: z.number(), solved: z.number() })

/** How many reports are open now, and how many came in and were solved since a moment. */
export async function readFigures(tx: Tx, since: string): Promise<z.infer<typeof Figures>> {
  const found = await tx.one(
    sql`select (select count(*) from reports.report where class = 'open') as open,
          (select count(*) from reports.report where class <> 'hidden' and opened_at >= ${since}) as received,
          (select count(*) from reports.report where state = 'resolved' and closed_at >= ${since}) as solved`,
    Figures,
  )
  return found ?? { open: 0, received: 0, solved: 0 }
}

/** How many days it took to solve a report, in the middle; null when none was solved since then. */
export async function readMedianDays(tx: Tx, since: string): Promise<number | null> {
  const found = await tx.one(
    sql`select round((percentile_cont(0.5) within group
          (order by extract(epoch from closed_at - opened_at)) / 86400)::numeric, 1) as days
        from reports.report where state = 'resolved' and closed_at >= ${since}`,
    z.object({ days: z.number().nullable() }),
  )
  return found?.days ?? null
}
