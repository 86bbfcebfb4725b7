/** Notes, what they said before, and whom they name. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Named } from './model.ts'

/** A note that was just written. */
export interface Noted {
  readonly event: string
  readonly official: string
  readonly text: string
  readonly at: string
}

/** Remembers whose note it is, and what it says. */
export async function addNote(tx: Tx, it: Noted): Promise<void> {
  await tx.run(sql`insert into reports.note (event, official) values (${it.event}, ${it.official})`)
  await addVersion(tx, it, 1)
}

async function addVersion(tx: Tx, it: Omit<Noted, 'official'>, version: number): Promise<void> {
  await tx.run(sql`insert into reports.note_version (event, version, text, at)
    values (${it.event}, ${version}, ${it.text}, ${it.at})`)
}

const Note = z.object({
  event: z.string(),
  report: z.string(),
  official: z.string(),
  version: z.number(),
  withdrawnAt: z.string().nullable(),
})

/** Holds a note of a report until it is changed. */
export async function holdNote(
  tx: Tx,
  number: string,
  event: string,
): Promise<z.infer<typeof Note>> {
  const found = await tx.one(
    sql`select n.event, 'R-' || e.report as report, n.official, n.version, n.withdrawn_at as "withdrawnAt"
        from reports.note n join reports.event e on e.id = n.event
        where n.event = ${event} and 'R-' || e.report = ${number} for update of n`,
    Note,
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-note'])
  return found
}

/** Says it anew; what it said before stays. */
export async function correctNote(
  tx: Tx,
  it: Omit<Noted, 'official'>,
  version: number,
): Promise<void> {
  await addVersion(tx, it, version)
  await tx.run(sql`update reports.note set version = ${version} where event = ${it.event}`)
  await tx.run(sql`update reports.event set text = ${it.text} where id = ${it.event}`)
}

/** Takes it back: that there was a note stays, and so does what it said, folded away. */
export async function withdrawNote(tx: Tx, event: string, at: string): Promise<void> {
  await tx.run(sql`update reports.note set withdrawn_at = ${at} where event = ${event}`)
  await tx.run(sql`update reports.event set text = '' where id = ${event}`)
}

const Before = z.object({
  event: z.string(),
  official: z.string(),
  version: z.number(),
  withdrawnAt: z.string().nullable(),
  before: z.array(z.object({ text: z.string(), at: z.string() })),
})

/** The notes of a report: whose they are, and what each said before. */
export function listNotes(tx: Tx, report: number): Promise<z.infer<typeof Before>[]> {
  return tx.many(
    sql`select n.event, n.official, n.version, n.withdrawn_at as "withdrawnAt",
          coalesce((select jsonb_agg(jsonb_build_object('text', v.text, 'at', v.at) order by v.version desc)
            from reports.note_version v where v.event = n.event
              and (v.version < n.version or n.withdrawn_at is not null)), '[]') as before
        from reports.note n join reports.event e on e.id = n.event
        where e.report = ${report} order by n.event limit 200`,
    Before,
  )
}

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
