/** A report in parts: closing the whole asks what becomes of the parts. */
import { Refusal } from '#core/kernel'
import type { Hand } from './hand.ts'
import { type Mover, publicClass, type State } from './model.ts'
import { mayCloseParts } from './splitting.ts'
import { mayMove } from './rules.ts'
import { holdOpenParts } from './store/merged.ts'
import type { Held } from './store/rows.ts'

interface Closing {
  readonly to: State
  readonly as: Mover
  readonly text?: string | undefined
  readonly closeParts?: boolean | undefined
}

/**
 * The parts that close together with the whole. Refused where parts are open and nobody said that they close, or
 * where one of them cannot make the step.
 */
export async function partsToClose(hand: Hand, report: Held, wanted: Closing): Promise<Held[]> {
  const { to, as, text, closeParts = false } = wanted
  if (publicClass(to) !== 'closed' || report.parent !== null) return []
  const open = await holdOpenParts(hand.tx, report.id)
  mayCloseParts.require({ openParts: open.length, closeParts })
  const stuck = open.filter(({ state: from, before }) => {
    return mayMove.reasons({ from, before, to, as, hasText: Boolean(text?.trim()) }).length > 0
  })
  if (stuck.length > 0) {
    const reasons = stuck.map(({ number }) => ({ code: 'reports.one-cannot', values: { number } }))
    throw new Refusal('refused', reasons)
  }
  return open
}
