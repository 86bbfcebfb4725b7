/** Cities whose logs are followed. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Member = z.object({
  city: z.string(),
  domain: z.string(),
  key: z.object({ x: z.string() }).nullable(),
  origin: z.string().nullable(),
  prints: z.array(z.string()),
  askedAt: z.string().nullable(),
  failures: z.number(),
  failure: z.string().nullable(),
})
/** A city whose log is followed, or will be when it has one. */
export type Member = z.infer<typeof Member>

const columns = sql`city, domain, key, origin, prints, asked_at as "askedAt", failures, failure`

/** Whose logs are looked for: those who are in this list, and no longer those who are not. */
export async function setMembers(
  tx: Tx,
  members: readonly { readonly id: string; readonly domain: string }[],
  now: string,
): Promise<void> {
  const rows = JSON.stringify(members)
  await tx.run(sql`insert into changes.member_log as m (city, domain, next_at)
    select n.id, n.domain, ${now} from jsonb_to_recordset(${rows}::jsonb) as n (id text, domain text)
    on conflict (city) do update set domain = excluded.domain, key = null, origin = null, prints = '{}',
      next_at = excluded.next_at, failures = 0, failure = null
    where m.domain <> excluded.domain`)
  await tx.run(sql`delete from changes.member_log m where not exists (
    select 1 from jsonb_to_recordset(${rows}::jsonb) as n (id text) where n.id = m.city)`)
}

/** Takes cities that are due; nobody else takes them before `until`. */
export function takeMembers(
  tx: Tx,
  it: { now: string; until: string; most: number },
): Promise<Member[]> {
  return tx.many(
    sql`update changes.member_log set next_at = ${it.until} where city in (
        select city from changes.member_log where next_at <= ${it.now}
        order by next_at limit ${it.most} for update skip locked)
      returning ${columns}`,
    Member,
  )
}

/** What became of asking a city for its document and its log. */
export async function setMember(
  tx: Tx,
  it: Pick<Member, 'city' | 'key' | 'origin' | 'failure'> & {
    now: string
    nextAt: string
    /** Fingerprint of the key it is known by now. */
    print: string | null
  },
): Promise<void> {
  const key = it.key === null ? null : JSON.stringify(it.key)
  await tx.run(sql`update changes.member_log set key = coalesce(key, ${key}::jsonb),
    prints = case when ${it.print}::text is null or ${it.print} = any(prints) then prints
      else prints || ${it.print}::text end,
    origin = coalesce(origin, ${it.origin}), asked_at = ${it.now}, next_at = ${it.nextAt},
    failure = ${it.failure},
    failures = case when ${it.failure}::text is null then 0 else failures + 1 end
    where city = ${it.city}`)
}

/** A city goes over to a key that its old one signed. */
export async function changeKey(tx: Tx, it: { city: string; key: { x: string } }): Promise<void> {
  await tx.run(sql`update changes.member_log set key = ${JSON.stringify(it.key)}::jsonb
    where city = ${it.city}`)
}

/** Cities by id, after this one. */
export function listMembers(tx: Tx, after: string, limit: number): Promise<Member[]> {
  return tx.many(
    sql`select ${columns} from changes.member_log where city > ${after} collate "C"
      order by city collate "C" limit ${limit}`,
    Member,
  )
}

/** The city that a log belongs to. */
export async function cityOfLog(tx: Tx, origin: string): Promise<string | undefined> {
  const found = await tx.one(
    sql`select city from changes.member_log where origin = ${origin} limit 1`,
    z.object({ city: z.string() }),
  )
  return found?.city
}
