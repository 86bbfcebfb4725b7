/** Breaches and what the authority was told. Whom they concern is in the vault. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { breachKinds, breachRisks, noticers } from '../model.ts'

/** What was asked of the vault to find whom it concerns. */
export const Concerned = z.object({
  by: z.enum(['accesses', 'cases']),
  module: z.string().optional(),
  purpose: z.string().optional(),
  badge: z.string().optional(),
})

const Breach = z.object({
  number: z.string(),
  exercise: z.boolean(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  kinds: z.array(z.enum(breachKinds)),
  noticedAt: z.string(),
  noticedBy: z.enum(noticers),
  from: z.string(),
  until: z.string(),
  dueAt: z.string(),
  openedAt: z.string(),
  risk: z.enum(breachRisks),
  riskWhy: z.string(),
  concerned: Concerned.nullable(),
  people: z.number().nullable(),
  told: z.number(),
  letter: z.string(),
  toldAt: z.string().nullable(),
  lessons: z.string(),
  closedAt: z.string().nullable(),
})
export type Breach = z.infer<typeof Breach>

const columns = sql`number, exercise, state, title, kinds, noticed_at as "noticedAt",
  noticed_by as "noticedBy", from_at as "from", until_at as "until", due_at as "dueAt",
  opened_at as "openedAt", risk, risk_why as "riskWhy", concerned, people, told, letter,
  told_at as "toldAt", lessons, closed_at as "closedAt"`

export function findBreach(tx: Tx, number: string): Promise<Breach | undefined> {
  return tx.one(sql`select ${columns} from processing.breach where number = ${number}`, Breach)
}

/** Nobody else works on it until we are done. */
export async function lockBreach(tx: Tx, number: string): Promise<Breach | undefined> {
  await tx.run(sql`select 1 from processing.breach where number = ${number} for update`)
  return findBreach(tx, number)
}

/** Open ones first, by when time runs out; then the closed ones, newest first. */
export function listBreaches(tx: Tx, limit = 500): Promise<Breach[]> {
  return tx.many(
    sql`select ${columns} from processing.breach
      order by state desc, case state when 'open' then due_at end, opened_at desc limit ${limit}`,
    Breach,
  )
}

export function listOpenBreaches(tx: Tx): Promise<Breach[]> {
  return tx.many(
    sql`select ${columns} from processing.breach where state = 'open' order by due_at limit 100`,
    Breach,
  )
}

/** The next number: `B-7`, or `X-7` for an exercise. */
export async function nextNumber(tx: Tx, exercise: boolean): Promise<string> {
  const row = await tx.one(
    sql`select nextval('processing.breach_number')::integer as n`,
    z.object({ n: z.number() }),
  )
  return `${exercise ? 'X' : 'B'}-${row?.n ?? 0}`
}

type Opened = Pick<
  Breach,
  | 'number'
  | 'exercise'
  | 'title'
  | 'kinds'
  | 'noticedAt'
  | 'noticedBy'
  | 'from'
  | 'until'
  | 'dueAt'
  | 'openedAt'
>

export async function addBreach(tx: Tx, it: Opened): Promise<void> {
  await tx.run(sql`insert into processing.breach (number, exercise, state, title, kinds, noticed_at,
      noticed_by, from_at, until_at, due_at, opened_at)
    values (${it.number}, ${it.exercise}, 'open', ${it.title}, ${it.kinds}, ${it.noticedAt},
      ${it.noticedBy}, ${it.from}, ${it.until}, ${it.dueAt}, ${it.openedAt})`)
}

export async function setRisk(
  tx: Tx,
  number: string,
  it: Pick<Breach, 'risk' | 'riskWhy'>,
): Promise<void> {
  await tx.run(sql`update processing.breach set risk = ${it.risk}, risk_why = ${it.riskWhy}
    where number = ${number}`)
}

export async function setPeople(
  tx: Tx,
  number: string,
  it: { concerned: z.infer<typeof Concerned>; people: number },
): Promise<void> {
  await tx.run(sql`update processing.breach set people = ${it.people},
    concerned = ${JSON.stringify(it.concerned)}::jsonb where number = ${number}`)
}

export async function setTold(
  tx: Tx,
  number: string,
  it: { told: number; letter: string; at: string },
): Promise<void> {
  await tx.run(sql`update processing.breach set told = ${it.told}, letter = ${it.letter},
    told_at = ${it.at} where number = ${number}`)
}

export async function setClosed(
  tx: Tx,
  number: string,
  it: { lessons: string; at: string },
): Promise<void> {
  await tx.run(sql`update processing.breach set state = 'closed', lessons = ${it.lessons},
    closed_at = ${it.at} where number = ${number}`)
}

const Notification = z.object({
  phase: z.number(),
  sentAt: z.string(),
  nature: z.string(),
  records: z.string(),
  contact: z.string(),
  consequences: z.string(),
  measures: z.string(),
  people: z.number().nullable(),
  more: z.boolean(),
  lateReason: z.string(),
})
export type Notification = z.infer<typeof Notification>

/** What the authority was told, phase by phase. */
export function listNotifications(tx: Tx, breach: string): Promise<Notification[]> {
  return tx.many(
    sql`select phase, sent_at as "sentAt", nature, records, contact, consequences, measures, people,
        more, late_reason as "lateReason"
      from processing.notification where breach = ${breach} order by phase limit 100`,
    Notification,
  )
}

export async function addNotification(tx: Tx, breach: string, it: Notification): Promise<void> {
  await tx.run(sql`insert into processing.notification (breach, phase, sent_at, nature, records,
      contact, consequences, measures, people, more, late_reason)
    values (${breach}, ${it.phase}, ${it.sentAt}, ${it.nature}, ${it.records}, ${it.contact},
      ${it.consequences}, ${it.measures}, ${it.people}, ${it.more}, ${it.lateReason})`)
}
