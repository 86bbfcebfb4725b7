/** Reports as other systems read them: many at once, each with its last public words and its first photo. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { numberIn, states } from '../model.ts'
import { conditions, type Filter } from './filter.ts'
import { publicColumns } from './rows.ts'

/** What another system looks for, beside what everybody may look for. */
export interface RequestFilter extends Filter {
  /** These numbers alone. */
  readonly numbers?: readonly string[] | undefined
  /** Between these moments it was closed or, while it is open, last changed. */
  readonly changedFrom?: string | undefined
  readonly changedUntil?: string | undefined
  readonly near?:
    | { readonly lat: number; readonly lon: number; readonly metres: number }
    | undefined
}

/** A report as other systems read it: nothing of it that its category, or a moderator, keeps back. */
export const Requested = z.object({
  number: z.string(),
  state: z.enum(states),
  class: z.enum(['open', 'closed', 'hidden']),
  category: z.string(),
  district: z.string().nullable(),
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  text: z.string().nullable(),
  unit: z.string().nullable(),
  source: z.string(),
  openedAt: z.string(),
  /** The day it was closed or, while it is open, last changed. */
  touchedAt: z.string(),
  dueOn: z.string(),
  duplicateOf: z.string().nullable(),
  /** What the city last said in public. */
  said: z.string().nullable(),
  photo: z.string().nullable(),
})
export type Requested = z.infer<typeof Requested>

const touched = sql`case when class = 'closed' then coalesce(closed_at, changed_at) else changed_at end`

function nearby(near: NonNullable<RequestFilter['near']>): Statement {
  const here = sql`point(radians(${near.lon}::float8), ln(tan(pi() / 4 + radians(${near.lat}::float8) / 2)))`
  const metres = sql`6371008.8 * cos(radians(${near.lat}::float8)) * (spot <-> ${here})`
  return sql`public_point and spot is not null and ${metres} <= ${near.metres}::float8`
}

function wanted(filter: RequestFilter): Statement[] {
  const { numbers, changedFrom, changedUntil, near } = filter
  const found = [sql`class <> 'hidden'`, ...conditions(filter, false)]
  const known = numbers?.map(numberIn).filter((one) => one !== undefined)
  if (known) found.push(sql`number = any(${known}::integer[])`)
  if (changedFrom) found.push(sql`changed_at >= ${changedFrom} and ${touched} >= ${changedFrom}`)
  if (changedUntil) found.push(sql`${touched} <= ${changedUntil}`)
  if (near) found.push(nearby(near))
  return found
}

/** Reports anybody may see, the newest first, in one statement however many there are. */
export function listRequests(
  tx: Tx,
  filter: RequestFilter,
  part: { readonly limit: number; readonly offset: number },
): Promise<Requested[]> {
  return tx.many(
    sql`with found as materialized (
          select number as id, ${publicColumns}, unit, source, ${touched} as "touchedAt",
            'R-' || duplicate_of as "duplicateOf",
            public_text and text_hidden is null and photos > 0 as "hasPhotos"
          from reports.report where ${sql.join(wanted(filter), ' and ')}
          order by report.opened_at desc, report.number desc limit ${part.limit} offset ${part.offset}
        )
        select found.*, said.text as said, shown.file as photo from found
        left join lateral (select text from reports.event where report = found.id
          and audience = 'public' and text <> '' and text_hidden is null
          order by id desc limit 1) as said on true
        left join lateral (select file from reports.photo where "hasPhotos" and report = found.id
          and hidden is null order by at, file limit 1) as shown on true
        order by "openedAt" desc, id desc`,
    Requested,
  )
}

const Update = z.object({
  id: z.string(),
  number: z.string(),
  at: z.string(),
  state: z.enum(states).nullable(),
  text: z.string().nullable(),
})
export type Update = z.infer<typeof Update>

/** What happened in public to reports that everybody may see, the oldest first. */
export function listUpdates(
  tx: Tx,
  filter: {
    readonly numbers?: readonly string[] | undefined
    readonly from?: string | undefined
    readonly until?: string | undefined
  },
  limit: number,
): Promise<Update[]> {
  const where = [sql`r.class <> 'hidden'`, sql`e.audience = 'public'`]
  const known = filter.numbers?.map(numberIn).filter((one) => one !== undefined)
  if (known) where.push(sql`e.report = any(${known}::integer[])`)
  if (filter.from) where.push(sql`e.at >= ${filter.from}`)
  if (filter.until) where.push(sql`e.at <= ${filter.until}`)
  return tx.many(
    sql`select e.id, 'R-' || e.report as number, e.at, e.state,
          case when e.text_hidden is null and e.text <> '' then e.text end as text
        from reports.event e join reports.report r on r.number = e.report
        where ${sql.join(where, ' and ')} order by e.at, e.id limit ${limit}`,
    Update,
  )
}

const Photo = z.object({ number: z.string(), file: z.string() })

/** All photos of these reports that everybody may see, in the order they came. */
export function listPhotos(tx: Tx, numbers: readonly string[]): Promise<z.infer<typeof Photo>[]> {
  const known = numbers.map(numberIn).filter((one) => one !== undefined)
  return tx.many(
    sql`select 'R-' || p.report as number, p.file from reports.photo p
        join reports.report r on r.number = p.report
        where p.report = any(${known}::integer[]) and p.hidden is null and r.class <> 'hidden'
          and r.public_text and r.text_hidden is null order by p.report, p.at, p.file`,
    Photo,
  )
}

const Passed = z.object({
  number: z.string(),
  category: z.string(),
  unit: z.string().nullable(),
  state: z.enum(states),
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  text: z.string().nullable(),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  openedAt: z.string(),
})
export type Passed = z.infer<typeof Passed>

const passedColumns = sql`'R-' || number as number, category, unit, state, opened_at as "openedAt",
  case when public_point then address end as address, case when public_point then lon end as lon,
  case when public_point then lat end as lat,
  case when public_text and text_hidden is null then text end as text,
  case when public_text and text_hidden is null then answers else '{}' end as answers`

/** One report as it may be passed on to another system: what everybody may see of it, and no contact. */
export function readPassed(tx: Tx, number: string): Promise<Passed | undefined> {
  return tx.one(
    sql`select ${passedColumns} from reports.report
        where number = ${numberIn(number) ?? 0} and class <> 'hidden'`,
    Passed,
  )
}

/** Open reports of these categories or units since a moment, by their numbers. */
export function listPassable(
  tx: Tx,
  of: {
    readonly categories: readonly string[]
    readonly units: readonly string[]
    readonly since: string
    /** Numbers up to this one are passed over. */
    readonly after: number
  },
  limit: number,
): Promise<Passed[]> {
  return tx.many(
    sql`select ${passedColumns} from reports.report
        where class = 'open' and opened_at >= ${of.since} and number > ${of.after}
          and (category = any(${[...of.categories]}::text[]) or unit = any(${[...of.units]}::text[]))
        order by number limit ${limit}`,
    Passed,
  )
}
