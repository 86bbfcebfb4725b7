/** Since when the city offers what it offers. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Offer = z.object({ hash: z.string(), at: z.string() })

/** What is offered last, and since when. */
export function readOffer(tx: Tx): Promise<z.infer<typeof Offer> | undefined> {
  return tx.one(sql`select hash, at from open311.offer order by at desc limit 1`, Offer)
}

/** Notes that something else is offered from now on; the same again changes nothing. */
export async function noteOffer(tx: Tx, hash: string, now: string): Promise<void> {
  const last = await readOffer(tx)
  if (last?.hash === hash) return
  await tx.run(
    sql`insert into open311.offer (hash, at) values (${hash}, ${now})
        on conflict (hash) do update set at = excluded.at`,
  )
}
