/** What the hub knows of a city when it writes its report. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { namedUnits } from '#core/people'
import { listPromised } from '#hub/commitments'
import { listReached } from '#hub/evidence'
import type { Known } from './rules.ts'

/** What officials of a member city may: write its report. */
export const WRITE = 'assessments.write'

/** Does who acts hold a post for this very city? A post that is limited to no city acts for none. */
export function isMine(by: Pick<By, 'person'>, city: string): boolean {
  return namedUnits(by.person, WRITE).includes(city)
}

/** Evidence as far as machines and people together reach, and promises with what people say of them. */
export async function readKnown(tx: Tx, city: string, today: string): Promise<Known> {
  const findings = (await listReached(tx, city, today)).map((found) => {
    return { ...found, level: found.reaches }
  })
  return { findings, promised: await listPromised(tx, city) }
}
