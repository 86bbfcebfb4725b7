/** Threads as lists: of a resident, and of the units somebody answers for. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Listed = z.object({
  number: z.number(),
  service: z.string(),
  subject: z.string(),
  titles: z.record(z.string(), z.string()).nullable(),
  unit: z.string(),
  state: z.enum(['open', 'closed']),
  at: z.string(),
  /** Messages the reader has not seen. */
  unread: z.number(),
})
export type Listed = z.infer<typeof Listed>

const columns = (theirs: ReturnType<typeof sql>) => sql`t.number::float8 as number, t.service,
  t.subject, t.titles, t.unit, t.state, t.changed_at as at,
  (select count(*)::int from messages.message m
    where m.thread = t.number and m.read_at is null and ${theirs}) as unread`

/** The threads of a resident, the newest first, a part at a time. */
export function listOwn(
  tx: Tx,
  ref: string,
  part: { readonly before?: string | undefined; readonly limit: number },
): Promise<Listed[]> {
  const before = part.before ? sql`and t.changed_at < ${part.before}` : sql``
  return tx.many(
    sql`select ${columns(sql`m.written <> 'resident'`)} from messages.thread t
      where t.ref = ${ref} ${before} order by t.changed_at desc limit ${part.limit}`,
    Listed,
  )
}

/** Open threads of these units; those that wait for an answer first, the oldest of them first. */
export function listForUnits(
  tx: Tx,
  units: readonly string[] | 'all',
  limit: number,
): Promise<Listed[]> {
  const mine = units === 'all' ? sql`true` : sql`t.unit = any(${units}::text[])`
  return tx.many(
    sql`select * from (select ${columns(sql`m.written = 'resident'`)} from messages.thread t
      where t.state = 'open' and ${mine}) as l
      order by (l.unread > 0) desc, l.at limit ${limit}`,
    Listed,
  )
}

/** How many messages of the city somebody has not seen. */
export async function countUnread(tx: Tx, ref: string): Promise<number> {
  const row = await tx.one(
    sql`select count(*)::int as unread from messages.message m
      join messages.thread t on t.number = m.thread
      where t.ref = ${ref} and m.read_at is null and m.written <> 'resident'`,
    z.object({ unread: z.number() }),
  )
  return row?.unread ?? 0
}

/** Nothing is left of somebody's threads, nor of what was due; the vault erases the words. */
export async function forgetThreads(tx: Tx, ref: string): Promise<number> {
  return tx.run(sql`delete from messages.thread where ref = ${ref}`)
}

/** The same of what stood there until a moment: a thread in which something came since keeps that. */
export async function forgetBefore(tx: Tx, ref: string, at: string): Promise<void> {
  const theirs = sql`thread in (select number from messages.thread where ref = ${ref})`
  await tx.run(sql`delete from messages.message where ${theirs} and at <= ${at}`)
  await tx.run(sql`delete from messages.due where ${theirs} and at <= ${at}`)
  await tx.run(sql`delete from messages.thread t where t.ref = ${ref}
    and not exists (select from messages.message m where m.thread = t.number)
    and not exists (select from messages.due d where d.thread = t.number)`)
}

/** Whoever has threads, in the order of their pseudonyms: a portion, after this one. */
export async function refsAfter(tx: Tx, ref: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct ref from messages.thread where ref > ${ref} order by ref limit 500`,
    z.object({ ref: z.string() }),
  )
  return rows.map((row) => row.ref)
}
