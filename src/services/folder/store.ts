/** Secret addresses of news, and the weeks for which a letter went out. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Feed = z.object({
  id: z.string(),
  ref: z.string(),
  detail: z.enum(['count', 'sentence']),
  madeAt: z.string(),
})
export type Feed = z.infer<typeof Feed>

const feed = sql`id, ref, detail, made_at as "madeAt"`
const hashed = (secret: string) => sql`sha256(convert_to(${secret}, 'UTF8'))`

export async function addFeed(
  tx: Tx,
  it: Pick<Feed, 'id' | 'ref' | 'detail'> & { readonly secret: string; readonly at: string },
): Promise<void> {
  await tx.run(sql`insert into folder.feed (id, ref, hash, detail, made_at)
    values (${it.id}, ${it.ref}, ${hashed(it.secret)}, ${it.detail}, ${it.at})`)
}

/** The feed behind a secret; undefined once it is ended. */
export function readFeed(tx: Tx, secret: string): Promise<Feed | undefined> {
  return tx.one(sql`select ${feed} from folder.feed where hash = ${hashed(secret)}`, Feed)
}

/** The feeds somebody made. */
export function listFeeds(tx: Tx, ref: string): Promise<Feed[]> {
  return tx.many(
    sql`select ${feed} from folder.feed where ref = ${ref} order by id limit 100`,
    Feed,
  )
}

/** Ends one; false when it was not theirs. */
export async function endFeed(tx: Tx, of: { readonly id: string; readonly ref: string }) {
  const ended = await tx.run(sql`delete from folder.feed where id = ${of.id} and ref = ${of.ref}`)
  return ended > 0
}

/** Nothing of this service is left of somebody. */
export async function forgetOwn(tx: Tx, ref: string): Promise<void> {
  await tx.run(sql`delete from folder.feed where ref = ${ref}`)
  await tx.run(sql`delete from folder.weekly where ref = ${ref}`)
}

/** Takes a week for somebody: the moment of their letter before; undefined when this week was taken already. */
export async function takeWeek(
  tx: Tx,
  of: { readonly ref: string; readonly week: string; readonly at: string },
): Promise<{ readonly before: string | null } | undefined> {
  const before = await tx.one(
    sql`select max(at) as at from folder.weekly where ref = ${of.ref} and week < ${of.week}::date`,
    z.object({ at: z.string().nullable() }),
  )
  const taken = await tx.run(sql`insert into folder.weekly (ref, week, at)
    values (${of.ref}, ${of.week}::date, ${of.at}) on conflict do nothing`)
  return taken > 0 ? { before: before?.at ?? null } : undefined
}
