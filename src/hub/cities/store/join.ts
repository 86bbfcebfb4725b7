/** Rows that are the same city: one stays, the id of the other leads to it. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'

const Row = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  domains: z.array(z.string()),
  joined: z.string().nullable(),
})
/** A row of the directory, also one that was joined to another. */
export type Row = z.infer<typeof Row>

const columns = sql`id, name, country, domains, joined`

/** A row by its id. */
export async function readRow(tx: Tx, id: string): Promise<Row> {
  const found = await tx.one(sql`select ${columns} from cities.city where id = ${id}`, Row)
  if (!found) throw new Refusal('not-found', ['no-such-city'])
  return found
}

/** The city an id stands for today: itself, or the one it was joined to. An id that was never given is itself. */
export async function currentOf(tx: Tx, id: string): Promise<string> {
  const found = await tx.one(
    sql`select joined from cities.city where id = ${id}`,
    z.object({ joined: z.string().nullable() }),
  )
  return found?.joined ?? id
}

/** Rows that may be the same city: of the same spelling in the same country, or with a domain in common. */
export function listAlike(tx: Tx, id: string): Promise<Row[]> {
  return tx.many(
    sql`select o.id, o.name, o.country, o.domains, o.joined from cities.city o
        join cities.city c on c.id = ${id}
        where o.id <> c.id and o.country = c.country and o.joined is null
          and (o.base = c.base or o.domains && c.domains)
        order by o.id limit 10`,
    Row,
  )
}

/**
 * One row goes into another. What lists say of it is said of the other from now on; domains, and words in languages
 * the other has none in, go along. Whatever led to the row leads to the other.
 */
export async function joinRows(
  tx: Tx,
  { from, into, at }: { from: string; into: string; at: string },
): Promise<void> {
  const gone = await tx.one(
    sql`select geonames_id as id from cities.city where id = ${from}`,
    z.object({ id: z.number().nullable() }),
  )
  await tx.run(sql`update cities.city set joined = ${into} where joined = ${from}`)
  await tx.run(sql`update cities.city set joined = ${into}, geonames_id = null, changed_at = ${at}
    where id = ${from}`)
  await tx.run(sql`update cities.city c set changed_at = ${at},
      geonames_id = coalesce(c.geonames_id, ${gone?.id ?? null}::integer),
      domains = array(select distinct unnest(c.domains || g.domains) order by 1)
    from cities.city g where c.id = ${into} and g.id = ${from}`)
  await tx.run(sql`update cities.source set city = ${into} where city = ${from}`)
  await tx.run(sql`update cities.profile p set city = ${into} where city = ${from}
    and not exists (select 1 from cities.profile o where o.city = ${into} and o.language = p.language)`)
}
