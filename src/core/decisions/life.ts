/** What changes how a decision stands: publication, the kill switch, audits, the end. Each on the public record. */
import { sql, type Tx } from '#core/database'
import { addDays, Refusal } from '#core/kernel'
import { recorder, type Recording } from '#core/record'
import {
  algorithmAudited,
  algorithmPublished,
  algorithmSuspended,
  algorithmWithdrawn,
} from './entries.ts'
import { readStanding, type Standing, type STATUSES, type VERDICTS } from './standing.ts'

const subjectOf = (name: string) => ({ subject: `/algorithms/${name}` })

/** Holds the entry until the act is over. */
async function hold(tx: Tx, name: string): Promise<Standing> {
  await tx.run(sql`select 1 from decisions.standing where name = ${name} for update`)
  const found = await readStanding(tx, name)
  if (!found) throw new Refusal('not-found', ['decision-not-registered'])
  return found
}

/** Verdict of an audit, and the page on which everybody reads it. */
export interface Audited {
  readonly decision: string
  readonly version: number
  readonly verdict: (typeof VERDICTS)[number]
  readonly at: string
  /** Path of the page of the audit. */
  readonly page: string
}

/** Notes the verdict of the last audit; after `fail` every case goes to a person, from this moment on. */
export async function noteAudit(tx: Tx, audit: Audited, by: Recording): Promise<void> {
  const { decision, version, verdict, at, page } = audit
  const before = await hold(tx, decision)
  if (before.auditAt !== null && before.auditAt > at) return
  await tx.run(sql`
    update decisions.standing set audit_verdict = ${verdict}, audit_version = ${version},
      audit_at = ${at}, audit_page = ${page}, changed_at = ${by.now} where name = ${decision}`)
  const body = { decision, version, verdict, page }
  await recorder(tx, by)(algorithmAudited, body, subjectOf(decision))
}

/** Which decision, and why, in words for everybody. */
export interface Reasoned {
  readonly decision: string
  readonly reason: string
}

async function setState(tx: Tx, it: Reasoned & { state: string }, now: string): Promise<Standing> {
  const before = await hold(tx, it.decision)
  await tx.run(sql`
    update decisions.standing set state = ${it.state}, reason = ${it.reason}, kept = true,
      changed_at = ${now} where name = ${it.decision}`)
  return before
}

/** The kill switch: from the next case on, everything goes to a person. Nobody else has to agree. */
export async function suspend(tx: Tx, it: Reasoned, by: Recording): Promise<void> {
  const { version } = await setState(tx, { ...it, state: 'suspended' }, by.now)
  await recorder(tx, by)(algorithmSuspended, { ...it, version }, subjectOf(it.decision))
}

/** Ends a decision for good: it may be published again only as a new entry that two have read. */
export async function withdraw(tx: Tx, it: Reasoned, by: Recording): Promise<void> {
  const { version } = await setState(tx, { ...it, state: 'retired' }, by.now)
  await recorder(tx, by)(algorithmWithdrawn, { ...it, version }, subjectOf(it.decision))
}

/** What is published: which version, made of what, in which phase, until when. */
export interface Publication {
  readonly name: string
  readonly version: number
  readonly hash: string
  readonly status: (typeof STATUSES)[number]
  readonly revisionOn: string
  readonly auditDays: number | null
  /** True when people agreed to it; false when the city shipped it. */
  readonly kept: boolean
}

/** Puts a publication in force; an earlier audit goes on to count. */
export async function putStanding(tx: Tx, it: Publication, now: string): Promise<void> {
  await tx.run(sql`
    insert into decisions.standing (name, state, status, version, hash, revision_on, audit_days, kept,
      published_at, changed_at)
    values (${it.name}, 'published', ${it.status}, ${it.version}, ${it.hash}, ${it.revisionOn},
      ${it.auditDays}, ${it.kept}, ${now}, ${now})
    on conflict (name) do update set state = 'published', status = excluded.status, reason = '',
      version = excluded.version, hash = excluded.hash, revision_on = excluded.revision_on,
      audit_days = excluded.audit_days, kept = excluded.kept, published_at = excluded.published_at,
      changed_at = excluded.changed_at`)
}

/** Publishes an entry that two have read; the decision may be taken from now on. */
export async function publish(tx: Tx, it: Publication, by: Recording): Promise<void> {
  await putStanding(tx, it, by.now)
  const { name: decision, version, hash, status, revisionOn } = it
  const body = { decision, version, hash, status, revisionOn }
  await recorder(tx, by)(algorithmPublished, body, subjectOf(decision))
}

/** What the city ships with its code is published by its start, unless people keep the entry by now. */
export async function standAtStart(
  tx: Tx,
  it: Pick<Publication, 'name' | 'version' | 'hash' | 'auditDays'> & { readonly days: number },
  now: string,
): Promise<void> {
  const { name, version, hash, auditDays } = it
  const before = await readStanding(tx, name)
  if (before?.kept || (before?.version === version && before.hash === hash)) return
  const revisionOn = before?.revisionOn ?? addDays(now.slice(0, 10), it.days)
  const shipped = { name, version, hash, auditDays, revisionOn, kept: false }
  await putStanding(tx, { ...shipped, status: before?.status ?? 'operational' }, now)
}
