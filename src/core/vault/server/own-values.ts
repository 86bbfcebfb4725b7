/** Values of an account that are kept beside what they belong to, under the same key as the address. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { dekOf } from './keep.ts'
import { seal, type Sealed, unseal } from './seal.ts'
import type { Strongroom } from './strongroom.ts'

const CLASS = 'account'

/** Whose value it is, and which. */
export interface Whose {
  readonly person: string
  readonly field: string
}

export interface SealedOwn extends Sealed {
  readonly keyver: number
}

/** Seals one value of an account. */
export async function sealOwn(
  tx: Tx,
  room: Strongroom,
  whose: Whose,
  value: string,
): Promise<SealedOwn> {
  const { key, keyver } = await dekOf(tx, room, whose.person, CLASS)
  return { keyver, ...seal(key, { ...whose, keyver }, value) }
}

/** Opens one; throws when it is not as it was sealed. */
export async function openOwn(
  tx: Tx,
  room: Strongroom,
  whose: Whose,
  sealed: SealedOwn,
): Promise<string> {
  const { keyver, iv, ciphertext } = sealed
  const row = await tx.one(
    sql`select wrapped, master from keys.dek
      where person = ${whose.person} and class = ${CLASS} and version = ${keyver}`,
    z.object({ wrapped: z.instanceof(Uint8Array), master: z.number() }),
  )
  if (!row) throw new Error('the key of an account is gone')
  const key = await room.keys.master.unwrap(row)
  return unseal(key, { ...whose, keyver }, { iv, ciphertext })
}
