/** What audits may know of reports: codes, lengths and moments; no text, no place, no person. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { known } from './one.ts'

const RoutedRow = z.object({
  id: z.number(),
  number: z.string(),
  district: z.string().nullable(),
  language: z.string(),
  source: z.string(),
  length: z.number(),
  unit: z.string().nullable(),
  category: z.string(),
  /** The category it came in with. */
  firstCategory: z.string(),
  openedAt: z.string(),
  /** When its category or unit was put right the last time; null when it never was. */
  movedAt: z.string().nullable(),
})
/** A report as its routing is audited. */
export type Routed = z.infer<typeof RoutedRow>

interface Window {
  readonly from: string
  readonly until: string
  readonly after: number
  readonly limit: number
}

/** Reports that came in during a window, portion by portion. */
export function listRouted(tx: Tx, { from, until, after, limit }: Window): Promise<Routed[]> {
  return tx.many(
    sql`select r.number as id, 'R-' || r.number as number, r.district, r.language, r.source,
        length(r.text) as length, r.unit, r.category,
        coalesce((select e.facts ->> 'from' from reports.event e
          where e.report = r.number and e.kind = 'recategorised' order by e.id limit 1),
          r.category) as "firstCategory", r.opened_at as "openedAt",
        (select max(e.at) from reports.event e where e.report = r.number
          and e.kind in ('recategorised', 'assigned') and e.by = 'official') as "movedAt"
      from reports.report r
      where r.opened_at >= ${from} and r.opened_at < ${until} and r.number > ${after}
        and r.state not in ('unconfirmed', 'withdrawn')
      order by r.number limit ${limit}`,
    RoutedRow,
  )
}

const WaitRow = z.object({
  id: z.number(),
  district: z.string().nullable(),
  category: z.string(),
  openedAt: z.string(),
  answeredAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  dueOn: z.string(),
})
/** A report as its waiting is measured. */
export type Waited = z.infer<typeof WaitRow>

/** How long reports of a window waited. A duplicate is counted with the report it belongs to, once. */
export function listWaited(tx: Tx, { from, until, after, limit }: Window): Promise<Waited[]> {
  return tx.many(
    sql`select r.number as id, r.district, r.category, r.opened_at as "openedAt",
        (select min(e.at) from reports.event e where e.report = r.number and e.by = 'official'
          and e.audience <> 'desk') as "answeredAt",
        r.closed_at as "closedAt", r.due_on as "dueOn"
      from reports.report r
      where r.opened_at >= ${from} and r.opened_at < ${until} and r.number > ${after}
        and r.state not in ('unconfirmed', 'withdrawn', 'duplicate', 'hidden')
      order by r.number limit ${limit}`,
    WaitRow,
  )
}

/** The words of a report, for a person who labels it anew. */
export async function wordsOf(tx: Tx, number: string): Promise<string> {
  const row = await tx.one(
    sql`select text from reports.report where number = ${known(number)}`,
    z.object({ text: z.string() }),
  )
  return row?.text ?? ''
}
