/** What changes how a decision stands: publication, the kill switch, audits, the end. Each on the public record. */
import { sql, type Tx } from '#core/database'
import { addDays, Refusal } from '#core/kernel'
import { recorder, type Recording } from '#core/record'
import { choose } from './chosen.ts'
import { algorithmPublished, algorithmSuspended, algorithmWithdrawn } from './entries.ts'
import { isMended } from './mended.ts'
import { readStanding, type Standing, type STATUSES } from './standing.ts'

/** The page of an entry, as the record knows it. */
export const subjectOf = (name: string) => ({ subject: `/algorithms/${name}` })

/** Holds the entry until the act is over. */
export async function hold(tx: Tx, name: string): Promise<Standing> {
  await tx.run(sql`select 1 from decisions.standing where name = ${name} for update`)
  const found = await readStanding(tx, name)
  if (!found) throw new Refusal('not-found', ['decision-not-registered'])
  return found
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
  await choose(tx, { ...it, how: it.kept ? 'agreed' : 'shipped' }, now)
}

/**
 * Publishes an entry that two have read; the decision may be taken from now on. What failed its audit and is another
 * by now runs on trial; what failed and is the same stays stopped, whatever its entry says.
 */
export async function publish(tx: Tx, it: Publication, by: Recording): Promise<void> {
  const before = await readStanding(tx, it.name)
  const mended = before !== undefined && (await isMended(tx, before, { ...it, now: by.now }))
  await putStanding(tx, it, by.now)
  if (mended) {
    await tx.run(sql`update decisions.standing set on_trial = true, mended_at = ${by.now}
      where name = ${it.name}`)
  }
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
