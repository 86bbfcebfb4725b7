/** Who a national code belongs to, where its owner linked the service that vouches for it. */
import { z } from 'zod'
import { identityHash, ownerOf } from './identities.ts'
import { refFor } from './persons.ts'
import type { Strongroom } from './strongroom.ts'

export const knownByInput = z.object({
  issuer: z.string().min(1).max(1000),
  subject: z.string().min(1).max(200),
})

/** The pseudonym by which the asking service knows them; null when nobody here showed this code. */
export async function knownBy(
  room: Strongroom,
  module: string,
  { issuer, subject }: z.infer<typeof knownByInput>,
): Promise<string | null> {
  const hash = identityHash(room, issuer, subject)
  return room.db.transact(async (tx) => {
    const person = await ownerOf(tx, hash)
    return person === undefined ? null : refFor(tx, room, module, person)
  })
}
