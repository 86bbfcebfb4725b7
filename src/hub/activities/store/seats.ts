/** Seats: taken, given back, and a week after the end only counted. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const One = z.object({ one: z.number() })

export async function hasSeat(tx: Tx, activity: number, ref: string): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from activities.registration where activity = ${activity} and ref = ${ref}`,
    One,
  )
  return found !== undefined
}

export async function addSeat(
  tx: Tx,
  it: { activity: number; ref: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into activities.registration (activity, ref, registered_at)
    values (${it.activity}, ${it.ref}, ${it.at})`)
}

export async function removeSeat(tx: Tx, activity: number, ref: string): Promise<void> {
  await tx.run(
    sql`delete from activities.registration where activity = ${activity} and ref = ${ref}`,
  )
}

/** Activities that ended before this moment and whose registrations are still here: they are counted and forgotten. */
export async function forgetSeats(
  tx: Tx,
  before: string,
  limit: number,
): Promise<{ activity: number; registered: number }[]> {
  const counted = await tx.many(
    sql`update activities.activity a set registered =
          (select count(*) from activities.registration r where r.activity = a.number)
        where a.number in (select number from activities.activity
            where registered is null and rule = 'here' and ends_at < ${before}
            order by number limit ${limit})
        returning a.number as activity, a.registered`,
    z.object({ activity: z.number(), registered: z.number() }),
  )
  const numbers = counted.map(({ activity }) => activity)
  await tx.run(sql`delete from activities.registration where activity = any(${numbers}::integer[])`)
  return counted
}
