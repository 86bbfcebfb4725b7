import { sql, type Tx } from '#core/database'
import { newId, newSecret } from '#core/kernel'
import { z } from 'zod'
import type { Post } from './person.ts'
import { appoint } from './posts.ts'
import { hashOf, mayBeSecret, minutesBefore } from './secret.ts'

/** Minutes an invitation is good for: seven days. */
const GOOD_FOR = 7 * 24 * 60

/** What an invitation that is still open offers. */
export interface Invited extends Post {
  readonly until: string
}

const Offer = z.object({
  role: z.string(),
  unit: z.string().nullable(),
  until: z.string(),
  by: z.string().nullable(),
})

/**
 * The secret of a link that gives a post to whoever takes it first, within seven days. With `only`,
 * every earlier invitation that nobody took is void: the first start prints one link, and the
 * newest is the one.
 */
export async function makeInvitation(
  tx: Tx,
  { role, unit, now, by, only }: Post & { now: string; by?: string; only?: boolean },
): Promise<string> {
  const secret = newSecret(20)
  if (only) await tx.run(sql`delete from people.invitation where taken_at is null`)
  await tx.run(sql`
    insert into people.invitation (id, hash, role, unit, made_by, made_at, until)
    values (${newId(now)}, ${hashOf(secret)}, ${role}, ${unit}, ${by ?? null}, ${now},
      ${minutesBefore(now, -GOOD_FOR)})`)
  return secret
}

/** What this link offers; null when it was taken, is too old, or never was. */
export async function readInvitation(tx: Tx, secret: string, now: string): Promise<Invited | null> {
  if (!mayBeSecret(secret)) return null
  const found = await tx.one(
    sql`select role, unit, until, made_by as by from people.invitation
      where hash = ${hashOf(secret)} and taken_at is null and until > ${now}`,
    Offer,
  )
  return found ? { role: found.role, unit: found.unit, until: found.until } : null
}

/**
 * Takes an invitation: whoever is first holds the post. Null when it was taken, is too old, or
 * never was; `isNew` is false when they held the post already.
 */
export async function takeInvitation(
  tx: Tx,
  secret: string,
  ref: string,
  now: string,
): Promise<(Post & { isNew: boolean }) | null> {
  if (!mayBeSecret(secret)) return null
  const taken = await tx.one(
    sql`update people.invitation set taken_at = ${now}, taken_by = ${ref}
      where hash = ${hashOf(secret)} and taken_at is null and until > ${now}
      returning role, unit, until, made_by as by`,
    Offer,
  )
  if (!taken) return null
  const { role, unit, by } = taken
  const isNew = await appoint(tx, { ref, role, unit, now, ...(by === null ? {} : { by }) })
  return { role, unit, isNew }
}
