/** Legal holds by two officials: one asks, another agrees (GDPR art. 17(3)(e), 18(2)). */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { HoldOrder } from '../oversight-model.ts'
import { emailIndex } from './accounts.ts'
import { actor, moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** An order on more people than this is not one order. */
const MOST = 1_000

export const askHoldInput = z.object({
  class: name,
  reference: name,
  email: z.string().max(320).optional(),
  case: name.optional(),
  actor,
  at: moment,
})
export const askReleaseInput = z.object({ order: z.uuid(), actor, at: moment })
export const decideInput = askReleaseInput.extend({ agreed: z.boolean() })
export const ordersInput = z.object({ official: name })

type Asked = z.infer<typeof askHoldInput>

const personRow = z.object({ person: z.string() })

/** The account with this address, or everybody who has or had this case. */
async function peopleOf(tx: Tx, room: Strongroom, asked: Asked): Promise<string[]> {
  const rows =
    asked.email === undefined
      ? await tx.many(
          sql`select distinct person from vault.grant
            where case_ref = ${asked.case ?? ''} and batch is null limit ${MOST + 1}`,
          personRow,
        )
      : await tx.many(
          sql`select person from vault.account
            where email_index = ${emailIndex(room, asked.email)} and confirmed_at is not null`,
          personRow,
        )
  return rows.map(({ person }) => person)
}

function officialOf({ actor: { kind, ref } }: Pick<Asked, 'actor'>): string {
  if (kind !== 'official' || ref === null)
    throw new Refusal('forbidden', ['vault.actor-not-allowed'])
  return ref
}

/** One asks. Nothing is held until another agrees. */
export async function askHold(room: Strongroom, asked: Asked): Promise<{ people: number }> {
  const by = officialOf(asked)
  return room.db.transact(async (tx) => {
    const people = await peopleOf(tx, room, asked)
    if (people.length === 0 || people.length > MOST) return { people: 0 }
    const id = newId(asked.at)
    await tx.run(sql`insert into vault.hold_order
      (id, change, class, reference, asked_by, asked_at)
      values (${id}, 'placed', ${asked.class}, ${asked.reference}, ${by}, ${asked.at})`)
    await tx.run(sql`insert into vault.hold_order_person (hold_order, person)
      select ${id}::uuid, one::uuid from unnest(${people}::text[]) as one`)
    return { people: people.length }
  })
}

const standing = sql`o.change = 'placed' and o.agreed is true and not exists (select 1
  from vault.hold_order r where r.ends = o.id and r.agreed is true)`

/** One asks that an order be ended; false when it does not stand, or this was asked before. */
export async function askRelease(
  room: Strongroom,
  asked: z.infer<typeof askReleaseInput>,
): Promise<boolean> {
  const by = officialOf(asked)
  return room.db.transact(async (tx) => {
    const added = await tx.run(sql`insert into vault.hold_order
      (id, change, class, reference, ends, asked_by, asked_at)
      select ${newId(asked.at)}, 'released', o.class, o.reference, o.id, ${by}, ${asked.at}
      from vault.hold_order o where o.id = ${asked.order} and ${standing}
      on conflict (ends) where agreed is not false do nothing`)
    return added > 0
  })
}

const orderRow = z.object({
  change: z.enum(['placed', 'released']),
  class: z.string(),
  reference: z.string(),
  ends: z.string().nullable(),
  by: z.string(),
  agreed: z.boolean().nullable(),
})

/** What was agreed takes effect on everybody it is about. */
async function carryOut(tx: Tx, order: string, at: string): Promise<void> {
  await tx.run(sql`insert into vault.hold (id, person, class, reference, from_at)
    select gen_random_uuid(), p.person, o.class, o.reference, ${at}
    from vault.hold_order o join vault.hold_order_person p on p.hold_order = o.id
    where o.id = ${order} and o.change = 'placed'
    on conflict (person, class, reference) where until_at is null do nothing`)
  await tx.run(sql`update vault.hold h set until_at = ${at}
    from vault.hold_order o join vault.hold_order_person p on p.hold_order = o.ends
    where o.id = ${order} and o.change = 'released' and h.person = p.person
      and h.class = o.class and h.reference = o.reference and h.until_at is null`)
}

/** Another agrees or declines, once. */
export async function decideHold(
  room: Strongroom,
  asked: z.infer<typeof decideInput>,
): Promise<'done' | 'own' | 'over'> {
  const by = officialOf(asked)
  return room.db.transact(async (tx) => {
    const found = await tx.one(
      sql`select change, class, reference, ends, asked_by as by, agreed from vault.hold_order
        where id = ${asked.order} for update`,
      orderRow,
    )
    if (!found || found.agreed !== null) return 'over'
    if (found.by === by) return 'own'
    await tx.run(sql`update vault.hold_order set agreed = ${asked.agreed}, decided_by = ${by},
      decided_at = ${asked.at} where id = ${asked.order}`)
    if (asked.agreed) await carryOut(tx, asked.order, asked.at)
    return 'done'
  })
}

const listRow = z.object({
  id: z.string(),
  change: z.enum(['placed', 'released']),
  class: z.string(),
  reference: z.string(),
  askedAt: z.string(),
  decidedAt: z.string().nullable(),
  agreed: z.boolean().nullable(),
  people: z.number(),
  own: z.boolean(),
  stands: z.boolean(),
})

/** Every order, newest first: its number and how many people it is about, never who they are. */
export async function orders(
  room: Strongroom,
  { official }: z.infer<typeof ordersInput>,
): Promise<HoldOrder[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select o.id, o.change, o.class, o.reference, o.asked_at as "askedAt",
          o.decided_at as "decidedAt", o.agreed, o.asked_by = ${official} as own,
          (${standing}) as stands, (select count(*)::integer from vault.hold_order_person p
            where p.hold_order = coalesce(o.ends, o.id)) as people
        from vault.hold_order o order by o.id desc limit 500`,
      listRow,
    ),
  )
}
