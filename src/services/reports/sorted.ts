/** Whether a report still has the category that a machine gave it, and whether somebody stands behind it. */
import type { Tx } from '#core/database'
import { listTaken } from '#core/decisions'
import { sort } from './decisions.ts'
import { isCategoryConfirmed } from './store/routed.ts'

/** By a machine: the newest decision about what it is about gave it this category. */
export async function standsSorted(
  tx: Tx,
  { id, category }: { readonly id: number; readonly category: string },
): Promise<{ readonly byMachine: boolean; readonly confirmed: boolean }> {
  const [decided] = await listTaken(tx, {
    about: `/reports/R-${id}`,
    decision: sort.name,
    limit: 1,
  })
  return { byMachine: decided?.outcome === category, confirmed: await isCategoryConfirmed(tx, id) }
}
