/** What the directory hands out. */
import { z } from 'zod'
import { type Statement, sql } from '#core/database'
import { kinds, placings } from '../model.ts'

/** A city as lists show it. Where it stands in the coalition is joined from who owns that. */
export const Listed = z.object({
  id: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  country: z.string(),
  region: z.string().nullable(),
  kind: z.enum(kinds),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  placed: z.enum(placings),
  population: z.number().nullable(),
  size: z.number().nullable(),
  founder: z.boolean(),
  languages: z.array(z.string()),
  website: z.string().nullable(),
  changedAt: z.string(),
  sort: z.string(),
  /** Null: never a member. */
  state: z.string().nullable(),
  decidedOn: z.string().nullable(),
  principles: z.array(z.string()),
  evidence: z.number().nullable(),
})
export type Listed = z.infer<typeof Listed>

/** Columns of a city `c`, its membership `m` and what was found out, `f`. */
export const columns = sql`c.id, c.name, c.names, c.country, c.region, c.kind, c.lon, c.lat, c.placed,
  c.population, c.size, c.founder, c.languages, c.website, c.changed_at as "changedAt", c.sort,
  m.state, m.decided_on as "decidedOn", coalesce(f.principles, '{}') as principles, f.evidence`

/** Cities with where they stand; `members` is a table of `city`, `state`, `decided_on`. */
export function citiesWith(members: Statement): Statement {
  return sql`(select * from cities.city where joined is null) c left join (${members}) m on m.city = c.id
    left join cities.finding f on f.city = c.id`
}

/** One city with everything that is known of it. */
export const Whole = Listed.extend({
  geonamesId: z.number().nullable(),
  domains: z.array(z.string()),
  addedAt: z.string(),
})
export type Whole = z.infer<typeof Whole>

/** What a city says about itself. */
export const Profile = z.object({
  language: z.string(),
  summary: z.string().nullable(),
  quote: z.string().nullable(),
  quoteBy: z.string().nullable(),
  recommendations: z.string().nullable(),
  future: z.string().nullable(),
  links: z.array(z.string()),
  sections: z.record(z.string(), z.string()),
  writtenAt: z.string(),
})
export type Profile = z.infer<typeof Profile>
