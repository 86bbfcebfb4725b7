/** Putting cities into the directory and changing them. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type CityFactsRow, onMap, sizeOf } from '../model.ts'
import { folded, searchText, slugOf } from '../model/words.ts'

/** A city as a list has it: by which name the list knows it, and a hash of all it says. */
export interface Intake extends CityFactsRow {
  readonly externalId: string
  readonly hash: string
}

/** What became of a batch. */
export interface Taken {
  readonly imported: number
  readonly updated: number
  /** City of the directory by the list's own name. */
  readonly ids: Readonly<Record<string, string>>
  /** What the list says for the first time, or otherwise than before. */
  readonly said: readonly string[]
}

/** Two imports at once would both think that a city is new. */
export async function lockDirectory(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('cities'))`)
}

const Known = z.object({ externalId: z.string(), city: z.string(), hash: z.string() })

function knownTo(
  tx: Tx,
  source: string,
  rows: readonly Intake[],
): Promise<z.infer<typeof Known>[]> {
  const ids = rows.map(({ externalId }) => externalId)
  return tx.many(
    sql`select external_id as "externalId", city, hash from cities.source
        where source = ${source} and external_id = any(${ids}::text[])`,
    Known,
  )
}

/** What taking these rows in would do. */
export async function compareIntake(
  tx: Tx,
  source: string,
  rows: readonly Intake[],
): Promise<Taken> {
  const known = new Map((await knownTo(tx, source, rows)).map((one) => [one.externalId, one]))
  const updated = rows.filter(({ externalId, hash }) => {
    const before = known.get(externalId)
    return before !== undefined && before.hash !== hash
  })
  const ids = Object.fromEntries([...known].map(([externalId, { city }]) => [externalId, city]))
  return { imported: rows.length - known.size, updated: updated.length, ids, said: [] }
}

/** The numbers that names of the same spelling in the same country have reached. */
async function reached(tx: Tx, bases: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.many(
    sql`select base, max(same) as same from cities.city where base = any(${[...bases]}::text[])
        group by base`,
    z.object({ base: z.string(), same: z.number() }),
  )
  return new Map(rows.map(({ base, same }) => [base, same]))
}

/** The same place by its GeoNames id is the same city, whatever a list calls it. */
async function byGeonames(tx: Tx, rows: readonly CityFactsRow[]): Promise<Map<number, string>> {
  const ids = rows.flatMap(({ geonamesId }) => geonamesId ?? [])
  const found = await tx.many(
    sql`select geonames_id as id, id as city from cities.city where geonames_id = any(${ids}::integer[])`,
    z.object({ id: z.number(), city: z.string() }),
  )
  return new Map(found.map(({ id, city }) => [id, city]))
}

function stored(row: CityFactsRow, languages: readonly string[]) {
  const point = row.lon === null || row.lat === null ? undefined : { lon: row.lon, lat: row.lat }
  const { x = null, y = null } = point ? onMap(point) : {}
  return {
    ...row,
    x,
    y,
    size: sizeOf(row.population),
    sort: folded(row.name),
    words: searchText(row, languages),
  }
}

const shape = sql`(id text, base text, same integer, name text, names jsonb, country text, region text,
  kind text, lon float8, lat float8, placed text, x real, y real, population integer, size smallint,
  "geonamesId" integer, website text, domains jsonb, languages jsonb, founder boolean, sort text, words text)`
const list = (name: 'domains' | 'languages') =>
  name === 'domains'
    ? sql`array(select jsonb_array_elements_text(n.domains))`
    : sql`array(select jsonb_array_elements_text(n.languages))`

/** Puts new cities in; gives their ids in the same order. */
export async function addCities(
  tx: Tx,
  rows: readonly CityFactsRow[],
  it: { languages: readonly string[]; at: string },
): Promise<string[]> {
  if (rows.length === 0) return []
  const bases = rows.map(({ name, country }) => `${slugOf(name)}-${country.toLowerCase()}`)
  const numbers = await reached(tx, bases)
  const made = rows.map((row, index) => {
    const base = bases[index] ?? ''
    const same = (numbers.get(base) ?? 0) + 1
    numbers.set(base, same)
    return { ...stored(row, it.languages), id: same === 1 ? base : `${base}-${same}`, base, same }
  })
  await tx.run(sql`insert into cities.city
      (id, base, same, name, names, country, region, kind, lon, lat, placed, x, y, population, size,
       geonames_id, website, domains, languages, founder, sort, words, added_at, changed_at)
    select n.id, n.base, n.same, n.name, n.names, n.country, n.region, n.kind, n.lon, n.lat, n.placed,
       n.x, n.y, n.population, n.size, n."geonamesId", n.website, ${list('domains')},
       ${list('languages')}, n.founder, n.sort, to_tsvector('simple', n.words),
       ${it.at}::timestamptz, ${it.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as n ${shape}`)
  return made.map(({ id }) => id)
}

/** Puts new facts in the place of the old ones; the id stays. */
export async function setFacts(
  tx: Tx,
  rows: readonly (CityFactsRow & { readonly id: string })[],
  it: { languages: readonly string[]; at: string },
): Promise<void> {
  if (rows.length === 0) return
  const made = rows.map((row) => ({ ...stored(row, it.languages), id: row.id }))
  await tx.run(sql`update cities.city c set name = n.name, names = n.names, country = n.country,
      region = n.region, kind = n.kind, lon = n.lon, lat = n.lat, placed = n.placed, x = n.x, y = n.y,
      population = n.population, size = n.size,
      geonames_id = coalesce(n."geonamesId", c.geonames_id), website = n.website,
      domains = ${list('domains')}, languages = ${list('languages')}, founder = n.founder,
      sort = n.sort, words = to_tsvector('simple', n.words), changed_at = ${it.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as n ${shape} where c.id = n.id`)
}

/** Official domains a city proved; those it had stay. */
export async function addDomains(
  tx: Tx,
  it: { city: string; domains: readonly string[]; at: string },
): Promise<void> {
  await tx.run(sql`update cities.city set changed_at = ${it.at}, domains = array(
      select distinct unnest(domains || ${[...it.domains]}::text[]) order by 1)
    where id = ${it.city} and not (domains @> ${[...it.domains]}::text[])`)
}

async function setSources(
  tx: Tx,
  source: string,
  rows: readonly { externalId: string; hash: string; city: string }[],
): Promise<void> {
  await tx.run(sql`insert into cities.source (source, external_id, city, hash)
    select ${source}, "externalId", city, hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n ("externalId" text, city text, hash text)
    on conflict (source, external_id) do update set hash = excluded.hash`)
}

/** Takes a batch of a list in. A row that says what it said the last time changes nothing. */
export async function takeIntake(
  tx: Tx,
  it: { source: string; rows: readonly Intake[]; languages: readonly string[]; at: string },
): Promise<Taken> {
  const known = new Map((await knownTo(tx, it.source, it.rows)).map((one) => [one.externalId, one]))
  const places = await byGeonames(tx, it.rows)
  const cityOf = (row: Intake) =>
    known.get(row.externalId)?.city ?? (row.geonamesId ? places.get(row.geonamesId) : undefined)
  const fresh = it.rows.filter((row) => cityOf(row) === undefined)
  const made = await addCities(tx, fresh, it)
  const ids: Record<string, string> = {}
  for (const row of it.rows) ids[row.externalId] = cityOf(row) ?? ''
  for (const [index, row] of fresh.entries()) ids[row.externalId] = made[index] ?? ''
  const changed = it.rows.filter((row) => {
    const before = known.get(row.externalId)
    return before !== undefined && before.hash !== row.hash
  })
  await setFacts(
    tx,
    changed.map((row) => ({ ...row, id: ids[row.externalId] ?? '' })),
    it,
  )
  const said = it.rows.filter((row) => known.get(row.externalId)?.hash !== row.hash)
  const sources = said.map(({ externalId, hash }) => ({
    externalId,
    hash,
    city: ids[externalId] ?? '',
  }))
  if (sources.length > 0) await setSources(tx, it.source, sources)
  const names = said.map(({ externalId }) => externalId)
  return { imported: it.rows.length - known.size, updated: changed.length, ids, said: names }
}

/** After many rows came in: the planner must not wait for housekeeping to learn of them. */
export async function noticeRows(tx: Tx): Promise<void> {
  await tx.run(sql`analyze cities.city`)
}
