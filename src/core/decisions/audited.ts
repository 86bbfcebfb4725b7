/** What an audit found is noted at the decision: after a failed one every case goes to a person. */
import { sql, type Tx } from '#core/database'
import { recorder, type Recording } from '#core/record'
import { z } from 'zod'
import { algorithmAudited } from './entries.ts'
import { hold, subjectOf } from './life.ts'
import { madeOf } from './mended.ts'
import type { Standing, VERDICTS } from './standing.ts'

/** Verdict of an audit, the days it looked at, and the page on which everybody reads it. */
export interface Audited {
  readonly decision: string
  readonly verdict: (typeof VERDICTS)[number]
  readonly at: string
  /** The moments at which its days begin and end. */
  readonly from: string
  readonly until: string
  /** Path of the page of the audit. */
  readonly page: string
}

const Looked = z.object({ version: z.number(), hash: z.string() })

/** The version that decided last in these days; where none did, the one that was in the register. */
async function lookedAt(tx: Tx, { decision, until }: Audited, standing: Standing) {
  const taken = await tx.one(
    sql`select version, coalesce(code, hash) as hash from decisions.taken
      where decision = ${decision} and at < ${until} order by at desc, id desc limit 1`,
    Looked,
  )
  const known = sql`select version, hash from decisions.registered
    where name = ${decision} and since <= ${until} order by since desc, version desc limit 1`
  return taken ?? (await tx.one(known, Looked)) ?? standing
}

/**
 * Whether the audit says something of what runs now. Days before it was mended say nothing of it, and a trial is ended
 * by days alone in which only the mended one decided. Older days than those of the last audit never make good what it
 * found; a failure counts whichever days it is of, and one that could not tell lifts none.
 */
function counts({ verdict, from, until }: Audited, before: Standing): boolean {
  const { mendedAt, onTrial, auditUntil, auditVerdict } = before
  if (mendedAt !== null && until <= mendedAt) return false
  if (verdict === 'fail') return true
  if (verdict === 'inconclusive' && auditVerdict === 'fail' && !onTrial) return false
  if (onTrial && mendedAt !== null && from < mendedAt) return false
  return auditUntil === null || until > auditUntil
}

/** Notes the verdict of an audit; after `fail` every case goes to a person, from this moment on. */
export async function noteAudit(tx: Tx, audit: Audited, by: Recording): Promise<void> {
  const { decision, verdict, at, page, until } = audit
  const before = await hold(tx, decision)
  const { version, hash } = await lookedAt(tx, audit, before)
  const body = { decision, version, verdict, page }
  await recorder(tx, by)(algorithmAudited, body, subjectOf(decision))
  if ((before.auditAt !== null && before.auditAt > at) || !counts(audit, before)) return
  const whole = await madeOf(tx, { name: decision, hash }, until)
  await tx.run(sql`
    insert into decisions.judged (decision, made_of, verdict, at)
    values (${decision}, ${whole}, ${verdict}, ${at})
    on conflict (decision, made_of) do update set verdict = excluded.verdict, at = excluded.at
    where judged.verdict <> 'fail' or excluded.verdict <> 'inconclusive'`)
  await tx.run(sql`
    update decisions.standing set audit_verdict = ${verdict}, audit_version = ${version},
      audit_at = ${at}, audit_page = ${page}, audit_of = ${whole}, audit_until = ${until},
      on_trial = on_trial and ${verdict === 'inconclusive'}, changed_at = ${by.now}
    where name = ${decision}`)
}
