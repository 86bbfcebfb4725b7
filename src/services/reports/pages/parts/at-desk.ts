/** A report as an official of its unit may see it. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { reachOf } from '../../reach.ts'
import { mayWorkOn } from '../../rules.ts'
import { readAtDesk } from '../../store/one.ts'

/** Everything about a report; officials of another unit are told so. */
export async function readForDesk(
  tx: Tx,
  by: By,
  number: string,
): Promise<Awaited<ReturnType<typeof readAtDesk>>> {
  const found = await readAtDesk(tx, number)
  const reasons = mayWorkOn.reasons({ units: reachOf(by), unit: found.report.unit })
  if (reasons.length > 0) throw new Refusal('forbidden', reasons)
  return found
}
