/** The cities that belong to the coalition, and what they say, for who prints them. `members` is the table of memberships. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { Listed, Profile } from './rows.ts'

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
