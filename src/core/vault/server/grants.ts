/** Grants: no open case, no read. They come from what the person did, and end with the case. */
import { createHash } from 'node:crypto'
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { useBatch } from './batches.ts'
import { moduleOf } from '../purpose.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const grantInput = z.object({
  batch: name,
  ref: name,
  purpose: name,
  case: name,
  at: moment,
})
export const revokeInput = z.object({ ref: name.nullable(), case: name, at: moment })

interface Given {
  readonly person: string
  readonly purpose: string
  readonly case: string
  readonly batch: string | null
  readonly at: string
  readonly code?: string | undefined
}

/** By which hash a code is known: it has chance enough that nobody guesses it. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(`case ${code}`).digest()
}

async function letIn(tx: Tx, module: string, given: Given & { code: string }): Promise<void> {
  await tx.run(sql`insert into vault.code (module, case_ref, person, hash, batch)
    values (${module}, ${given.case}, ${given.person}, ${codeHash(given.code)}, ${given.batch})
    on conflict (module, case_ref) do nothing`)
}

/**
 * Only a service's own published purpose of scope `case` can be granted. A second grant renews the
 * first.
 */
export async function grantWithin(tx: Tx, module: string, given: Given): Promise<void> {
  const found = await tx.one(
    sql`select body ->> 'scope' as scope from vault.purpose where id = ${given.purpose} and active`,
    z.object({ scope: z.string() }),
  )
  if (moduleOf(given.purpose) !== module || found?.scope !== 'case') {
    throw new Refusal('forbidden', ['vault.not-to-grant'])
  }
  await tx.run(sql`insert into vault.grant (id, person, purpose, module, case_ref, from_at, batch)
    values (${newId(given.at)}, ${given.person}, ${given.purpose}, ${module}, ${given.case},
      ${given.at}, ${given.batch})
    on conflict (person, purpose, case_ref) where until_at is null
      do update set from_at = greatest(vault.grant.from_at, excluded.from_at)`)
  if (given.code !== undefined) await letIn(tx, module, { ...given, code: given.code })
}

/** Somebody whose data is kept already lets them be read for another case. */
export async function grant(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof grantInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    await grantWithin(tx, module, { ...asked, person, batch })
  })
}

/**
 * The case is over: nobody of this service reads for it, unless the person granted it anew since.
 */
export async function revoke(
  room: Strongroom,
  module: string,
  { ref, case: caseRef, at }: z.infer<typeof revokeInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const person = ref === null ? null : await personOf(tx, module, ref)
    await tx.run(sql`update vault.grant set until_at = ${at}
      where module = ${module} and case_ref = ${caseRef} and until_at is null and from_at <= ${at}
        and (${person}::uuid is null or person = ${person}::uuid)`)
  })
}
