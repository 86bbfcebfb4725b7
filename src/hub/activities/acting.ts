/** For which city somebody acts, and where it stands. */
import type { Tx } from '#core/database'
import { namedUnits, type Person } from '#core/people'
import { readMemberships } from '#hub/endorsements'

/** The permission of officials of member cities. */
export const PLAN = 'activities.plan'

/** Does this person act for the city, and where does the city stand? */
export async function actingFor(
  tx: Tx,
  person: Person | null,
  city: string,
): Promise<{ acts: boolean; standing: string | null }> {
  const membership = (await readMemberships(tx, [city])).get(city)
  return { acts: namedUnits(person, PLAN).includes(city), standing: membership?.state ?? null }
}
