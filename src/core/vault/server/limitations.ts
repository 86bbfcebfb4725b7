/** Restriction of what is kept (GDPR art. 18), and objection to why it is read (art. 21). */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Limitation } from '../rights-model.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** `subject` is a retention class for a restriction, a purpose for an objection. */
export const limitInput = z.object({
  ref: name,
  kind: z.enum(['restriction', 'objection']),
  subject: name,
  at: moment,
})

type Asked = z.infer<typeof limitInput>

/** The address of one's account cannot be restricted: without letters nobody gets back in. */
const NEVER = 'account'

/**
 * One may object where the city acts by public task or legitimate interest (art. 21(1)); a class has
 * to be one that is kept.
 */
async function requireLimitable(tx: Tx, { kind, subject }: Asked): Promise<void> {
  const found = await tx.one(
    kind === 'restriction'
      ? sql`select true as is from vault.field
          where body ->> 'class' = ${subject} and ${subject} <> ${NEVER} limit 1`
      : sql`select true as is from vault.purpose where id = ${subject} and active
          and body #>> '{basis,gdpr}' in ('6(1)(e)', '6(1)(f)') limit 1`,
    z.object({ is: z.boolean() }),
  )
  if (!found) throw new Refusal('refused', [`vault.no-${kind}`])
}

/** From this moment nobody but the person reads it, or nobody reads for it. */
export async function limit(room: Strongroom, module: string, asked: Asked): Promise<void> {
  const { ref, kind, subject, at } = asked
  await room.db.transact(async (tx) => {
    await requireLimitable(tx, asked)
    const person = await personOf(tx, module, ref)
    await tx.run(sql`insert into vault.limitation (id, person, kind, subject, from_at)
      values (${newId(at)}, ${person}, ${kind}, ${subject}, ${at})
      on conflict (person, kind, subject) where until_at is null do nothing`)
  })
}

/** The person lifts it again, or the city does after telling them (art. 18(3), 21(1)). */
export async function lift(room: Strongroom, module: string, asked: Asked): Promise<boolean> {
  const { ref, kind, subject, at } = asked
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const lifted = await tx.run(sql`update vault.limitation set until_at = ${at}
      where person = ${person} and kind = ${kind} and subject = ${subject} and until_at is null`)
    return lifted > 0
  })
}

const limitationRow = z.object({
  kind: z.enum(['restriction', 'objection']),
  subject: z.string(),
  from: z.string(),
  until: z.string().nullable(),
})

/** Restrictions and objections of a person, also those that were lifted, newest first. */
export async function limitations(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Limitation[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select kind, subject, from_at as from, until_at as until
        from vault.limitation where person = ${person} order by id desc limit 1000`,
      limitationRow,
    )
  })
}
