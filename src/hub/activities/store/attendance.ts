/** Which cities came to an activity, as its host recorded it. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** Cities that came, by id. */
export async function listAttended(tx: Tx, activity: number): Promise<string[]> {
  const rows = await tx.many(
    sql`select city from activities.attendance where activity = ${activity}
      order by city collate "C" limit 1000`,
    z.object({ city: z.string() }),
  )
  return rows.map(({ city }) => city)
}

/** These cities came, and no others. */
export async function setAttended(
  tx: Tx,
  it: { activity: number; cities: readonly string[]; at: string },
): Promise<void> {
  await tx.run(sql`delete from activities.attendance where activity = ${it.activity}`)
  await tx.run(sql`insert into activities.attendance (activity, city, recorded_at)
    select ${it.activity}::integer, city, ${it.at}::timestamptz
    from unnest(${[...it.cities]}::text[]) city`)
}

/**
 * To how many activities since this moment a city came, by the word of who invited; null when no host has recorded
 * anything, so that nothing is known of anybody.
 */
export async function countAttended(tx: Tx, city: string, since: string): Promise<number | null> {
  const row = await tx.one(
    sql`select count(*) as recorded, count(*) filter (where t.city = ${city}) as came
      from activities.attendance t join activities.activity a on a.number = t.activity
      where a.ends_at >= ${since} and a.cancelled_at is null`,
    z.object({ recorded: z.number(), came: z.number() }),
  )
  return row && row.recorded > 0 ? row.came : null
}
