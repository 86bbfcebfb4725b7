/** Which cities may join and sign: those that are members of the coalition. */
import type { Tx } from '#core/database'
import { readMemberships, speaks } from '#hub/endorsements'

/** Is this city a member, with proofs or from before there were any? Who is on hold or left is none now. */
export async function isMemberCity(tx: Tx, city: string): Promise<boolean> {
  return speaks((await readMemberships(tx, [city])).get(city)?.state)
}
