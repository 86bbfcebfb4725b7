/** What people said when their report was over, and how often. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import type { Held } from './rows.ts'

type Giver = 'reporter' | number

/** Did they say it already, since the report was closed the last time? */
export async function hasJudged(
  tx: Tx,
  { id, closedAt }: Pick<Held, 'id' | 'closedAt'>,
  giver: Giver,
): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from reports.feedback
        where report = ${id} and giver = ${String(giver)} and closed_at = ${closedAt}`,
    z.object({ one: z.number() }),
  )
  return found !== undefined
}

/** Writes down what somebody said. */
export async function addFeedback(
  tx: Tx,
  it: { report: number; giver: Giver; closedAt: string; satisfied: 'yes' | 'no'; at: string },
): Promise<void> {
  await tx.run(sql`
    insert into reports.feedback (report, giver, closed_at, satisfied, at)
    values (${it.report}, ${String(it.giver)}, ${it.closedAt}, ${it.satisfied === 'yes'}, ${it.at})`)
}

const Satisfaction = z.object({
  category: z.string(),
  district: z.string().nullable(),
  satisfied: z.number(),
  unsatisfied: z.number(),
})
export type Satisfaction = z.infer<typeof Satisfaction>

/** How many were satisfied between two moments, by category and district. Small counts are for whoever shows them to hide. */
export function countSatisfied(
  tx: Tx,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<Satisfaction[]> {
  return tx.many(
    sql`select r.category, r.district, count(*) filter (where f.satisfied) as satisfied,
          count(*) filter (where not f.satisfied) as unsatisfied
        from reports.feedback f join reports.report r on r.number = f.report
        where f.at >= ${from} and f.at < ${until} group by r.category, r.district
        order by r.category, r.district`,
    Satisfaction,
  )
}
