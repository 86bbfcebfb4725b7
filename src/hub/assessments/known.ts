/** What the hub knows of a city when it writes its report. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { unitsOf } from '#core/people'
import { listPromised } from '#hub/commitments'
import { listCurrent } from '#hub/evidence'
import type { Known } from './rules.ts'

/** What officials of a member city may: write its report. */
export const WRITE = 'assessments.write'

/** Does who acts hold a post for this very city? A post that is limited to no city acts for none. */
export function isMine(by: Pick<By, 'person'>, city: string): boolean {
  const units = unitsOf(by.person, WRITE)
  return units !== 'all' && units.includes(city)
}

/** Evidence of the machine, and promises with what people say of them. */
export async function readKnown(tx: Tx, city: string): Promise<Known> {
  return { findings: await listCurrent(tx, city), promised: await listPromised(tx, city) }
}
