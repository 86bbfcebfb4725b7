/** The end of help at the desk: the code on paper is used, or the owner says no. */
import { sql } from '#core/database'
import { z } from 'zod'
import type { CameIn } from '../ways-model.ts'
import { spend } from './attempts.ts'
import { end as endGenerator } from './generator.ts'
import { personOf, refFor } from './persons.ts'
import { codeHash } from './recovery.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const takeInput = z.object({
  code: z.string().max(60),
  password: z.string().min(1).max(1000),
  address: name,
  now: moment,
})
export const ownInput = z.object({ peopleRef: name, now: moment })

/** A new password with the code on paper. Whatever was lost with the old one opens nothing any more. */
export async function take(room: Strongroom, asked: z.infer<typeof takeInput>): Promise<CameIn> {
  const { code, password, address, now } = asked
  const wait = await spend(room, [{ what: 'address', who: address }], now)
  if (wait) return wait
  const hash = await room.passwords.hash(password)
  return room.db.transact(async (tx): Promise<CameIn> => {
    const row = await tx.one(
      sql`update vault.recovery set used_at = ${now}
        where code_hash = ${codeHash(room, code)} and person is not null and used_at is null
          and approved_at is not null and stopped_at is null and until_at > ${now}
        returning person`,
      z.object({ person: z.string() }),
    )
    if (!row) return { wrong: true }
    const { person } = row
    await tx.run(sql`delete from vault.passkey where person = ${person}`)
    await tx.run(sql`delete from vault.identity where person = ${person}`)
    await endGenerator(tx, person)
    await tx.run(sql`update vault.account
      set password_hash = ${hash}, confirmed_at = coalesce(confirmed_at, ${now})
      where person = ${person}`)
    return { peopleRef: await refFor(tx, room, 'people', person), how: ['desk'] }
  })
}

const running = (now: string) => sql`used_at is null and stopped_at is null and until_at > ${now}`

/** Since when somebody at a desk asks for help with this account; null when nobody does. */
export async function of(
  room: Strongroom,
  { peopleRef, now }: z.infer<typeof ownInput>,
): Promise<string | null> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const row = await tx.one(
      sql`select min(asked_at) as since from vault.recovery
        where person = ${person} and ${running(now)}`,
      z.object({ since: z.string().nullable() }),
    )
    return row?.since ?? null
  })
}

/** The owner, who can still sign in, says no: the code on paper is worth nothing. */
export async function stop(
  room: Strongroom,
  { peopleRef, now }: z.infer<typeof ownInput>,
): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const stopped = await tx.run(sql`update vault.recovery set stopped_at = ${now}
      where person = ${person} and ${running(now)}`)
    return stopped > 0
  })
}
