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

const DecidedRow = z.object({
  id: z.string(),
  about: z.string(),
  outcome: z.string(),
  at: z.string(),
  facts: z.json(),
})

/** A case as a version decided it last, with the facts it was decided by. */
export type Decided = z.infer<typeof DecidedRow>

/** The cases that a version decided in a period, each with its last decision there; the newest first. */
export async function listDecided(
  tx: Tx,
  it: { name: string; version: number; from: string; to: string; limit: number },
): Promise<Decided[]> {
  const until = sql`${`${it.to}T00:00:00.000Z`}::timestamptz + interval '1 day'`
  return tx.many(
    sql`select id, about, outcome, at, facts from (
        select distinct on (about) id, about, outcome, at, facts from decisions.taken
        where decision = ${it.name} and version = ${it.version}
          and at >= ${`${it.from}T00:00:00.000Z`} and at < ${until}
        order by about, id desc) as last
      order by id desc limit ${Math.min(it.limit, 501)}`,
    DecidedRow,
  )
}

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
