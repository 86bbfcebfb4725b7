/** How two people of a mandate call each other: each name lies under the key of whoever uses it. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { dekOf } from './keep.ts'
import { seal, type Sealed, unseal } from './seal.ts'
import type { Strongroom } from './strongroom.ts'

const CLASS = 'mandate'
const fieldOf = (mandate: string) => `mandate.name ${mandate}`

/** Which name it is: whose own word for the other. */
export interface Calling {
  readonly mandate: string
  readonly person: string
}

const bytes = z.instanceof(Uint8Array)

/** What is sealed; null where nothing was said yet. */
export const sealedName = z
  .object({ keyver: z.number(), iv: bytes, ciphertext: bytes })
  .nullable()
  .catch(null)
export interface SealedName extends Sealed {
  readonly keyver: number
}

/** Seals what somebody calls the other. */
export async function sealName(
  tx: Tx,
  room: Strongroom,
  { mandate, person }: Calling,
  name: string,
): Promise<SealedName> {
  const { key, keyver } = await dekOf(tx, room, person, CLASS)
  return { keyver, ...seal(key, { person, field: fieldOf(mandate), keyver }, name) }
}

/** Opens it for its own; null when it was never said, or erased. */
export async function openName(
  tx: Tx,
  room: Strongroom,
  { mandate, person }: Calling,
  sealed: SealedName | null,
): Promise<string | null> {
  if (!sealed) return null
  const { keyver } = sealed
  const row = await tx.one(
    sql`select wrapped, master from keys.dek
      where person = ${person} and class = ${CLASS} and version = ${keyver}`,
    z.object({ wrapped: bytes, master: z.number() }),
  )
  if (!row) return null
  const key = await room.keys.master.unwrap(row)
  return unseal(key, { person, field: fieldOf(mandate), keyver }, sealed)
}
