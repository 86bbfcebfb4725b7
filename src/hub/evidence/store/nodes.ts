/** Cities that are asked, and what became of their documents. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { forms, type Source } from '../model.ts'

const Key = z.object({ x: z.string() })
const fact = z.union([z.number(), z.string(), z.boolean()])

const Node = z.object({
  city: z.string(),
  domain: z.string(),
  nextAt: z.string(),
  askedAt: z.string().nullable(),
  readAt: z.string().nullable(),
  failures: z.number(),
  failure: z.string().nullable(),
  sha256: z.string().nullable(),
  signedness: z.string().nullable(),
  names: z.record(z.string(), z.string()),
  bytes: z.number(),
  key: Key.nullable(),
  contact: z.string().nullable(),
  seed: z.string().nullable(),
  asking: z.boolean(),
})
/** A city that is asked. */
export type Node = z.infer<typeof Node>

const columns = sql`city, domain, next_at as "nextAt", asked_at as "askedAt", read_at as "readAt",
  failures, failure, sha256, signedness, names, bytes, key, contact, seed, asking`

/** Asks this city from now on, or under another domain, or no longer. Says whether anything changed. */
export async function setNode(
  tx: Tx,
  it: { city: string; domain: string; asking: boolean; now: string },
): Promise<boolean> {
  const changed = await tx.run(sql`
    insert into evidence.node as n (city, domain, asking, next_at, by_hand)
    values (${it.city}, ${it.domain}, ${it.asking}, ${it.now}, true)
    on conflict (city) do update set domain = excluded.domain, asking = excluded.asking, by_hand = true,
      next_at = excluded.next_at, failures = 0,
      key = case when n.domain = excluded.domain then n.key end
    where n.domain <> excluded.domain or n.asking <> excluded.asking`)
  return changed > 0
}

const Followed = z.object({ city: z.string(), domain: z.string(), asking: z.boolean() })
/** A city that is asked from now on, or no longer. */
export type Followed = z.infer<typeof Followed>

/** Asks the members of the directory, and no longer those who are none. Gives what changed. */
export async function follow(
  tx: Tx,
  members: readonly { readonly id: string; readonly domain: string }[],
  now: string,
): Promise<Followed[]> {
  const rows = JSON.stringify(members)
  const asked = await tx.many(
    sql`insert into evidence.node as n (city, domain, asking, next_at, by_hand)
      select m.id, m.domain, true, ${now}, false
      from jsonb_to_recordset(${rows}::jsonb) as m (id text, domain text)
      on conflict (city) do update set domain = excluded.domain, asking = true,
        next_at = excluded.next_at, failures = 0,
        key = case when n.domain = excluded.domain then n.key end
      where not n.by_hand and (n.domain <> excluded.domain or not n.asking)
      returning city, domain, asking`,
    Followed,
  )
  const left = await tx.many(
    sql`update evidence.node n set asking = false where asking and not by_hand and not exists (
        select 1 from jsonb_to_recordset(${rows}::jsonb) as m (id text) where m.id = n.city)
      returning city, domain, asking`,
    Followed,
  )
  return [...asked, ...left]
}

/** One city, if it is known here. */
export function findNode(tx: Tx, city: string): Promise<Node | undefined> {
  return tx.one(sql`select ${columns} from evidence.node where city = ${city}`, Node)
}

/** Cities by id, after this one. */
export function listNodes(tx: Tx, after: string, limit: number): Promise<Node[]> {
  return tx.many(
    sql`select ${columns} from evidence.node where city > ${after} collate "C"
      order by city collate "C" limit ${limit}`,
    Node,
  )
}

/** These cities. */
export function readNodes(tx: Tx, cities: readonly string[]): Promise<Node[]> {
  return tx.many(
    sql`select ${columns} from evidence.node where city = any(${[...cities]}::text[])
      order by city collate "C"`,
    Node,
  )
}

/** Takes cities that are due; nobody else takes them before `until`. */
export async function takeDue(
  tx: Tx,
  it: { now: string; until: string; most: number },
): Promise<string[]> {
  const rows = await tx.many(
    sql`update evidence.node set next_at = ${it.until} where city in (
        select city from evidence.node where asking and next_at <= ${it.now}
        order by next_at limit ${it.most} for update skip locked)
      returning city`,
    z.object({ city: z.string() }),
  )
  return rows.map(({ city }) => city)
}

/** A domain announced that something changed: it is asked as soon as it was not asked for an hour. */
export async function hasten(tx: Tx, domain: string, now: string): Promise<boolean> {
  const hour = new Date(Date.parse(now) - 3_600_000).toISOString()
  const touched = await tx.run(
    sql`update evidence.node set next_at = ${now} where domain = ${domain} and asking
      and next_at > ${now} and (asked_at is null or asked_at <= ${hour})`,
  )
  return touched > 0
}

const Document = z.object({
  rel: z.string(),
  href: z.string(),
  status: z.number().nullable(),
  failure: z.string().nullable(),
  sha256: z.string().nullable(),
  bytes: z.number(),
  at: z.string(),
  form: z.enum(forms).nullable(),
  facts: z.record(z.string(), fact),
  etag: z.string().nullable(),
  modified: z.string().nullable(),
})

/** What became of a city's documents, as this checker read them; of another checker's nothing is known. */
export function listDocuments(tx: Tx, city: string, checker: string): Promise<Source[]> {
  return tx.many(
    sql`select rel, href, status, failure, sha256, bytes, at, form, facts, etag, modified
      from evidence.document where city = ${city} and checker = ${checker} order by rel, href`,
    Document,
  )
}

/** Puts what was seen this time in the place of what was seen before. */
export async function setDocuments(
  tx: Tx,
  city: string,
  { sources, checker }: { sources: readonly Source[]; checker: string },
): Promise<void> {
  await tx.run(sql`delete from evidence.document where city = ${city}`)
  if (sources.length === 0) return
  const rows = JSON.stringify(sources)
  await tx.run(sql`
    insert into evidence.document
      (city, rel, href, status, failure, sha256, bytes, at, form, facts, etag, modified, checker)
    select distinct on (d.rel, d.href) ${city}, d.rel, d.href, d.status, d.failure, d.sha256, d.bytes, d.at,
      d.form, d.facts, d.etag, d.modified, ${checker}
    from jsonb_to_recordset(${rows}::jsonb) as d (rel text, href text, status integer, failure text,
      sha256 text, bytes bigint, at timestamptz, form text, facts jsonb, etag text, modified text)`)
}

/** How asking went: next time, and what is known of the document. */
export async function setAsked(
  tx: Tx,
  it: Pick<Node, 'city' | 'nextAt' | 'failures' | 'failure' | 'seed'> & {
    now: string
    read: Pick<Node, 'sha256' | 'signedness' | 'names' | 'bytes' | 'key' | 'contact'> | null
  },
): Promise<void> {
  await tx.run(sql`update evidence.node set next_at = ${it.nextAt}, asked_at = ${it.now},
    failures = ${it.failures}, failure = ${it.failure} where city = ${it.city}`)
  if (!it.read) return
  const { sha256, signedness, names, bytes, key, contact } = it.read
  await tx.run(sql`update evidence.node set read_at = ${it.now}, sha256 = ${sha256},
    signedness = ${signedness}, names = ${JSON.stringify(names)}::jsonb, bytes = ${bytes},
    key = ${key === null ? null : JSON.stringify(key)}::jsonb, contact = ${contact}, seed = ${it.seed}
    where city = ${it.city}`)
}
