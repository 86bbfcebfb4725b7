/** Members: publication, signs of life, hearings, and how a membership goes on. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { type MembershipState, memberships } from '../model.ts'

/** Puts a membership where the decision says. What was before is in the record. */
export async function setMembership(
  tx: Tx,
  it: {
    city: string
    name: string
    declaration: string
    decidedOn: string
    publishedOn: string
    application: number
    at: string
  },
): Promise<void> {
  await tx.run(sql`insert into endorsements.membership
      (city, name, state, declaration, decided_on, published_on, application, changed_at)
    values (${it.city}, ${it.name}, 'member', ${it.declaration}, ${it.decidedOn}, ${it.publishedOn},
      ${it.application}, ${it.at})
    on conflict (city) do update set name = excluded.name, state = 'member', source = null, successor = null,
      declaration = excluded.declaration, decided_on = excluded.decided_on,
      published_on = excluded.published_on, application = excluded.application,
      changed_at = excluded.changed_at`)
}

const Standing = z.object({
  city: z.string(),
  name: z.string(),
  state: z.enum(memberships),
  publishedOn: z.string().nullable(),
  decidedOn: z.string().nullable(),
  declaration: z.string().nullable(),
  application: z.number().nullable(),
  /** The city that took its place when it was merged or dissolved. */
  successor: z.string().nullable(),
  changedAt: z.string(),
  heardOn: z.string().nullable(),
})
/** A membership with the last sign of life. */
export type MemberStanding = z.infer<typeof Standing>

const columns = sql`m.city, m.name, m.state, m.published_on as "publishedOn", m.decided_on as "decidedOn",
  m.declaration, m.application, m.successor, m.changed_at as "changedAt",
  (greatest(h.harvest_at, h.report_at) at time zone 'UTC')::date as "heardOn"`

/** One membership; nobody else changes it until we are done when it is locked. */
export async function readMember(tx: Tx, city: string, lock = false): Promise<MemberStanding> {
  if (lock) await tx.run(sql`select 1 from endorsements.membership where city = ${city} for update`)
  const row = await tx.one(
    sql`select ${columns} from endorsements.membership m
        left join endorsements.heard h on h.city = m.city where m.city = ${city}`,
    Standing,
  )
  if (!row) throw new Refusal('not-found', ['no-such-membership'])
  return row
}

/** Members whose proofs are known and who were last heard of on this day or before. */
export function listSilent(tx: Tx, heardUpTo: string, most: number): Promise<MemberStanding[]> {
  return tx.many(
    sql`select ${columns} from endorsements.membership m
        left join endorsements.heard h on h.city = m.city
        where m.state = 'member' and coalesce(greatest(
          (greatest(h.harvest_at, h.report_at) at time zone 'UTC')::date, m.published_on), '-infinity') <= ${heardUpTo}::date
        order by m.city limit ${most}`,
    Standing,
  )
}

export async function setMemberState(
  tx: Tx,
  it: { city: string; state: MembershipState; successor?: string; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.membership set state = ${it.state}, changed_at = ${it.at},
    successor = ${it.successor ?? null} where city = ${it.city}`)
}

/** Contacts of cities that left are erased an hour after they left, when the last letter has gone; the rest stays. */
export async function eraseContacts(tx: Tx, leftBefore: string): Promise<number> {
  return tx.run(sql`update endorsements.application a set mailbox = null, signer_mailbox = null,
      mailbox_code = null, signer_code = null, submitter = null, signer = null
    from endorsements.membership m where m.city = a.city and m.state = 'withdrawn'
      and m.changed_at < ${leftBefore} and a.state in ('member', 'withdrawn', 'accepted', 'refused')
      and (a.mailbox is not null or a.signer_mailbox is not null)`)
}

/**
 * A city gave a sign of life: its node answered, or it reported. Told by the services that see it; the later one
 * counts.
 */
export async function noteHeard(
  tx: Tx,
  it: { readonly city: string; readonly by: 'harvest' | 'report'; readonly at: string },
): Promise<void> {
  const [harvest, report] = it.by === 'harvest' ? [it.at, null] : [null, it.at]
  await tx.run(sql`insert into endorsements.heard as old (city, harvest_at, report_at)
    values (${it.city}, ${harvest}, ${report})
    on conflict (city) do update set
      harvest_at = greatest(old.harvest_at, excluded.harvest_at),
      report_at = greatest(old.report_at, excluded.report_at)`)
}

/** True the first time this reminder of this silence is written. */
export async function addReminder(
  tx: Tx,
  it: { city: string; since: string; months: number; at: string },
): Promise<boolean> {
  const made = await tx.run(sql`insert into endorsements.reminder (city, since, months, sent_at)
    values (${it.city}, ${it.since}, ${it.months}, ${it.at}) on conflict do nothing`)
  return made > 0
}

const Hearing = z.object({
  number: z.number(),
  city: z.string(),
  since: z.string(),
  proposedOn: z.string(),
  until: z.string(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  outcome: z.enum(['held', 'dropped']).nullable(),
})
export type Hearing = z.infer<typeof Hearing>

const hearingColumns = sql`number, city, since, proposed_on as "proposedOn", until, answer,
  answered_at as "answeredAt", outcome`

/** True when a hearing began: none of this city is open, and none ended in the last half year. */
export async function addHearing(
  tx: Tx,
  it: { city: string; since: string; proposedOn: string; until: string; codeHash: string },
): Promise<boolean> {
  const made =
    await tx.run(sql`insert into endorsements.hearing (city, since, proposed_on, until, code_hash)
    select ${it.city}, ${it.since}::date, ${it.proposedOn}::date, ${it.until}::date, ${it.codeHash}
    where not exists (select 1 from endorsements.hearing where city = ${it.city}
      and (outcome is null or ended_at > ${it.proposedOn}::date - interval '180 days'))`)
  return made > 0
}

/** The newest hearing of a city. */
export function findHearing(tx: Tx, city: string): Promise<Hearing | undefined> {
  return tx.one(
    sql`select ${hearingColumns} from endorsements.hearing where city = ${city}
        order by number desc limit 1`,
    Hearing,
  )
}

export async function hearingByCode(tx: Tx, codeHash: string): Promise<Hearing> {
  const row = await tx.one(
    sql`select ${hearingColumns} from endorsements.hearing where code_hash = ${codeHash}`,
    Hearing,
  )
  if (!row) throw new Refusal('not-found', ['no-such-hearing'])
  return row
}

export function listHearings(tx: Tx): Promise<Hearing[]> {
  return tx.many(
    sql`select ${hearingColumns} from endorsements.hearing where outcome is null
        order by until, number limit 200`,
    Hearing,
  )
}

export async function answerHearingOf(
  tx: Tx,
  number: number,
  it: { answer: string; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.hearing set answer = ${it.answer}, answered_at = ${it.at}
    where number = ${number}`)
}

export async function endHearing(
  tx: Tx,
  number: number,
  it: { outcome: 'held' | 'dropped'; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.hearing set outcome = ${it.outcome}, ended_at = ${it.at}
    where number = ${number}`)
}
