/** Reports as those see them who write rules and train classifiers. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Confirmed = z.object({
  number: z.string(),
  text: z.string(),
  category: z.string(),
  language: z.string(),
  district: z.string().nullable(),
  at: z.string(),
})
export type Confirmed = z.infer<typeof Confirmed>

/**
 * Texts whose category a person stood behind: an official corrected it or said that it is right, or the unit it stood
 * with solved the problem. A text a moderator took out of sight is not learned from. The oldest first.
 */
export async function confirmedReports(tx: Tx, most: number): Promise<Confirmed[]> {
  const found = await tx.many(
    sql`select 'R-' || number as number, text, category, language, district, opened_at as at
      from reports.report r
      where class <> 'hidden' and text_hidden is null and text <> '' and (state = 'resolved'
        or exists (select 1 from reports.event e
          where e.report = r.number and e.kind in ('recategorised', 'category-confirmed')
            and e.by = 'official'))
      order by r.opened_at desc, r.number desc limit ${most}`,
    Confirmed,
  )
  return found.toReversed()
}

const Routed = z.object({
  number: z.string(),
  category: z.string(),
  district: z.string().nullable(),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  language: z.string(),
  source: z.string(),
  at: z.string(),
})
export type Routed = z.infer<typeof Routed>

const Reread = Routed.extend({ text: z.string(), changedAt: z.string().nullable() })

/** A report as a decision about it may be replayed; `changedAt`: since when its category or place is another. */
export type Reread = z.infer<typeof Reread>

/** These reports, with what rules and classifiers may ask of them; what is hidden is not read. */
export function rereadReports(tx: Tx, numbers: readonly number[]): Promise<Reread[]> {
  return tx.many(
    sql`select 'R-' || number as number, category, district, answers, language, source,
        opened_at as at, case when text_hidden is null then text else '' end as text,
        (select max(e.at) from reports.event e where e.report = r.number
          and e.kind in ('recategorised', 'relocated')) as "changedAt"
      from reports.report r where number = any(${[...numbers]}::integer[]) and class <> 'hidden'`,
    Reread,
  )
}

/** Which of these reports are open and stand with the unit that a machine chose; by these decisions, where they are named. */
export async function listOpenGiven(
  tx: Tx,
  numbers: readonly number[],
  by: readonly string[] | null,
): Promise<string[]> {
  const named = by === null ? sql.empty : sql`and unit_decision = any(${[...by]}::text[])`
  const found = await tx.many(
    sql`select 'R-' || number as number from reports.report where number = any(${[...numbers]}::integer[])
      and class = 'open' and unit_decision is not null ${named} order by number`,
    z.object({ number: z.string() }),
  )
  return found.map(({ number }) => number)
}

/** The newest reports that were not hidden, with what rules may ask of them. */
export function latestReports(tx: Tx, most: number): Promise<Routed[]> {
  return tx.many(
    sql`select 'R-' || number as number, category, district, answers, language, source,
        opened_at as at
      from reports.report where class <> 'hidden'
      order by opened_at desc, number desc limit ${most}`,
    Routed,
  )
}

/** Whether an official has said, since the category was corrected the last time, that it is right. */
export async function isCategoryConfirmed(tx: Tx, id: number): Promise<boolean> {
  const said = await tx.one(
    sql`select kind = 'category-confirmed' as confirmed from reports.event
      where report = ${id} and kind in ('recategorised', 'category-confirmed')
      order by id desc limit 1`,
    z.object({ confirmed: z.boolean() }),
  )
  return said?.confirmed ?? false
}
