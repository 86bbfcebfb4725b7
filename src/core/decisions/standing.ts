/** Whether a decision may be taken now. What the public register says holds, in the same transaction. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** Why a machine may not decide now, so that a person does. */
export const CAUSES = [
  'not-registered',
  'not-published',
  'suspended',
  'retired',
  'changed',
  'not-held',
  'not-operational',
  'past-revision',
  'audit-failed',
  'audit-overdue',
] as const

const Cause = z.enum(CAUSES)

/** One of the causes for which a case goes to a person. */
export type Cause = z.infer<typeof Cause>

/** How far an entry of the register is in its life. */
export const STATES = ['draft', 'published', 'suspended', 'retired'] as const

/** Phases of the Eurocities standard; a machine decides in `pilot` and `operational` alone. */
export const STATUSES = [
  'planned',
  'design',
  'development',
  'pilot',
  'evaluation',
  'operational',
  'retired',
] as const

/** What an audit may find. */
export const VERDICTS = ['pass', 'fail', 'inconclusive'] as const

/** How a decision stands in the register. */
export const StandingRow = z.object({
  name: z.string(),
  state: z.enum(STATES),
  status: z.enum(STATUSES),
  version: z.number(),
  hash: z.string(),
  revisionOn: z.string(),
  auditDays: z.number().nullable(),
  auditVerdict: z.enum(VERDICTS).nullable(),
  auditVersion: z.number().nullable(),
  auditAt: z.string().nullable(),
  auditPage: z.string().nullable(),
  /** Fingerprint of what the last audit looked at, and the moment at which the days it looked at ended. */
  auditOf: z.string().nullable(),
  auditUntil: z.string().nullable(),
  /** Since when what runs is the one that was mended after a failed audit. */
  mendedAt: z.string().nullable(),
  /** No audit of the mended one has passed yet. */
  onTrial: z.boolean(),
  reason: z.string(),
  kept: z.boolean(),
  publishedAt: z.string(),
})

/** How a decision stands in the register. */
export type Standing = z.infer<typeof StandingRow>

const standing = sql`select name, state, status, version, hash, revision_on as "revisionOn",
  audit_days as "auditDays", audit_verdict as "auditVerdict", audit_version as "auditVersion",
  audit_at as "auditAt", audit_page as "auditPage", audit_of as "auditOf",
  audit_until as "auditUntil", mended_at as "mendedAt", on_trial as "onTrial", reason, kept, published_at as "publishedAt"
  from decisions.standing`

/** How this decision stands; undefined when it never stood in the register. */
export function readStanding(tx: Tx, name: string): Promise<Standing | undefined> {
  return tx.one(sql`${standing} where name = ${name}`, StandingRow)
}

/** How every decision stands, by name. */
export function listStanding(tx: Tx): Promise<Standing[]> {
  return tx.many(sql`${standing} order by name limit 500`, StandingRow)
}

/** A decision as somebody is about to take it. */
export interface Asked {
  readonly name: string
  readonly version: number
  readonly hash: string
}

const Obstacle = z.object({ cause: Cause.nullable() })

/** What stands in the way of taking this decision now; undefined when nothing does. */
export async function obstacleOf(
  tx: Tx,
  { name, version, hash }: Asked,
  now: string,
): Promise<Cause | undefined> {
  const found = await tx.one(
    sql`select decisions.obstacle(${name}, ${version}, ${hash}, ${now}) as cause`,
    Obstacle,
  )
  return found?.cause ?? undefined
}
