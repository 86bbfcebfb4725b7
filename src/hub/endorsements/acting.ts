/** For which city somebody acts, and where that city stands in the coalition. */
import type { Tx } from '#core/database'
import { namedUnits, type Person } from '#core/people'
import { readMemberships } from './store.ts'

/** Does this person hold a post with the permission for this very city, and where does the city stand? */
export async function actingFor(
  tx: Tx,
  person: Person | null,
  { permission, city }: { readonly permission: string; readonly city: string },
): Promise<{ acts: boolean; standing: string | null }> {
  const membership = (await readMemberships(tx, [city])).get(city)
  const acts = namedUnits(person, permission).includes(city)
  return { acts, standing: membership?.state ?? null }
}
