import { type Database, sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { ActingShape } from './acting.ts'
import { assuranceShape, proofShape } from './assurance.ts'
import { type Person, personOf, type Role } from './person.ts'
import { hashOf, mayBeSecret, minutesBefore } from './secret.ts'
import { alive } from './sessions.ts'

const Found = z.object({
  id: z.string(),
  ref: z.string(),
  since: z.string(),
  seen_at: z.string(),
  provedAt: z.string(),
  assurance: assuranceShape,
  how: z.array(proofShape),
  acting: ActingShape.nullable(),
  posts: z.array(z.object({ role: z.string(), unit: z.string().nullable() })),
})

/**
 * A session in use is noted once a minute, no more: looking at pages must not turn into writing.
 */
async function touch(db: Database, id: string, now: string): Promise<void> {
  const before = minutesBefore(now, 1)
  try {
    await db.transact((tx) =>
      tx.run(sql`update people.session set seen_at = ${now}
        where id = ${id} and seen_at <= ${before}`),
    )
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
  }
}

/** Who holds this secret: one statement. Null when the session ended, was revoked, or never was. */
export async function readSession(
  db: Database,
  secret: string,
  now: string,
  roles: readonly Role[],
): Promise<Person | null> {
  if (!mayBeSecret(secret)) return null
  const found = await db.look((tx) =>
    tx.one(
      sql`select id, ref, since, seen_at, how, assurance, proved_at as "provedAt", coalesce((
          select json_agg(json_build_object('role', role, 'unit', unit) order by post.id)
          from people.post where post.ref = session.ref and until is null
        ), '[]') as posts, (
          select json_build_object('mandate', mandate, 'kind', kind, 'ref', acting.ref,
            'scopes', case when until > ${now} then to_json(scopes) else '[]'::json end)
          from people.acting where acting.session = session.id
        ) as acting
        from people.session where hash = ${hashOf(secret)} and ${alive(now)}`,
      Found,
    ),
  )
  if (!found) return null
  if (found.seen_at <= minutesBefore(now, 1)) await touch(db, found.id, now)
  return personOf(found, roles)
}

const Owner = z.object({ ref: z.string() })

/** Whose session this was, also when it ran out by itself; null when nothing of it is known any more. */
export async function whoseSession(db: Database, secret: string): Promise<string | null> {
  if (!mayBeSecret(secret)) return null
  const found = await db.look((tx) =>
    tx.one(sql`select ref from people.session where hash = ${hashOf(secret)}`, Owner),
  )
  return found?.ref ?? null
}
