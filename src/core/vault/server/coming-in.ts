/** Somebody showed the first half of what an account asks for. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { CameIn } from '../ways-model.ts'
import { type FirstHalf, pose } from './challenges.ts'
import { refFor } from './persons.ts'
import type { Strongroom } from './strongroom.ts'

/** In, or asked for the second half when the account has a code generator. */
export async function comeIn(
  tx: Tx,
  room: Strongroom,
  person: string,
  { how, now }: { how: FirstHalf; now: string },
): Promise<CameIn> {
  const generator = await tx.one(
    sql`select 1 as one from vault.generator where person = ${person} and active_at is not null`,
    z.object({ one: z.number() }),
  )
  const peopleRef = await refFor(tx, room, 'people', person)
  if (!generator) return { peopleRef, how: [how] }
  const second = newSecret(20)
  await pose(tx, room, { kind: 'second', secret: second, person, how, now })
  return { second, whose: peopleRef }
}
