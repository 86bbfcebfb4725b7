/** The compendium as a list. `cities` is the table of the directory, from who owns it. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { Content } from '../model.ts'

const Listed = z.object({
  number: z.number(),
  city: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  size: z.number().nullable(),
  version: z.number(),
  shown: Content,
  publishedAt: z.string(),
  confirmedOn: z.string().nullable(),
  archivedOn: z.string().nullable(),
  adoptions: z.number(),
})
export type Listed = z.infer<typeof Listed>

const columns = sql`p.number, p.city, coalesce(c.name, p.city) as name,
  coalesce(c.names, '{}') as names, c.size, p.version, p.shown, p.published_at as "publishedAt",
  p.confirmed_on as "confirmedOn", p.archived_on as "archivedOn",
  (select count(*) from practices.adoption a where a.practice = p.number and a.ended_on is null)
    as adoptions`

/** What somebody looks for; `words` is a query of PostgreSQL's text search. */
export interface Filter {
  readonly words?: string | undefined
  readonly city?: string | undefined
  readonly principle?: string | undefined
  readonly stage?: string | undefined
  readonly cost?: string | undefined
  readonly size?: number | undefined
  readonly language?: string | undefined
  readonly archived?: boolean | undefined
}

function conditions(filter: Filter): Statement {
  const { words, city, principle, stage, cost, size, language, archived } = filter
  const all = [sql`p.version > 0`]
  if (!archived) all.push(sql`p.archived_on is null`)
  if (words) all.push(sql`p.words @@ to_tsquery('simple', ${words})`)
  if (city) all.push(sql`p.city = ${city}`)
  if (principle) all.push(sql`p.shown -> 'principles' @> ${JSON.stringify([principle])}::jsonb`)
  if (stage) all.push(sql`p.shown ->> 'stage' = ${stage}`)
  if (cost) all.push(sql`p.shown ->> 'cost' = ${cost}`)
  if (size !== undefined) all.push(sql`c.size = ${size}::integer`)
  if (language) all.push(sql`p.shown ->> 'language' = ${language}`)
  return sql.join(all, ' and ')
}

/** Published practices by number, the newest first; `before` goes on. */
export function listPractices(
  tx: Tx,
  cities: Statement,
  filter: Filter,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<Listed[]> {
  const older = before === undefined ? sql.empty : sql`and p.number < ${before}`
  return tx.many(
    sql`select ${columns} from practices.practice p left join (${cities}) c on c.id = p.city
        where ${conditions(filter)} ${older} order by p.number desc limit ${limit}`,
    Listed,
  )
}

/** How many practices answer. */
export async function countPractices(tx: Tx, cities: Statement, filter: Filter): Promise<number> {
  const row = await tx.one(
    sql`select count(*) as n from practices.practice p left join (${cities}) c on c.id = p.city
        where ${conditions(filter)}`,
    z.object({ n: z.number() }),
  )
  return row?.n ?? 0
}

/** Practices published last, for news readers. */
export function listNewest(
  tx: Tx,
  cities: Statement,
  filter: Filter,
  limit: number,
): Promise<Listed[]> {
  return tx.many(
    sql`select ${columns} from practices.practice p left join (${cities}) c on c.id = p.city
        where ${conditions(filter)} order by p.published_at desc, p.number desc limit ${limit}`,
    Listed,
  )
}

/**
 * Practices that share the words of title and summary. A word that few practices have in common
 * weighs more than one that many have.
 */
export function listSimilar(
  tx: Tx,
  cities: Statement,
  number: number,
  limit: number,
): Promise<Listed[]> {
  return tx.many(
    sql`with lexemes as (
          select w.lexeme from practices.practice me, unnest(me.words) w
          where me.number = ${number} and w.weights && array['A', 'B'] and length(w.lexeme) > 3
          order by length(w.lexeme) desc, w.lexeme limit 40),
        hits as (
          select o.number, count(*) over (partition by l.lexeme) as shared
          from lexemes l join practices.practice o
            on o.words @@ to_tsquery('simple', l.lexeme || ':AB') and o.archived_on is null),
        scored as (
          select number, sum(1.0 / shared) as score from hits
          where number <> ${number} group by number having sum(1.0 / shared) >= 0.5)
        select ${columns} from scored s join practices.practice p on p.number = s.number
          left join (${cities}) c on c.id = p.city
        order by s.score desc, p.number limit ${limit}`,
    Listed,
  )
}

/** Drafts and approved texts: of some cities, or of all for the editors. */
export function listUnpublished(
  tx: Tx,
  cities: readonly string[] | 'all',
): Promise<{ number: number; city: string; state: string; title: string }[]> {
  const whose = cities === 'all' ? sql.empty : sql`and city = any(${[...cities]}::text[])`
  return tx.many(
    sql`select number, city, state, content ->> 'title' as title from practices.practice
        where state in ('draft', 'approved') ${whose} order by changed_at limit 200`,
    z.object({ number: z.number(), city: z.string(), state: z.string(), title: z.string() }),
  )
}
