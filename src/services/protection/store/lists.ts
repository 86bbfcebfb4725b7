/** Reading requests: one's own, the desk's, a unit's, and what stands for an access. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { idIn } from '../model/kinds.ts'
import { type Asked, columns, type Event, EventRow, RequestRow } from './rows.ts'

/** One request by its number. */
export async function readRequest(tx: Tx, number: string): Promise<Asked> {
  const id = idIn(number)
  const row =
    id === undefined
      ? undefined
      : await tx.one(sql`select ${columns} from protection.request where id = ${id}`, RequestRow)
  if (!row) throw new Refusal('not-found', ['no-such-request'])
  return row
}

/** One's own request; another's is as if there were none. */
export async function readOwn(tx: Tx, number: string, ref: string | null): Promise<Asked> {
  const row = await readRequest(tx, number)
  if (ref === null || row.ref !== ref || row.identified !== null) {
    throw new Refusal('not-found', ['no-such-request'])
  }
  return row
}

/** Everything one asked, the newest first. */
export function listOwn(tx: Tx, ref: string, limit = 100): Promise<Asked[]> {
  return tx.many(
    sql`select ${columns} from protection.request
      where ref = ${ref} and identified is null order by id desc limit ${limit}`,
    RequestRow,
  )
}

/** Requests of a person that are open, and whether one is about the very same thing. */
export async function standingOf(
  tx: Tx,
  of: Pick<Asked, 'ref' | 'kind' | 'access' | 'field' | 'class' | 'purpose' | 'about'>,
): Promise<{ open: number; same: boolean }> {
  const row = await tx.one(
    sql`select count(*)::int as open, coalesce(bool_or(kind = ${of.kind}
          and (access, field, class, purpose, about) is not distinct from
            (${of.access}::uuid, ${of.field}::text, ${of.class}::text, ${of.purpose}::text,
              ${of.about}::int)
          and coalesce(access::text, field, class, purpose, about::text) is not null), false) as same
      from protection.request where ref = ${of.ref} and state in ('received', 'handling')`,
    z.object({ open: z.number(), same: z.boolean() }),
  )
  return row ?? { open: 0, same: false }
}

/** What happened, in order. */
export function listEvents(tx: Tx, id: number): Promise<Event[]> {
  return tx.many(
    sql`select at, kind, by, badge, unit, says from protection.event
      where request = ${id} order by id limit 500`,
    EventRow,
  )
}

const views = {
  open: sql`state in ('received', 'handling')`,
  answered: sql`state = 'answered'`,
  ended: sql`state in ('done', 'withdrawn')`,
} as const

/** Parts of the desk's queue. */
export type View = keyof typeof views

/** The queue: what is due first stands first; what is over, the newest first. */
export function listQueue(
  tx: Tx,
  { view, after, limit }: { view: View; after: number; limit: number },
): Promise<Asked[]> {
  const order = view === 'open' ? sql`due_on, id` : sql`id desc`
  return tx.many(
    sql`select ${columns} from protection.request where ${views[view]}
      order by ${order} offset ${after} limit ${limit}`,
    RequestRow,
  )
}

const Counts = z.object({
  open: z.number(),
  overdue: z.number(),
  soon: z.number(),
  answered: z.number(),
  paused: z.number(),
})

/** How the desk stands. A clock that stands is not overdue. */
export async function countDesk(
  tx: Tx,
  of: { today: string; soon: string },
): Promise<z.infer<typeof Counts>> {
  const row = await tx.one(
    sql`select count(*) filter (where ${views.open}) as open,
        count(*) filter (where ${views.open} and paused_on is null and due_on < ${of.today}::date)
          as overdue,
        count(*) filter (where ${views.open} and paused_on is null and due_on >= ${of.today}::date
          and due_on <= ${of.soon}::date) as soon,
        count(*) filter (where ${views.open} and paused_on is not null) as paused,
        count(*) filter (where state = 'answered') as answered
      from protection.request`,
    Counts,
  )
  return row ?? { open: 0, overdue: 0, soon: 0, answered: 0, paused: 0 }
}

/** What a unit was asked to explain, open ones first. */
export function listForUnits(
  tx: Tx,
  units: readonly string[] | 'all',
  limit = 100,
): Promise<Asked[]> {
  const mine = units === 'all' ? sql`unit is not null` : sql`unit = any(${[...units]}::text[])`
  return tx.many(
    sql`select ${columns} from protection.request where ${mine}
      order by explained_at is not null, explain_by, id desc limit ${limit}`,
    RequestRow,
  )
}

const Contested = z.object({
  access: z.string(),
  id: z.number(),
  kind: RequestRow.shape.kind,
  state: RequestRow.shape.state,
  finding: RequestRow.shape.finding,
})

/** That an access was asked about or contested, and where that stands. */
export type Standing = z.infer<typeof Contested>

/** Questions and contests about accesses, the newest of each. */
export function listAbout(tx: Tx, accesses: readonly string[]): Promise<Standing[]> {
  return tx.many(
    sql`select distinct on (access, kind) access, id, kind, state, finding from protection.request
      where access = any(${[...accesses]}::uuid[]) and state <> 'withdrawn'
      order by access, kind, id desc`,
    Contested,
  )
}

const Told = z.object({
  number: z.string(),
  kind: RequestRow.shape.kind,
  state: RequestRow.shape.state,
  receivedAt: z.string(),
  dueOn: z.string(),
  outcome: RequestRow.shape.outcome,
  finding: RequestRow.shape.finding,
  answeredAt: z.string().nullable(),
})
/** Where a request stands, for whoever takes their data along. */
export type Told = z.infer<typeof Told>

/** Requests by their numbers, the oldest first. */
export function listNumbers(tx: Tx, numbers: readonly string[]): Promise<Told[]> {
  const ids = numbers.flatMap((number) => idIn(number) ?? [])
  return tx.many(
    sql`select 'P-' || id as number, kind, state, received_at as "receivedAt", due_on as "dueOn",
        outcome, finding, answered_at as "answeredAt" from protection.request
      where id = any(${ids}::int[]) order by id`,
    Told,
  )
}
