/** Official domains of cities, for who asks them for something. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'

const Domain = z.object({ id: z.string(), domain: z.string() })

/** Members, and those on hold, with the first of their official domains; for who asks them for something. */
export function listDomains(tx: Tx, members: Statement): Promise<{ id: string; domain: string }[]> {
  return tx.many(
    sql`select c.id, c.domains[1] as domain
        from cities.city c join (${members}) m on m.city = c.id
        where m.state in ('member', 'on_hold') and c.joined is null and cardinality(c.domains) > 0 and c.kind <> 'group'
        order by c.id limit 20000`,
    Domain,
  )
}

/** The official domains of a city; none when it is not in the directory. */
export async function readDomains(tx: Tx, id: string): Promise<readonly string[]> {
  const found = await tx.one(
    sql`select domains from cities.city where id = ${id}`,
    z.object({ domains: z.array(z.string()) }),
  )
  return found?.domains ?? []
}
