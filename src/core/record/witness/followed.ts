/** The logs of others that this city looks at by itself, and what became of that. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Followed = z.object({
  origin: z.string(),
  vkey: z.string(),
  url: z.string(),
  failures: z.number(),
  failure: z.string().nullable(),
})
/** A log of somebody else: its key, and where its files lie. */
export type Followed = z.infer<typeof Followed>

const columns = sql`origin, vkey, url, failures, failure`

/**
 * Looks at a log from now on. The key that was known first stays: a log that comes with another one is not
 * followed there, and false is the answer.
 */
export async function followLog(
  tx: Tx,
  it: {
    readonly origin: string
    readonly vkey: string
    readonly url: string
    readonly now: string
  },
): Promise<boolean> {
  await tx.run(sql`insert into record.followed (origin, vkey, url, next_at)
    values (${it.origin}, ${it.vkey}, ${it.url}, ${it.now})
    on conflict (origin) do update set url = excluded.url
    where record.followed.vkey = excluded.vkey and record.followed.url <> excluded.url`)
  const known = await tx.one(
    sql`select ${columns} from record.followed where origin = ${it.origin}`,
    Followed,
  )
  return known?.vkey === it.vkey
}

/** Takes the logs that are due; nobody else takes them before `until`. */
export function takeFollowed(
  tx: Tx,
  it: { readonly now: string; readonly until: string; readonly most: number },
): Promise<Followed[]> {
  return tx.many(
    sql`update record.followed set next_at = ${it.until} where origin in (
        select origin from record.followed where next_at <= ${it.now}
        order by next_at limit ${it.most} for update skip locked)
      returning ${columns}`,
    Followed,
  )
}

/** How looking at a log went; null when it was cosigned. */
export async function setFollowed(
  tx: Tx,
  it: { readonly origin: string; readonly failure: string | null; readonly nextAt: string },
): Promise<void> {
  await tx.run(sql`update record.followed set failure = ${it.failure}, next_at = ${it.nextAt},
    failures = case when ${it.failure}::text is null then 0 else failures + 1 end
    where origin = ${it.origin}`)
}

const Forgotten = z.object({ vkey: z.string(), size: z.number(), root: z.string().optional() })

/**
 * A log is no longer followed, and what was cosigned of it is forgotten: whoever keeps it begins another one. Gives what
 * was known, so that it can be said in public. What it signed against itself is never forgotten.
 */
export async function forgetLog(
  tx: Tx,
  origin: string,
): Promise<z.infer<typeof Forgotten> | undefined> {
  const known = await tx.one(
    sql`select f.vkey, coalesce(w.size, 0) as size, w.root from record.followed f
      left join record.witnessed w using (origin) where origin = ${origin}`,
    Forgotten.extend({ root: z.string().nullable() }),
  )
  await tx.run(sql`delete from record.followed where origin = ${origin}`)
  await tx.run(sql`delete from record.witnessed where origin = ${origin}`)
  if (!known) return undefined
  const { vkey, size, root } = known
  return root === null ? { vkey, size } : { vkey, size, root }
}

const Seen = z.object({ origin: z.string(), size: z.number(), note: z.string(), at: z.string() })
/** The last checkpoint of a log that this city cosigned. */
export type SeenLog = z.infer<typeof Seen>

/** The last checkpoint of each of these logs that this city cosigned. */
export async function readSeen(
  tx: Tx,
  origins: readonly string[],
): Promise<ReadonlyMap<string, SeenLog>> {
  const rows = await tx.many(
    sql`select origin, size, note, at from record.witnessed
      where origin = any(${[...origins]}::text[])`,
    Seen,
  )
  return new Map(rows.map((row) => [row.origin, row]))
}

const Split = z.object({
  id: z.string(),
  origin: z.string(),
  known: z.string(),
  note: z.string(),
  at: z.string(),
})
/** Two checkpoints signed by the same log that do not belong to one record. */
export type SplitView = z.infer<typeof Split>

/** The split views that prove themselves, the newest first: doubts are none. */
export function listSplitViews(tx: Tx, limit = 50): Promise<SplitView[]> {
  return tx.many(
    sql`select id, origin, known, note, at from record.evidence
      where proven order by at desc, id limit ${limit}`,
    Split,
  )
}

const Key = z.object({ vkey: z.string() })

/** The key of a log that is followed. */
export async function findFollowedKey(tx: Tx, origin: string): Promise<string | undefined> {
  const row = await tx.one(sql`select vkey from record.followed where origin = ${origin}`, Key)
  return row?.vkey
}

/** The key of a log that is followed and was cosigned, by the hash of its origin. */
export async function findKeyByHash(tx: Tx, hash: string): Promise<string | undefined> {
  const row = await tx.one(
    sql`select vkey from record.followed f join record.witnessed w using (origin)
      where w.hash = ${hash}`,
    Key,
  )
  return row?.vkey
}
