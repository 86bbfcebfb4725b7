/** What other services count for the register: here they come in, and the register asks nobody else. */
import type { Tx } from '#core/database'
import { countContested } from '#services/contests'
import { countCorrected, countSaid } from '#services/reports'

/** Which decision, and since when. */
export interface Asking {
  readonly name: string
  readonly since: string
}

/** A count; undefined where nobody counts for this decision. */
export type Counter = (tx: Tx, asking: Asking) => Promise<number | undefined>

/** Corrected afterwards by an official; contested by somebody. */
export const counters: { readonly overrides: Counter; readonly contests: Counter } = {
  async overrides(tx, { name, since }) {
    if (name === 'reports.sort') return (await countSaid(tx, since)).corrected
    return name === 'reports.route' ? countCorrected(tx, since) : undefined
  },
  contests: (tx, { name, since }) => countContested(tx, name, since),
}
