import { type Statement, sql, type Tx } from '#core/database'
import { newId } from '#core/kernel'
import { z } from 'zod'
import { badgeOf, type Post } from './person.ts'

/** A post as somebody holds it now. */
export interface Seat extends Post {
  readonly id: string
  readonly ref: string
  readonly badge: string
  readonly since: string
}

/** A post as somebody holds or held it. */
export interface PastPost extends Seat {
  /** Null while it is held. */
  readonly until: string | null
}

/**
 * Which post, of whom, when; `by` is the pseudonym of who decided it, absent at the first start.
 */
interface Change extends Post {
  readonly ref: string
  readonly now: string
  readonly by?: string
}

const Row = z.object({
  id: z.string(),
  ref: z.string(),
  role: z.string(),
  unit: z.string().nullable(),
  since: z.string(),
})
const PastRow = Row.extend({ until: z.string().nullable() })

/** Gives somebody a post; true when they did not hold it before. */
export async function appoint(tx: Tx, { ref, role, unit, now, by }: Change): Promise<boolean> {
  const made = await tx.run(sql`
    insert into people.post (id, ref, role, unit, since, appointed_by)
    values (${newId(now)}, ${ref}, ${role}, ${unit}, ${now}, ${by ?? null})
    on conflict (ref, role, coalesce(unit, '')) where until is null do nothing`)
  return made > 0
}

/** Takes a post away; true when they held it. What was, stays in the history. */
export async function dismiss(tx: Tx, { ref, role, unit, now, by }: Change): Promise<boolean> {
  const ended = await tx.run(sql`
    update people.post set until = greatest(since, ${now}), dismissed_by = ${by ?? null}
    where ref = ${ref} and role = ${role} and unit is not distinct from ${unit} and until is null`)
  return ended > 0
}

const some = (limit: number | undefined): Statement =>
  limit === undefined ? sql.empty : sql`limit ${Math.max(1, Math.min(limit, 500))}`

/** Who holds which post now, in the order in which they were given; all of them without a limit. */
export async function listPosts(
  tx: Tx,
  { after, limit }: { after?: string; limit?: number } = {},
): Promise<Seat[]> {
  const rows = await tx.many(
    sql`select id, ref, role, unit, since from people.post
      where until is null and id > ${after ?? ''} order by id ${some(limit)}`,
    Row,
  )
  return rows.map((seat) => ({ ...seat, badge: badgeOf(seat.ref) }))
}

/** Who held which post and when, the newest appointment first; of one person or of all. */
export async function listPostHistory(
  tx: Tx,
  { ref, before, limit = 50 }: { ref?: string; before?: string; limit?: number } = {},
): Promise<PastPost[]> {
  const whose = ref === undefined ? sql.empty : sql`and ref = ${ref}`
  const older = before === undefined ? sql.empty : sql`and id < ${before}`
  const rows = await tx.many(
    sql`select id, ref, role, unit, since, until from people.post
      where true ${whose} ${older} order by id desc ${some(limit)}`,
    PastRow,
  )
  return rows.map((row) => ({ ...row, badge: badgeOf(row.ref) }))
}
