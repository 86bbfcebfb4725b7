/** Lists of the members: whose address belongs to a city that proved its domain, and still belongs to the coalition. */
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'

/** The proved domain (columns `city`, `domain`) a host is, or lies below; undefined when nobody proved it. */
export async function provedDomainOf(
  tx: Tx,
  proved: Statement,
  host: string,
): Promise<string | undefined> {
  const labels = host.split('.')
  const above = labels.map((_, at) => labels.slice(at).join('.')).slice(0, 20)
  const found = await tx.one(
    sql`select p.domain from (${proved}) p where p.domain = any(${above}::text[])
        order by length(p.domain) desc limit 1`,
    z.object({ domain: z.string() }),
  )
  return found?.domain
}

/**
 * Whose domain is not proved any more, or whose city left, gets nothing and reads nothing; who is back, does again. Gives
 * how many changed.
 */
export function followMembers(tx: Tx, proved: Statement): Promise<number> {
  return tx.run(sql`update lists.subscriber s set outside = not s.outside
    from lists.list l where l.name = s.list and l.kind = 'members'
      and s.outside = exists (select 1 from (${proved}) p where p.domain = s.domain)`)
}
