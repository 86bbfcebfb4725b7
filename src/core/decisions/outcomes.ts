/** What one algorithm decided in a window of time, portion by portion, for those who audit it. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const OutcomeRow = z.object({
  id: z.string(),
  about: z.string(),
  outcome: z.string(),
  at: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** One decision of an audit: what came out, and how sure it was as far as its because says. */
export type Outcomes = z.infer<typeof OutcomeRow>

/** Which decisions; `after` is the last id of the portion before. */
export interface OutcomeWindow {
  readonly decision: string
  readonly from: string
  readonly until: string
  readonly after: string
  readonly limit: number
}

/** The decisions of a window, in the order in which they were taken. */
export function listOutcomes(tx: Tx, window: OutcomeWindow): Promise<Outcomes[]> {
  const { decision, from, until, after, limit } = window
  return tx.many(
    sql`select id, about, outcome, at, because -> 'values' as values from decisions.taken
      where decision = ${decision} and at >= ${from} and at < ${until} and id > ${after}
      order by id limit ${limit}`,
    OutcomeRow,
  )
}
