/** A number of half an hour by which a desk knows whose account stands before it: nobody says an address aloud. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Wait } from '../account-model.ts'
import { spend } from './attempts.ts'
import { personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

const MINUTES = 30

export const numberInput = z.object({ ref: name, at: moment })
export const atDeskInput = z.object({ number: z.string().max(40), official: name, at: moment })

const plain = (number: string) => number.toLowerCase().replace(/[^0-9a-z]/g, '')
const hashOf = (room: Strongroom, number: string) => secretHash(room, 'desk', plain(number))

/** Makes one; the one before is worth nothing any more. */
export async function make(
  room: Strongroom,
  module: string,
  { ref, at }: z.infer<typeof numberInput>,
): Promise<string> {
  const number = newSecret(5).replace(/.{4}(?=.)/g, '$&-')
  const until = new Date(Date.parse(at) + MINUTES * 60_000).toISOString()
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    await tx.run(sql`insert into vault.desk_number (person, code_hash, until_at)
      values (${person}, ${hashOf(room, number)}, ${until})
      on conflict (person) do update set code_hash = excluded.code_hash, until_at = excluded.until_at`)
  })
  return number
}

/** Whose number it is now. */
export async function personAtDesk(
  tx: Tx,
  room: Strongroom,
  number: string,
  at: string,
): Promise<string | undefined> {
  const row = await tx.one(
    sql`select person from vault.desk_number
      where code_hash = ${hashOf(room, number)} and until_at > ${at}`,
    z.object({ person: z.string() }),
  )
  return row?.person
}

/** Counts a try of an official at somebody's number. */
export function spendAtDesk(room: Strongroom, official: string, at: string) {
  return spend(room, [{ what: 'address', who: `desk ${official}` }], at)
}

/** Whose account stands before the desk; null when the number is nobody's. */
export async function atDesk(
  room: Strongroom,
  module: string,
  { number, official, at }: z.infer<typeof atDeskInput>,
): Promise<{ ref: string } | null | Wait> {
  const wait = await spendAtDesk(room, official, at)
  if (wait) return wait
  return room.db.transact(async (tx) => {
    const person = await personAtDesk(tx, room, number, at)
    return person === undefined ? null : { ref: await refFor(tx, room, module, person) }
  })
}
