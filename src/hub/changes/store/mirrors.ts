/** Other hubs that are copied, and what was copied of them. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { CityWord } from '../model.ts'

const Mirror = z.object({
  hub: z.string(),
  url: z.string(),
  key: z.object({ x: z.string() }).nullable(),
  vkey: z.string().nullable(),
  origin: z.string().nullable(),
  logUrl: z.string().nullable(),
  feedUrl: z.string().nullable(),
  cursor: z.number(),
  log: z.number(),
  askedAt: z.string().nullable(),
  copiedAt: z.string().nullable(),
  failure: z.string().nullable(),
})
/** Another hub that is copied. */
export type Mirror = z.infer<typeof Mirror>

const columns = sql`hub, url, key, vkey, origin, log_url as "logUrl", feed_url as "feedUrl", cursor, log,
  asked_at as "askedAt", copied_at as "copiedAt", failure`

/** The hub that is copied, known from now on. */
export async function openMirror(tx: Tx, it: { hub: string; url: string }): Promise<Mirror> {
  await tx.run(sql`insert into changes.mirror (hub, url) values (${it.hub}, ${it.url})
    on conflict (hub) do update set url = excluded.url where changes.mirror.url <> excluded.url`)
  return readMirror(tx, it.hub)
}

/** One hub that is copied. */
export async function readMirror(tx: Tx, hub: string): Promise<Mirror> {
  const found = await tx.one(sql`select ${columns} from changes.mirror where hub = ${hub}`, Mirror)
  if (!found) throw new Refusal('not-found', ['no-such-mirror'])
  return found
}

/** Every hub that is copied. */
export function listMirrors(tx: Tx): Promise<Mirror[]> {
  return tx.many(sql`select ${columns} from changes.mirror order by hub limit 100`, Mirror)
}

/** What a hub is known by: its keys, and where its log and its feed are. */
export async function setIntroduced(
  tx: Tx,
  it: Pick<Mirror, 'hub' | 'vkey' | 'origin' | 'logUrl' | 'feedUrl'> & { key: { x: string } },
): Promise<void> {
  await tx.run(sql`update changes.mirror set key = ${JSON.stringify(it.key)}::jsonb, vkey = ${it.vkey},
    origin = ${it.origin}, log_url = ${it.logUrl}, feed_url = ${it.feedUrl} where hub = ${it.hub}`)
}

/** How asking went; null when everything that came was copied. */
export async function setAsked(
  tx: Tx,
  it: { hub: string; now: string; failure: string | null },
): Promise<void> {
  await tx.run(sql`update changes.mirror set asked_at = ${it.now}, failure = ${it.failure},
    copied_at = case when ${it.failure}::text is null then ${it.now}::timestamptz else copied_at end
    where hub = ${it.hub}`)
}

/** A line that was checked. */
export interface Checked {
  readonly cursor: number
  readonly entry: string
  readonly type: string
  readonly line: string
  readonly word: CityWord | undefined
}

async function tellCities(tx: Tx, hub: string, lines: readonly Checked[]): Promise<void> {
  const last = new Map<string, CityWord & { cursor: number }>()
  for (const { word, cursor } of lines) {
    if (!word) continue
    const known = last.get(word.city)
    const { name, country, state, since, stated } = word
    last.set(word.city, {
      city: word.city,
      // An endorsement tells the name of its day: who a city is, is said by lines of cities.
      name: stated ? name : (known?.name ?? name),
      country: country ?? known?.country ?? null,
      state: state ?? known?.state ?? null,
      // What is said of a state holds for that state alone.
      since: state === null ? (known?.since ?? null) : since,
      stated: stated ?? known?.stated ?? null,
      cursor,
    })
  }
  await tx.run(sql`insert into changes.copied_city as c
      (hub, city, name, country, state, since, stated, cursor)
    select ${hub}, n.city, n.name, n.country, n.state, n.since, coalesce(n.stated, '{}'), n.cursor
    from jsonb_to_recordset(${JSON.stringify([...last.values()])}::jsonb)
      as n (city text, name text, country text, state text, since text, stated jsonb, cursor bigint)
    on conflict (hub, city) do update set name = case when excluded.stated = '{}' then coalesce(c.name, excluded.name)
        else coalesce(excluded.name, c.name) end,
      country = coalesce(excluded.country, c.country), state = coalesce(excluded.state, c.state),
      since = case when excluded.state is null then c.since else excluded.since end,
      stated = case when excluded.stated = '{}' then c.stated else excluded.stated end,
      cursor = excluded.cursor`)
}

/** Keeps lines that were checked, and what they mean for the directory, if they go on where the last ones ended. */
export async function addCopied(
  tx: Tx,
  it: { hub: string; after: number; lines: readonly Checked[] },
): Promise<boolean> {
  const end = it.lines.at(-1)?.cursor ?? it.after
  const moved = await tx.run(sql`update changes.mirror set cursor = ${end}::bigint
    where hub = ${it.hub} and cursor = ${it.after}::bigint`)
  if (moved === 0) return false
  const rows = JSON.stringify(
    it.lines.map(({ cursor, entry, type, line }) => ({ cursor, entry, type, line })),
  )
  await tx.run(sql`insert into changes.copied (hub, log, cursor, entry, type, line)
    select ${it.hub}, m.log, n.cursor, n.entry, n.type, n.line
    from changes.mirror m, jsonb_to_recordset(${rows}::jsonb)
      as n (cursor bigint, entry text, type text, line text) where m.hub = ${it.hub}`)
  await tellCities(tx, it.hub, it.lines)
  return true
}

const Copied = z.object({ cursor: z.number(), line: z.string() })

/** Lines of another hub as they came, after this place of its log. */
export function listCopied(
  tx: Tx,
  it: { hub: string; after: number; limit: number },
): Promise<z.infer<typeof Copied>[]> {
  return tx.many(
    sql`select c.cursor, c.line from changes.copied c join changes.mirror m using (hub, log)
      where hub = ${it.hub} and c.cursor > ${it.after}::bigint
      order by c.cursor limit ${it.limit}`,
    Copied,
  )
}

const CopiedCity = z.object({
  city: z.string(),
  name: z.string().nullable(),
  country: z.string().nullable(),
  state: z.string().nullable(),
  since: z.string().nullable(),
  stated: z.record(z.string(), z.unknown()),
})
/** A city as another hub has it. */
export type CopiedCity = z.infer<typeof CopiedCity>

/** The directory of another hub, by id. */
export function listCopiedCities(
  tx: Tx,
  it: { hub: string; after: string; limit: number },
): Promise<CopiedCity[]> {
  return tx.many(
    sql`select city, name, country, state, since, stated from changes.copied_city
      where hub = ${it.hub} and city > ${it.after} collate "C"
      order by city collate "C" limit ${it.limit}`,
    CopiedCity,
  )
}

const Place = z.object({ lon: z.number(), lat: z.number() })

/** Where the cities of another hub lie, as it says in millionths of a degree; what it joined to others has no place. */
export function listCopiedPlaces(tx: Tx, hub: string): Promise<z.infer<typeof Place>[]> {
  return tx.many(
    sql`select (stated->>'lon')::float8 / 1e6 as lon, (stated->>'lat')::float8 / 1e6 as lat
      from changes.copied_city where hub = ${hub} and coalesce(state, '') <> 'joined'
        and jsonb_typeof(stated->'lon') = 'number' and jsonb_typeof(stated->'lat') = 'number'
        and (stated->>'lon')::float8 between -180e6 and 180e6
        and (stated->>'lat')::float8 between -90e6 and 90e6
      order by city limit 20000`,
    Place,
  )
}

const Count = z.object({ lines: z.number(), cities: z.number() })

/** How much was copied of a hub. */
export async function countCopied(tx: Tx, hub: string): Promise<z.infer<typeof Count>> {
  const counted = await tx.one(
    sql`select (select count(*) from changes.copied c join changes.mirror m using (hub, log)
        where hub = ${hub}) as lines,
      (select count(*) from changes.copied_city where hub = ${hub}) as cities`,
    Count,
  )
  return counted ?? { lines: 0, cities: 0 }
}
