/** Whether a report still has the category that a machine gave it, and whether somebody stands behind it. */
import type { Tx } from '#core/database'
import { listTaken } from '#core/decisions'
import { sort } from './decisions.ts'
import { isCategoryConfirmed } from './store/routed.ts'

/** What an official says of a category, the last of it counts. */
const SAID = ['recategorised', 'category-confirmed']

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

/** The same, of what a page has read already: the newest decision of each algorithm, and the whole timeline in its order. */
export function isSortedBy(
  decided: readonly { readonly decision: string; readonly outcome: string }[],
  timeline: readonly { readonly kind: string }[],
  category: string,
): { readonly byMachine: boolean; readonly confirmed: boolean } {
  const by = decided.find(({ decision }) => decision === sort.name)
  const said = timeline.findLast(({ kind }) => SAID.includes(kind))
  return { byMachine: by?.outcome === category, confirmed: said?.kind === 'category-confirmed' }
}
