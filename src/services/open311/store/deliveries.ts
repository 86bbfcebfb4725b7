/** Reports on their way to other systems. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type DeliveryState, deliveryStates } from '../model.ts'

const Delivery = z.object({
  id: z.string(),
  number: z.string(),
  system: z.string(),
  state: z.enum(deliveryStates),
  reference: z.string(),
  tries: z.number(),
  why: z.string().nullable(),
  said: z.string().nullable(),
  token: z.string().nullable(),
  remote: z.string().nullable(),
  askedAt: z.string(),
  nextAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  heard: z.string().nullable(),
  heardAt: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

const columns = sql`id, number, system, state, reference, tries, why, said, token, remote,
  asked_at as "askedAt", next_at as "nextAt", sent_at as "sentAt", heard, heard_at as "heardAt"`

/** Asks that a report be sent; false when it was asked for this system before. */
export async function addDelivery(
  tx: Tx,
  it: {
    readonly id: string
    readonly number: string
    readonly system: string
    readonly reference: string
    readonly now: string
  },
): Promise<boolean> {
  const added = await tx.run(
    sql`insert into open311.delivery (id, number, system, state, reference, asked_at, next_at)
        values (${it.id}, ${it.number}, ${it.system}, 'unsent', ${it.reference}, ${it.now}, ${it.now})
        on conflict (number, system) do nothing`,
  )
  return added === 1
}

/** One delivery. */
export function readDelivery(tx: Tx, id: string): Promise<Delivery | undefined> {
  return tx.one(sql`select ${columns} from open311.delivery where id = ${id}`, Delivery)
}

/** Which of these reports were asked for this system before. */
export async function deliveredOf(
  tx: Tx,
  system: string,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.many(
    sql`select number from open311.delivery
        where system = ${system} and number = any(${[...numbers]}::text[])`,
    z.object({ number: z.string() }),
  )
  return new Set(rows.map(({ number }) => number))
}

/** What is due now, the longest waiting first. Another run that comes meanwhile leaves these alone. */
export function takeDue(
  tx: Tx,
  it: { readonly now: string; readonly again: string; readonly most: number },
): Promise<Delivery[]> {
  return tx.many(
    sql`update open311.delivery set state = case when state = 'token' then 'token' else 'sending' end,
          tries = tries + 1, next_at = ${it.again}
        where id in (select id from open311.delivery
          where next_at <= ${it.now} and state in ('unsent', 'sending', 'token')
          order by next_at, id limit ${it.most} for update skip locked)
        returning ${columns}`,
    Delivery,
  )
}

/** What came of a try. */
export async function setTried(
  tx: Tx,
  id: string,
  it: {
    readonly state: DeliveryState
    readonly nextAt: string | null
    readonly why?: string | undefined
    readonly said?: string | undefined
    readonly token?: string | undefined
    readonly remote?: string | undefined
    readonly sentAt?: string | undefined
  },
): Promise<void> {
  await tx.run(
    sql`update open311.delivery set state = ${it.state}, next_at = ${it.nextAt},
          why = ${it.why ?? null}, said = ${it.said ?? null},
          token = coalesce(${it.token ?? null}, token), remote = coalesce(${it.remote ?? null}, remote),
          sent_at = coalesce(${it.sentAt ?? null}::timestamptz, sent_at)
        where id = ${id} and state in ('sending', 'token')`,
  )
}

/** Deliveries that a person asks for again, or stops; false when there is none that could be. */
export async function turnDelivery(
  tx: Tx,
  id: string,
  it: { readonly from: readonly DeliveryState[]; readonly to: DeliveryState; readonly now: string },
): Promise<boolean> {
  const next = it.to === 'unsent' ? it.now : null
  const turned = await tx.run(
    sql`update open311.delivery set state = ${it.to}, next_at = ${next}, asked_at = case
          when ${it.to} = 'unsent' then ${it.now}::timestamptz else asked_at end
        where id = ${id} and state = any(${[...it.from]}::text[])`,
  )
  return turned === 1
}

/** Deliveries of which something may still be heard. */
export function listSent(
  tx: Tx,
  system: string,
  since: string,
  limit: number,
): Promise<Delivery[]> {
  return tx.many(
    sql`select ${columns} from open311.delivery
        where system = ${system} and state = 'sent' and remote is not null
          and (closed_at is null or closed_at >= ${since})
        order by heard_at nulls first, id limit ${limit}`,
    Delivery,
  )
}

/** Remembers what was heard, so that the same is not heard twice. */
export async function setHeard(
  tx: Tx,
  id: string,
  it: { readonly heard: string; readonly now: string; readonly closed: boolean },
): Promise<void> {
  const closedAt = it.closed ? it.now : null
  await tx.run(
    sql`update open311.delivery set heard = ${it.heard}, heard_at = ${it.now},
          closed_at = case when ${it.closed} then coalesce(closed_at, ${closedAt}::timestamptz) end
        where id = ${id}`,
  )
}

/** Remembers that they were asked about. */
export async function noteAsked(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await tx.run(
    sql`update open311.delivery set heard_at = ${now} where id = any(${[...ids]}::text[])`,
  )
}

/** The newest deliveries, those that need a person first. */
export function listDeliveries(tx: Tx, limit: number): Promise<Delivery[]> {
  return tx.many(
    sql`select ${columns} from open311.delivery
        order by state <> 'failed', asked_at desc, id desc limit ${limit}`,
    Delivery,
  )
}

const Count = z.object({ system: z.string(), state: z.enum(deliveryStates), count: z.number() })
export type Count = z.infer<typeof Count>

/** How many stand how, at each system. */
export function countDeliveries(tx: Tx): Promise<Count[]> {
  return tx.many(
    sql`select system, state, count(*) as count from open311.delivery group by system, state
        order by system, state`,
    Count,
  )
}
