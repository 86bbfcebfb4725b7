/** Reports: drafts and what was handed in. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { blocks, type Levels, levels, principles, type Step } from './model.ts'

const Levels = z.record(z.enum(blocks), z.record(z.enum(principles), z.enum(levels)))
const Report = z.object({
  city: z.string(),
  half: z.string(),
  claims: Levels,
  derived: Levels.nullable(),
  seen: z.array(z.string()),
  begunAt: z.string(),
  savedAt: z.string(),
  handedInAt: z.string().nullable(),
})
/** A half-yearly report. */
export type Report = z.infer<typeof Report>

const columns = sql`city, half, claims, derived, seen, begun_at as "begunAt",
  saved_at as "savedAt", handed_in_at as "handedInAt"`

/** The report of a half-year, also one that is still a draft. */
export function findReport(tx: Tx, city: string, half: string): Promise<Report | undefined> {
  return tx.one(
    sql`select ${columns} from assessments.report where city = ${city} and half = ${half}`,
    Report,
  )
}

/** Nobody else writes on it until we are done. */
export async function lockReport(tx: Tx, city: string, half: string): Promise<Report | undefined> {
  await tx.run(sql`select 1 from assessments.report
    where city = ${city} and half = ${half} for update`)
  return findReport(tx, city, half)
}

/** What a city handed in, the newest first. */
export function listReports(tx: Tx, city: string): Promise<Report[]> {
  return tx.many(
    sql`select ${columns} from assessments.report
        where city = ${city} and handed_in_at is not null order by half desc limit 40`,
    Report,
  )
}

const Last = z.object({ city: z.string(), half: z.string(), handedInAt: z.string() })

/** The last report of each city that ever reported, by city. */
export function listLast(tx: Tx, after: string, limit: number): Promise<z.infer<typeof Last>[]> {
  return tx.many(
    sql`select distinct on (city) city, half, handed_in_at as "handedInAt"
        from assessments.report where handed_in_at is not null and city > ${after}
        order by city, half desc limit ${limit}`,
    Last,
  )
}

/** Begins a report; false when it was begun already. */
export async function addReport(
  tx: Tx,
  it: { city: string; half: string; claims: Levels; at: string },
): Promise<boolean> {
  const added = await tx.run(sql`insert into assessments.report
      (city, half, claims, begun_at, saved_at)
    values (${it.city}, ${it.half}, ${JSON.stringify(it.claims)}::jsonb, ${it.at}, ${it.at})
    on conflict do nothing`)
  return added > 0
}

type Which = Pick<Report, 'city' | 'half'>

/** Saves what was claimed, and that this part was looked at. */
export async function setClaims(
  tx: Tx,
  { city, half }: Which,
  it: { claims: Levels; step: Step; at: string },
): Promise<void> {
  await tx.run(sql`update assessments.report set claims = ${JSON.stringify(it.claims)}::jsonb,
    seen = array(select distinct unnest(seen || ${[it.step]}::text[]) order by 1),
    saved_at = ${it.at} where city = ${city} and half = ${half}`)
}

export async function setHandedIn(
  tx: Tx,
  { city, half }: Which,
  it: { derived: Levels; at: string },
): Promise<void> {
  await tx.run(sql`update assessments.report set derived = ${JSON.stringify(it.derived)}::jsonb,
    handed_in_at = ${it.at}, saved_at = ${it.at} where city = ${city} and half = ${half}`)
}
