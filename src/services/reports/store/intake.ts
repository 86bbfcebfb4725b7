/** Rows of other systems, taken in many at a time: one statement for a whole batch. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import type { State } from '../model.ts'

/** A report as another system holds it, already in this city's words. */
export interface Intake {
  readonly externalId: string
  /** SHA-256 over what the row says, in hexadecimal. */
  readonly hash: string
  readonly state: State
  readonly category: string
  readonly sourceCategory: string
  readonly address: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly district: string | null
  readonly text: string
  readonly publicPoint: boolean
  readonly publicText: boolean
  readonly unit: string | null
  readonly openedAt: string
  readonly changedAt: string
  readonly closedAt: string | null
  readonly dueOn: string
}

/** What holds for every row of a batch. */
export interface Batch {
  readonly source: string
  readonly language: string
  readonly reopenDays: number
  readonly rows: readonly (Intake & { readonly salt: string })[]
}

/**
 * Lets one import in at a time. It must be the first statement: PostgreSQL then looks at the city only
 * after the lock is held, and sees everything the import before it wrote (LOCK, under REPEATABLE READ).
 */
export async function lockImports(tx: Tx): Promise<void> {
  await tx.run(sql`lock table reports.import in share row exclusive mode`)
}

const Count = z.object({ imported: z.number(), updated: z.number() })

/** Adds new rows, changes those that say something else than last time, and leaves the others alone. */
export async function takeIntake(tx: Tx, batch: Batch): Promise<z.infer<typeof Count>> {
  const found = await tx.one(
    sql`with given as (
          select row.* from jsonb_to_recordset(${JSON.stringify(batch.rows)}::jsonb) as row(
            "externalId" text, hash text, state text, category text, "sourceCategory" text, address text,
            lon float8, lat float8, district text, text text, "publicPoint" boolean, "publicText" boolean,
            unit text, "openedAt" timestamptz, "changedAt" timestamptz, "closedAt" timestamptz,
            "dueOn" date, salt text)
        ), taken as (
          insert into reports.report (number, state, category, source_category, source_hash, address, lon, lat,
            district, text, salt, public_point, public_text, language, source, external_id, unit,
            unit_by, unit_version, opened_at, changed_at, closed_at, due_on, reopen_days)
          select coalesce(known.number, nextval('reports.number')), given.state, given.category,
            "sourceCategory", decode(hash, 'hex'), given.address, given.lon, given.lat, given.district,
            given.text, given.salt, "publicPoint", "publicText", ${batch.language}, ${batch.source}, "externalId",
            given.unit, case when given.unit is not null then 'operator' end,
            case when given.unit is not null then 1 end, "openedAt", "changedAt", "closedAt", "dueOn", ${batch.reopenDays}
          from given left join reports.report known
            on known.source = ${batch.source} and known.external_id = given."externalId"
          where known.number is null or known.source_hash is distinct from decode(hash, 'hex')
          on conflict (source, external_id) where external_id is not null do update set
            version = report.version + 1,
            state = case when report.state = 'hidden' then 'hidden' else excluded.state end,
            before = case when report.state = 'hidden' then excluded.state end,
            waiting_since = null, waiting_until = null, duplicate_of = null,
            category = excluded.category, source_category = excluded.source_category,
            source_hash = excluded.source_hash, address = excluded.address, lon = excluded.lon,
            lat = excluded.lat, district = excluded.district, text = excluded.text, salt = excluded.salt,
            public_point = excluded.public_point, public_text = excluded.public_text,
            opened_at = excluded.opened_at, changed_at = excluded.changed_at,
            closed_at = excluded.closed_at, due_on = excluded.due_on
          returning xmax = 0 as fresh)
        select count(*) filter (where fresh) as imported, count(*) filter (where not fresh) as updated
        from taken`,
    Count,
  )
  return found ?? { imported: 0, updated: 0 }
}

const Compared = z.object({ imported: z.number(), updated: z.number() })

/** What taking these rows in would change, without changing it. */
export async function compareIntake(
  tx: Tx,
  source: string,
  rows: readonly Pick<Intake, 'externalId' | 'hash'>[],
): Promise<z.infer<typeof Compared>> {
  const found = await tx.one(
    sql`select count(*) filter (where number is null) as imported,
          count(*) filter (where number is not null and source_hash is distinct from decode(hash, 'hex'))
            as updated
        from unnest(${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.hash)}::text[])
            as given(external_id, hash)
        left join reports.report on source = ${source} and report.external_id = given.external_id`,
    Compared,
  )
  return found ?? { imported: 0, updated: 0 }
}

/** Remembers what was imported from a source last. */
export async function noteImport(
  tx: Tx,
  it: {
    readonly source: string
    readonly at: string
    readonly rows: number
    readonly file: string
  },
): Promise<void> {
  await tx.run(sql`
    insert into reports.import (source, at, rows, file) values (${it.source}, ${it.at}, ${it.rows}, ${it.file})
    on conflict (source) do update set at = excluded.at, rows = excluded.rows, file = excluded.file`)
}

const Placed = z.object({
  number: z.number(),
  lon: z.number(),
  lat: z.number(),
  district: z.string().nullable(),
})
export type Placed = z.infer<typeof Placed>

/** Reports with a point, in the order of their numbers. */
export function listPlaced(tx: Tx, after: number, limit: number): Promise<Placed[]> {
  return tx.many(
    sql`select number, lon, lat, district from reports.report
        where number > ${after} and lon is not null order by number limit ${limit}`,
    Placed,
  )
}

/** Gives these reports the district their point lies in, unless the point was moved meanwhile. */
export function setDistricts(tx: Tx, rows: readonly Placed[]): Promise<number> {
  return tx.run(
    sql`update reports.report set district = given.district
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given(number integer, lon float8, lat float8, district text)
        where report.number = given.number and report.lon = given.lon and report.lat = given.lat`,
  )
}
