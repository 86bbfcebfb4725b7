/** What a decision is made of at a moment, and whether what failed an audit is another by now. */
import { sql, type Tx } from '#core/database'
import { addDays } from '#core/kernel'
import { z } from 'zod'
import type { Standing } from './standing.ts'

/** Days within which a mended decision has to pass an audit. */
export const TRIAL_DAYS = 90

/** Fingerprint of the code of a decision and of the parts bound to it at a moment. */
export async function madeOf(
  tx: Tx,
  { name, hash }: { readonly name: string; readonly hash: string },
  moment: string,
): Promise<string> {
  const found = await tx.one(
    sql`select decisions.made_of(${name}, ${hash}, ${moment}) as whole`,
    z.object({ whole: z.string() }),
  )
  return found?.whole ?? ''
}

/** What is about to be published, and when. */
interface Publishing {
  readonly name: string
  readonly version: number
  readonly hash: string
  readonly now: string
}

/**
 * Whether publishing this begins a trial: the last audit failed and looked at something else than what would run, or
 * other code comes while a trial goes on. Words of an entry mend nothing.
 */
export async function isMended(tx: Tx, before: Standing, it: Publishing): Promise<boolean> {
  if (before.onTrial) return before.hash !== it.hash
  if (before.auditVerdict !== 'fail') return false
  if (before.auditOf === null) return before.auditVersion !== it.version
  return before.auditOf !== (await madeOf(tx, it, it.now))
}

/** The day on which a trial ends without an audit that passed; undefined when nothing is on trial. */
export function trialEnds(standing: Standing): string | undefined {
  const { onTrial, mendedAt, auditAt, auditDays } = standing
  if (!onTrial || mendedAt === null) return undefined
  const from = auditAt !== null && auditAt > mendedAt ? auditAt : mendedAt
  return addDays(from.slice(0, 10), Math.min(auditDays ?? TRIAL_DAYS, TRIAL_DAYS))
}
