/** How often somebody wants to hear that there is a message. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { frequencies, type Often } from '../model.ts'

const Wish = z.object({ often: z.enum(frequencies) })

export function readWish(tx: Tx, ref: string): Promise<z.infer<typeof Wish> | undefined> {
  return tx.one(sql`select often from messages.wish where ref = ${ref}`, Wish)
}

export async function setWish(
  tx: Tx,
  ref: string,
  wish: { readonly often: Often; readonly at: string },
): Promise<void> {
  await tx.run(sql`insert into messages.wish (ref, often, since)
    values (${ref}, ${wish.often}, ${wish.at})
    on conflict (ref) do update set often = excluded.often`)
}

export async function forgetWish(tx: Tx, ref: string): Promise<void> {
  await tx.run(sql`delete from messages.wish where ref = ${ref}`)
}

/**
 * Takes those with this wish who have something new to see since the last letter, and notes that they are told now:
 * asked again at the same time it takes nobody.
 */
export async function takeWaiting(
  tx: Tx,
  of: { readonly often: readonly string[]; readonly at: string; readonly ref?: string },
): Promise<string[]> {
  const one = of.ref === undefined ? sql`` : sql`and w.ref = ${of.ref}`
  const rows = await tx.many(
    sql`update messages.wish w set mailed_at = ${of.at}
      where w.often = any(${of.often}::text[]) ${one} and exists (
        select 1 from messages.message m join messages.thread t on t.number = m.thread
        where t.ref = w.ref and m.written <> 'resident' and m.read_at is null
          and m.at > coalesce(w.mailed_at, w.since)) returning w.ref`,
    z.object({ ref: z.string() }),
  )
  return rows.map(({ ref }) => ref)
}
