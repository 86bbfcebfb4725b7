/** Lists of cities and the map of them. `members` is the table of memberships, from who owns it. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { wordsIn } from '../model/words.ts'
import { conditions, type Filter, ordered, type Paging, part, type Part } from './filter.ts'
import { citiesWith, columns, Listed, Profile, Whole } from './rows.ts'

/** Cities by name. */
export async function listCities(
  tx: Tx,
  members: Statement,
  filter: Filter,
  paging: Paging,
): Promise<Part> {
  const { where, by } = ordered(paging)
  const all = sql.join([...conditions(filter), ...where], ' and ')
  const rows = await tx.many(
    sql`select ${columns} from ${citiesWith(members)} where ${all}
        order by ${by} limit ${paging.limit + 1}`,
    Listed,
  )
  return part(rows, paging)
}

/** Cities whose facts changed last, the newest first: what a news reader asks for. */
export function listChanged(
  tx: Tx,
  members: Statement,
  filter: Filter,
  limit: number,
): Promise<Listed[]> {
  return tx.many(
    sql`select ${columns} from ${citiesWith(members)}
        where ${sql.join(conditions(filter), ' and ')}
        order by c.changed_at desc, c.id limit ${limit}`,
    Listed,
  )
}

/** How many there are; groups of cities are counted apart. */
export async function countCities(
  tx: Tx,
  members: Statement,
  filter: Filter,
): Promise<{ cities: number; groups: number; unplaced: number }> {
  const counted = await tx.one(
    sql`select count(*) filter (where c.kind <> 'group') as cities,
          count(*) filter (where c.kind = 'group') as groups,
          count(*) filter (where c.x is null) as unplaced
        from ${citiesWith(members)} where ${sql.join(conditions(filter), ' and ')}`,
    z.object({ cities: z.number(), groups: z.number(), unplaced: z.number() }),
  )
  return counted ?? { cities: 0, groups: 0, unplaced: 0 }
}

/** The countries of the directory that have a city with a membership. */
export async function listCountries(tx: Tx, members: Statement): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct c.country from cities.city c join (${members}) m on m.city = c.id limit 300`,
    z.object({ country: z.string() }),
  )
  return rows.map(({ country }) => country)
}

/** The languages the cities of the directory work in. */
export async function listLanguages(tx: Tx): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct unnest(languages) as language from cities.city limit 300`,
    z.object({ language: z.string() }),
  )
  return rows.map(({ language }) => language).toSorted()
}

/** One city with everything that is known of it. */
export async function readCity(tx: Tx, members: Statement, id: string): Promise<Whole> {
  const found = await tx.one(
    sql`select ${columns}, c.geonames_id as "geonamesId", c.domains, c.added_at as "addedAt"
        from ${citiesWith(members)} where c.id = ${id}`,
    Whole,
  )
  if (!found) throw new Refusal('not-found', ['no-such-city'])
  return found
}

/** What a city says about itself, in every language it says it in. */
export function readProfiles(tx: Tx, city: string): Promise<Profile[]> {
  return tx.many(
    sql`select language, summary, quote, quote_by as "quoteBy", recommendations, future, links,
          sections, written_at as "writtenAt"
        from cities.profile where city = ${city} order by language limit 60`,
    Profile,
  )
}

const Named = z.object({
  id: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  country: z.string(),
})
/** A city by name only. */
export type Named = z.infer<typeof Named>

/** The names of these cities, for services that know a city by its id. */
export async function readNames(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.many(
    sql`select id, name, names, country from cities.city where id = any(${[...ids]}::text[])`,
    Named,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The directory as a table (`id`, `name`, `names`, `country`, `size`) that another service may join in its own statement. */
export function cityTable(): Statement {
  return sql`select id, name, names, country, size from cities.city`
}

/** Cities of the whole directory whose words begin like these. */
export function findCities(tx: Tx, words: string, limit: number): Promise<Named[]> {
  const wanted = wordsIn(words).slice(0, 8)
  if (wanted.length === 0) return Promise.resolve([])
  const query = wanted.map((word) => `${word}:*`).join(' & ')
  return tx.many(
    sql`select id, name, names, country from cities.city
        where kind <> 'group' and joined is null and words @@ to_tsquery('simple', ${query})
        order by sort collate "C", id collate "C" limit ${limit}`,
    Named,
  )
}
