/** Which systems do not answer, as their deliveries tell. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Silence = z.object({ system: z.string(), since: z.string() })

/**
 * Since when a system does not answer: since the first report that waits for it was passed on, or since it last took or
 * told one, whichever came later.
 */
export async function readSilences(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many(
    sql`select system, greatest(min(asked_at) filter (where state in ('unsent', 'sending') and why = 'unreachable'),
          max(greatest(sent_at, heard_at))) as since
        from open311.delivery group by system
        having count(*) filter (where state in ('unsent', 'sending') and why = 'unreachable') > 0`,
    Silence,
  )
  return new Map(rows.map(({ system, since }) => [system, since]))
}
