/** Legal holds: an order, with its reference, that something is kept (GDPR art. 17(3)(e), 18(2)). */
import { newId } from '#core/kernel'
import { sql } from '#core/database'
import { z } from 'zod'
import type { Hold } from '../rights-model.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** `reference` names the order: a court's number, never a person. */
export const holdInput = z.object({ ref: name, class: name, reference: name, at: moment })

type Asked = z.infer<typeof holdInput>

/** From now on this class of this person is not erased. */
export async function hold(room: Strongroom, module: string, asked: Asked): Promise<void> {
  const { ref, class: retention, reference, at } = asked
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    await tx.run(sql`insert into vault.hold (id, person, class, reference, from_at)
      values (${newId(at)}, ${person}, ${retention}, ${reference}, ${at})
      on conflict (person, class, reference) where until_at is null do nothing`)
  })
}

/** The order is over; false when there was none. */
export async function release(room: Strongroom, module: string, asked: Asked): Promise<boolean> {
  const { ref, class: retention, reference, at } = asked
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const ended = await tx.run(sql`update vault.hold set until_at = ${at}
      where person = ${person} and class = ${retention} and reference = ${reference}
        and until_at is null`)
    return ended > 0
  })
}

const holdRow = z.object({
  class: z.string(),
  reference: z.string(),
  from: z.string(),
  until: z.string().nullable(),
})

/** Every hold on a person's data, also those that are over, newest first. */
export async function holds(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Hold[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select class, reference, from_at as from, until_at as until from vault.hold
        where person = ${person} order by id desc limit 1000`,
      holdRow,
    )
  })
}
