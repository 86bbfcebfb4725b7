/** Requests to cities, and how many there are. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Campaign = z.object({
  city: z.string(),
  begunAt: z.string(),
  answeredOn: z.string().nullable(),
  answer: z.string().nullable(),
  supporters: z.number(),
})
export type Campaign = z.infer<typeof Campaign>

const columns = sql`c.city, c.begun_at as "begunAt", c.answered_on as "answeredOn", c.answer,
  (select count(*) from supporters.supporter s where s.city = c.city) as supporters`

/** The requests to one city; undefined when nobody has asked it. */
export function readCampaign(tx: Tx, city: string): Promise<Campaign | undefined> {
  return tx.one(sql`select ${columns} from supporters.campaign c where c.city = ${city}`, Campaign)
}

/** The cities that most people ask. */
export function listMostAsked(tx: Tx, limit: number): Promise<Campaign[]> {
  return tx.many(
    sql`select ${columns} from supporters.campaign c
        where exists (select 1 from supporters.supporter s where s.city = c.city)
        order by supporters desc, c.city limit ${limit}`,
    Campaign,
  )
}

/** The salt of a city's requests; the first request makes it. */
export async function saltOf(
  tx: Tx,
  it: { city: string; salt: string; at: string },
): Promise<string> {
  await tx.run(sql`insert into supporters.campaign (city, salt, begun_at)
    values (${it.city}, ${it.salt}, ${it.at}) on conflict (city) do nothing`)
  const row = await tx.one(
    sql`select salt from supporters.campaign where city = ${it.city}`,
    z.object({ salt: z.string() }),
  )
  return row?.salt ?? it.salt
}

/** Is this address counted already, or asked to confirm? */
export async function hasAsked(
  tx: Tx,
  it: { city: string; addressHash: string },
): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from supporters.supporter
        where city = ${it.city} and address_hash = ${it.addressHash}
        union all
        select 1 from supporters.ask where city = ${it.city} and address_hash = ${it.addressHash}
        limit 1`,
    z.object({ one: z.number() }),
  )
  return found !== undefined
}

const Ask = z.object({
  id: z.string(),
  code: z.string(),
  city: z.string(),
  addressHash: z.string(),
  contact: z.string(),
  language: z.string(),
})
export type Ask = z.infer<typeof Ask>
const asked = sql`id, code, city, address_hash as "addressHash", contact, language`

export async function addAsk(tx: Tx, it: Ask & { at: string }): Promise<void> {
  await tx.run(sql`insert into supporters.ask
      (id, code, city, address_hash, contact, language, asked_at)
    values (${it.id}, ${it.code}, ${it.city}, ${it.addressHash}, ${it.contact}, ${it.language},
      ${it.at})`)
}

export function readAsk(tx: Tx, id: string): Promise<Ask | undefined> {
  return tx.one(sql`select ${asked} from supporters.ask where id = ${id}`, Ask)
}

export function readByCode(tx: Tx, code: string): Promise<Ask | undefined> {
  return tx.one(sql`select ${asked} from supporters.ask where code = ${code}`, Ask)
}

/** The address is confirmed: it is counted, and nothing of the request is left but its hash. */
export async function confirmAsk(tx: Tx, ask: Ask, on: string): Promise<void> {
  await tx.run(sql`insert into supporters.supporter (city, address_hash, confirmed_on)
    values (${ask.city}, ${ask.addressHash}, ${on}) on conflict do nothing`)
  await tx.run(sql`delete from supporters.ask where id = ${ask.id}`)
}

/** Takes requests out that nobody confirmed since then; gives their ids. */
export async function takeForgotten(tx: Tx, before: string, limit: number): Promise<string[]> {
  const gone = await tx.many(
    sql`delete from supporters.ask where id in
          (select id from supporters.ask where asked_at < ${before} order by asked_at limit ${limit})
        returning id`,
    z.object({ id: z.string() }),
  )
  return gone.map(({ id }) => id)
}

/** Cities whose number is another than the one the record knows; it is marked as known. */
export function takeUnpublished(
  tx: Tx,
  limit: number,
): Promise<{ city: string; supporters: number }[]> {
  return tx.many(
    sql`update supporters.campaign c set published = n.supporters
        from (select city, count(*)::integer as supporters from supporters.supporter group by city) n
        where n.city = c.city and n.supporters <> c.published and c.city in
          (select s.city from supporters.supporter s group by s.city order by s.city limit ${limit})
        returning c.city, c.published as supporters`,
    z.object({ city: z.string(), supporters: z.number() }),
  )
}

export async function setAnswered(
  tx: Tx,
  it: { city: string; on: string; answer: string | null },
): Promise<void> {
  await tx.run(sql`update supporters.campaign set answered_on = ${it.on}, answer = ${it.answer}
    where city = ${it.city}`)
}
