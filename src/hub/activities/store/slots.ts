/** The day of the internet: one slot per member and year, also the empty ones. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'

const Slot = z.object({
  year: z.number(),
  city: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  activity: z.number().nullable(),
  title: z.string().nullable(),
  startsAt: z.string().nullable(),
  evidence: z.string().nullable(),
  heldAt: z.string().nullable(),
})
export type Slot = z.infer<typeof Slot>

const columns = sql`s.year, s.city, coalesce(c.name, s.city) as name,
  coalesce(c.names, '{}') as names, s.activity, a.title, a.starts_at as "startsAt", s.evidence,
  s.held_at as "heldAt"`

/** Opens the slots of a year for every member that has none yet; gives the cities. `members` is the table of memberships. */
export async function openSlots(tx: Tx, members: Statement, year: number): Promise<string[]> {
  const rows = await tx.many(
    sql`insert into activities.slot (year, city)
        select ${year}::integer, m.city from (${members}) m
        where m.state in ('member', 'historic', 'on_hold')
        on conflict do nothing returning city`,
    z.object({ city: z.string() }),
  )
  return rows.map(({ city }) => city).toSorted()
}

/** Every slot of a year by city. */
export function listSlots(tx: Tx, cities: Statement, year: number): Promise<Slot[]> {
  return tx.many(
    sql`select ${columns} from activities.slot s left join (${cities}) c on c.id = s.city
          left join activities.activity a on a.number = s.activity
        where s.year = ${year} order by name, s.city limit 20000`,
    Slot,
  )
}

/** Years that have slots, the newest first. */
export async function listYears(tx: Tx): Promise<number[]> {
  const rows = await tx.many(
    sql`select distinct year from activities.slot order by year desc limit 100`,
    z.object({ year: z.number() }),
  )
  return rows.map(({ year }) => year)
}

/** Nobody else fills it until we are done. */
export async function lockSlot(
  tx: Tx,
  cities: Statement,
  { year, city }: { year: number; city: string },
): Promise<Slot | undefined> {
  await tx.run(
    sql`select 1 from activities.slot where year = ${year} and city = ${city} for update`,
  )
  return tx.one(
    sql`select ${columns} from activities.slot s left join (${cities}) c on c.id = s.city
          left join activities.activity a on a.number = s.activity
        where s.year = ${year} and s.city = ${city}`,
    Slot,
  )
}

export async function setAnnounced(
  tx: Tx,
  it: { year: number; city: string; activity: number; at: string },
): Promise<void> {
  await tx.run(sql`update activities.slot set activity = ${it.activity}, announced_at = ${it.at}
    where year = ${it.year} and city = ${it.city}`)
}

export async function setHeld(
  tx: Tx,
  it: { year: number; city: string; evidence: string; at: string },
): Promise<void> {
  await tx.run(sql`update activities.slot set evidence = ${it.evidence}, held_at = ${it.at}
    where year = ${it.year} and city = ${it.city}`)
}
