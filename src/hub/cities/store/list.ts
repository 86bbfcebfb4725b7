/** Lists of cities and the map of them. `members` is the table of memberships, from who owns it. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { folded, wordsIn } from '../model/words.ts'
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

/** What these cities say about themselves, by city; one whole text for each language. */
export function readSaid(
  tx: Tx,
  ids: readonly string[],
): Promise<
  Pick<Profile & { city: string }, 'city' | 'language' | 'summary' | 'quote' | 'quoteBy'>[]
> {
  return tx.many(
    sql`select city, language, summary, quote, quote_by as "quoteBy" from cities.profile
        where city = any(${[...ids]}::text[]) order by city, language limit 5000`,
    Profile.pick({ language: true, summary: true, quote: true, quoteBy: true }).extend({
      city: z.string(),
    }),
  )
}

const Member = Listed.pick({
  id: true,
  name: true,
  names: true,
  country: true,
  lon: true,
  lat: true,
  founder: true,
  decidedOn: true,
}).extend({ state: z.string() })
/** A city that belongs to the coalition, with proofs or without, and where it lies. */
export type Member = z.infer<typeof Member>

/** Every city that belongs to the coalition, by country and name; groups of cities are left out. */
export function listMembers(tx: Tx, members: Statement): Promise<Member[]> {
  return tx.many(
    sql`select c.id, c.name, c.names, c.country, c.lon, c.lat, c.founder, m.state,
          m.decided_on as "decidedOn"
        from cities.city c join (${members}) m on m.city = c.id
        where m.state in ('member', 'historic', 'on_hold') and c.kind <> 'group'
        order by c.country, c.sort collate "C", c.id collate "C" limit 20000`,
    Member,
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

/** The one city somebody means by a line: its id, or a name that only one city has; undefined when it is none or several. */
export async function whichCity(tx: Tx, line: string): Promise<string | undefined> {
  const said = line.trim()
  if ((await readNames(tx, [said])).has(said)) return said
  const wanted = folded(said)
  const same = (await findCities(tx, said, 20)).filter(({ name, names }) =>
    [name, ...Object.values(names)].some((one) => folded(one) === wanted),
  )
  return same.length === 1 ? same[0]?.id : undefined
}

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
