/** Versions as they were published, and which cities reuse a practice. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { Content } from '../model.ts'

const Version = z.object({
  practice: z.number(),
  number: z.number(),
  content: Content,
  sha256: z.string(),
  publishedAt: z.string(),
})
export type Version = z.infer<typeof Version>
const columns = sql`practice, number, content, sha256, published_at as "publishedAt"`

export function listVersions(tx: Tx, practice: number): Promise<Version[]> {
  return tx.many(
    sql`select ${columns} from practices.version where practice = ${practice}
        order by number desc limit 100`,
    Version,
  )
}

export function readVersion(
  tx: Tx,
  it: { practice: number; number: number },
): Promise<Version | undefined> {
  return tx.one(
    sql`select ${columns} from practices.version
        where practice = ${it.practice} and number = ${it.number}`,
    Version,
  )
}

const Published = Version.extend({ city: z.string(), title: z.string() })
/** A practice as it is published now, with its city. */
export type Published = z.infer<typeof Published>

/** Practices as they are published now and not archived, by number: these, or all of them. */
export function listPublished(tx: Tx, numbers: readonly number[] | 'all'): Promise<Published[]> {
  const which = numbers === 'all' ? sql.empty : sql`and p.number = any(${[...numbers]}::integer[])`
  return tx.many(
    sql`select v.practice, v.number, v.content, v.sha256, v.published_at as "publishedAt",
          p.city, v.content ->> 'title' as title
        from practices.practice p
          join practices.version v on v.practice = p.number and v.number = p.version
        where p.archived_on is null ${which} order by p.number limit 2000`,
    Published,
  )
}

const Adoption = z.object({
  practice: z.number(),
  city: z.string(),
  since: z.string(),
  words: z.string().nullable(),
  endedOn: z.string().nullable(),
})
export type Adoption = z.infer<typeof Adoption>
const adoption = sql`a.practice, a.city, a.since, a.words, a.ended_on as "endedOn"`

/** Which cities reuse a practice. */
export function listAdoptions(tx: Tx, practice: number): Promise<Adoption[]> {
  return tx.many(
    sql`select ${adoption} from practices.adoption a where a.practice = ${practice}
        order by a.since, a.city limit 500`,
    Adoption,
  )
}

/** Which cities reuse these practices now. */
export function listAdopters(tx: Tx, practices: readonly number[]): Promise<Adoption[]> {
  return tx.many(
    sql`select ${adoption} from practices.adoption a
        where a.practice = any(${[...practices]}::integer[]) and a.ended_on is null
        order by a.practice, a.since, a.city limit 5000`,
    Adoption,
  )
}

/** What a city reuses of others, with the title. */
export function listAdoptedBy(tx: Tx, city: string): Promise<(Adoption & { title: string })[]> {
  return tx.many(
    sql`select ${adoption}, p.shown ->> 'title' as title
        from practices.adoption a join practices.practice p on p.number = a.practice
        where a.city = ${city} order by a.since desc, a.practice limit 500`,
    Adoption.extend({ title: z.string() }),
  )
}

/** A city reuses it, from now on or again. */
export async function addAdoption(
  tx: Tx,
  it: { practice: number; city: string; since: string; words: string | null; at: string },
): Promise<void> {
  await tx.run(sql`insert into practices.adoption (practice, city, since, words, stated_at)
    values (${it.practice}, ${it.city}, ${it.since}, ${it.words}, ${it.at})
    on conflict (practice, city) do update set since = excluded.since, words = excluded.words,
      stated_at = excluded.stated_at, ended_on = null`)
}

export async function endAdoption(
  tx: Tx,
  it: { practice: number; city: string; on: string },
): Promise<void> {
  await tx.run(sql`update practices.adoption set ended_on = ${it.on}
    where practice = ${it.practice} and city = ${it.city}`)
}
