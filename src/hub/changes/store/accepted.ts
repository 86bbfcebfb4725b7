/** Cities and hubs that are believed again under other keys. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { AlarmKind } from '../model.ts'

const Accepted = z.object({ id: z.string(), about: z.string(), reason: z.string(), at: z.string() })
/** That somebody is believed under other keys, since when, and how that is known. */
export type Accepted = z.infer<typeof Accepted>

/** Writes down that somebody is believed again. */
export async function addAccepted(
  tx: Tx,
  it: Accepted & { readonly kinds: readonly AlarmKind[]; readonly salt: string },
): Promise<void> {
  await tx.run(sql`insert into changes.accepted (id, about, kinds, reason, salt, at)
    values (${it.id}, ${it.about}, ${[...it.kinds]}::text[], ${it.reason}, ${it.salt}, ${it.at})`)
}

/** The last that were believed again. */
export function listAccepted(tx: Tx, limit = 20): Promise<Accepted[]> {
  return tx.many(
    sql`select id, about, reason, at from changes.accepted order by at desc, id desc limit ${limit}`,
    Accepted,
  )
}

const Origin = z.object({ origin: z.string().nullable() })

/**
 * Forgets by what a city is known; gives the log that it was followed by. The log is forgotten only when it came back
 * under another key: a witness does not forget what it saw because a document has another signature.
 */
export async function loosenMember(
  tx: Tx,
  it: { readonly city: string; readonly log: boolean; readonly now: string },
): Promise<string | null> {
  const [known] = await tx.many(
    sql`select origin from changes.member_log where city = ${it.city} for update`,
    Origin,
  )
  await tx.run(sql`update changes.member_log set key = null, failures = 0, failure = null,
    next_at = ${it.now}, origin = case when ${it.log} then null else origin end
    where city = ${it.city}`)
  return it.log ? (known?.origin ?? null) : null
}

/** The same of a hub that is copied. Its next log is another one, and its feed begins again. */
export async function loosenMirror(
  tx: Tx,
  it: { readonly hub: string; readonly log: boolean },
): Promise<string | null> {
  const [known] = await tx.many(
    sql`select origin from changes.mirror where hub = ${it.hub} for update`,
    Origin,
  )
  await tx.run(sql`update changes.mirror set key = null, failure = null where hub = ${it.hub}`)
  if (!it.log) return null
  await tx.run(sql`update changes.mirror set vkey = null, origin = null, cursor = -1, log = log + 1
    where hub = ${it.hub}`)
  return known?.origin ?? null
}
