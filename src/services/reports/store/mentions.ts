/** Whom notes name, and whether they saw it. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'

/** Whom a note names: a colleague by badge, or a whole unit. */
export type Named = { readonly badge: string } | { readonly unit: string }

/** Remembers whom a note names; whoever was named before is not named twice. */
export async function addMentions(
  tx: Tx,
  event: string,
  named: readonly Named[],
  at: string,
): Promise<void> {
  for (const one of named) {
    const [badge, unit] = 'badge' in one ? [one.badge, null] : [null, one.unit]
    await tx.run(sql`insert into reports.mention (event, badge, unit, at)
      values (${event}, ${badge}, ${unit}, ${at}) on conflict do nothing`)
  }
}

const Mentioned = z.object({
  event: z.string(),
  number: z.string(),
  category: z.string(),
  text: z.string(),
  at: z.string(),
  badge: z.string().nullable(),
  unit: z.string().nullable(),
  seenAt: z.string().nullable(),
})

/** Who looks: by badge, and by the units they work for by name. */
export interface Whose {
  readonly badge: string
  readonly units: readonly string[]
  readonly reach: readonly string[] | 'all'
}

function mine({ badge, units, reach }: Whose): Statement {
  const within =
    reach === 'all' ? sql`true` : sql`(r.unit is null or r.unit = any(${[...reach]}::text[]))`
  return sql`(m.badge = ${badge} or m.unit = any(${[...units]}::text[])) and n.withdrawn_at is null
    and ${within}`
}

const joined = sql`reports.mention m join reports.note n on n.event = m.event
  join reports.event e on e.id = m.event join reports.report r on r.number = e.report`

/** Notes that name somebody, those not seen yet first. */
export function listMentions(tx: Tx, whose: Whose): Promise<z.infer<typeof Mentioned>[]> {
  return tx.many(
    sql`select m.event, 'R-' || r.number as number, r.category, e.text, m.at, e.badge, m.unit,
          m.seen_at as "seenAt" from ${joined} where ${mine(whose)}
        order by m.seen_at is not null, m.at desc, m.event limit 100`,
    Mentioned,
  )
}

/** How many of them were not seen yet. */
export async function countMentions(tx: Tx, whose: Whose): Promise<number> {
  const found = await tx.one(
    sql`select count(*) as count from ${joined} where ${mine(whose)} and m.seen_at is null`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}

/** Somebody saw it; a note to a unit is seen for the unit. */
export function seeMentions(tx: Tx, event: string, whose: Whose, at: string): Promise<number> {
  return tx.run(sql`update reports.mention set seen_at = ${at} where event = ${event}
    and seen_at is null and (badge = ${whose.badge} or unit = any(${[...whose.units]}::text[]))`)
}
