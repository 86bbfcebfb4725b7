/** What a provider said of where somebody lives, for whoever was signed in when they left for it. */
import type { z } from 'zod'
import { arrivalOf, heldInput, settleArrival } from './arrivals.ts'
import { ownerOf } from './identities.ts'
import { personOf } from './persons.ts'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const claimedInput = heldInput.extend({ ref: name })

/** Gives it once. Null: it is over, another browser's or account's, or the provider said nothing of it. */
export async function claimed(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof claimedInput>,
) {
  return room.db.transact(async (tx) => {
    const found = await arrivalOf(tx, room, asked)
    const person = await personOf(tx, module, asked.ref)
    if (!found?.claim || found.person !== person) return null
    const owner = await ownerOf(tx, found.identity)
    if (owner !== undefined && owner !== person) return null
    return (await settleArrival(tx, room, asked.arrival)) ? found.claim : null
  })
}
