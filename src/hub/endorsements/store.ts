/** Memberships: read by everybody who shows a city, written only here. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { memberships, type MembershipState } from './model.ts'

const Membership = z.object({
  city: z.string(),
  name: z.string(),
  state: z.enum(memberships),
  /** Date of the decision; for a historic member the date its list gives, if any. */
  decidedOn: z.string().nullable(),
  publishedOn: z.string().nullable(),
  declaration: z.string().nullable(),
  source: z.string().nullable(),
  successor: z.string().nullable(),
  /** The application whose proofs it rests on; none for members from before there were proofs. */
  application: z.number().nullable(),
})
export type Membership = z.infer<typeof Membership>

const columns = sql`city, name, state, decided_on as "decidedOn", published_on as "publishedOn",
  declaration, source, successor, application`

/** Where these cities stand; a city that never was a member is left out. */
export async function readMemberships(
  tx: Tx,
  cities: readonly string[],
): Promise<ReadonlyMap<string, Membership>> {
  if (cities.length === 0) return new Map()
  const rows = await tx.many(
    sql`select ${columns} from endorsements.membership where city = any(${[...cities]}::text[])`,
    Membership,
  )
  return new Map(rows.map((row) => [row.city, row]))
}

/** All memberships as a table (`city`, `state`, `decided_on`) that another service may join in its own statement. */
export function membershipTable(): Statement {
  return sql`select city, state, decided_on from endorsements.membership`
}

/**
 * Members, and those on hold, with each domain they proved and that has not stopped proving it (`city`, `domain`), as a
 * table that another service may join. What somebody typed into the directory is not in it.
 */
export function provedDomains(): Statement {
  return sql`select m.city, lower(split_part(d.domain, ':', 1)) as domain
    from endorsements.membership m join endorsements.domain d on d.application = m.application
    where m.state in ('member', 'on_hold') and d.passed_at is not null and d.flagged_at is null`
}

/** Moves with every change of a membership: what was drawn from them holds as long as it stands still. */
export async function membershipRevision(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql`select number from endorsements.revision`,
    z.object({ number: z.number() }),
  )
  return row?.number ?? 0
}

/** How many cities stand where. */
export async function countMemberships(tx: Tx): Promise<Readonly<Record<MembershipState, number>>> {
  const rows = await tx.many(
    sql`select state, count(*) as count from endorsements.membership group by state`,
    z.object({ state: z.enum(memberships), count: z.number() }),
  )
  const none = { historic: 0, member: 0, on_hold: 0, withdrawn: 0, ended: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/**
 * Two rows of the directory are one city: what a list said of the one that goes is said of the one that stays, unless
 * it has a membership of its own. Who keeps the directory sees to it that nothing decided here goes.
 */
export async function joinListed(
  tx: Tx,
  { from, into, at }: { from: string; into: string; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.membership m set city = ${into}, changed_at = ${at}
    where city = ${from} and application is null
      and not exists (select 1 from endorsements.membership o where o.city = ${into})`)
  await tx.run(
    sql`delete from endorsements.membership where city = ${from} and application is null`,
  )
}

/** A membership as a list of members has it. */
export interface Listed {
  readonly city: string
  readonly name: string
  readonly state: MembershipState
  readonly since: string | null
}

/**
 * Puts memberships in that are not there yet, and corrects those that came from the same list. What was decided here
 * is never touched. Gives the ones that changed.
 */
export async function takeListed(
  tx: Tx,
  it: { source: string; at: string; rows: readonly Listed[] },
): Promise<string[]> {
  const changed = await tx.many(
    sql`insert into endorsements.membership as old
          (city, name, state, decided_on, source, changed_at)
        select city, name, state, since, ${it.source}, ${it.at}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(it.rows)}::jsonb)
          as new (city text, name text, state text, since date)
        on conflict (city) do update set name = excluded.name, state = excluded.state,
          decided_on = excluded.decided_on, changed_at = excluded.changed_at
        where old.source = excluded.source and old.declaration is null and
          (old.state, old.name, old.decided_on) is distinct from
          (excluded.state, excluded.name, excluded.decided_on)
        returning city`,
    z.object({ city: z.string() }),
  )
  // Thousands of rows came in at once: the planner must not wait for housekeeping to learn of them.
  if (changed.length > 50) await tx.run(sql`analyze endorsements.membership`)
  return changed.map(({ city }) => city)
}
