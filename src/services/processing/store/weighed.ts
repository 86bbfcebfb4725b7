/** Risks of an assessment, and what its reviewers said. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Which } from './forms.ts'

const Risk = z.object({
  id: z.string(),
  what: z.string(),
  likelihood: z.number(),
  severity: z.number(),
  measures: z.string(),
  restLikelihood: z.number(),
  restSeverity: z.number(),
})
export type Risk = z.infer<typeof Risk>

/** Risks in the order in which they were written down. */
export function listRisks(tx: Tx, { code, version }: Which): Promise<Risk[]> {
  return tx.many(
    sql`select id, what, likelihood, severity, measures, rest_likelihood as "restLikelihood",
        rest_severity as "restSeverity"
      from processing.risk where code = ${code} and version = ${version} order by id limit 200`,
    Risk,
  )
}

export async function addRisk(tx: Tx, { code, version }: Which, risk: Risk): Promise<void> {
  await tx.run(sql`insert into processing.risk (id, code, version, what, likelihood, severity,
      measures, rest_likelihood, rest_severity)
    values (${risk.id}, ${code}, ${version}, ${risk.what}, ${risk.likelihood}, ${risk.severity},
      ${risk.measures}, ${risk.restLikelihood}, ${risk.restSeverity})`)
}

/** Takes a risk out again; false when there was none. */
export async function dropRisk(tx: Tx, { code, version }: Which, id: string): Promise<boolean> {
  const gone = await tx.run(sql`delete from processing.risk
    where id = ${id} and code = ${code} and version = ${version}`)
  return gone > 0
}

const Review = z.object({
  by: z.string(),
  round: z.number(),
  verdict: z.enum(['agree', 'back']),
  words: z.string(),
  at: z.string(),
})
export type Review = z.infer<typeof Review>

/** What was said of this version, in every round. */
export function listReviews(tx: Tx, { code, version }: Which): Promise<Review[]> {
  return tx.many(
    sql`select by, round, verdict, words, at from processing.review
      where code = ${code} and version = ${version} order by at, by limit 200`,
    Review,
  )
}

export async function addReview(tx: Tx, { code, version }: Which, it: Review): Promise<void> {
  await tx.run(sql`insert into processing.review (code, version, round, by, verdict, words, at)
    values (${code}, ${version}, ${it.round}, ${it.by}, ${it.verdict}, ${it.words}, ${it.at})`)
}
