/** The one next step of a request: what the desk's page offers first. Pure. */
import type { Identity, Kind, State } from './model/kinds.ts'

interface Standing {
  readonly state: State
  readonly kind: Kind
  readonly pausedOn: string | null
  readonly identified: Identity | null
  readonly access: string | null
  readonly unit: string | null
  readonly explainedAt: string | null
  readonly explainBy: string | null
  readonly toCarry: boolean
  /** Recipients who were not told. */
  readonly untold: number
}

export type Next =
  | 'begin'
  | 'identify'
  | 'ask-unit'
  | 'wait-unit'
  | 'decide'
  | 'wait-vault'
  | 'tell'
  | 'close'
  | 'none'

/** What is to be done next, and by whom it is waited for. */
export function nextStep(it: Standing, today: string): Next {
  if (it.state === 'done' || it.state === 'withdrawn') return 'none'
  if (it.state === 'received') return 'begin'
  if (it.state === 'answered') return it.untold > 0 ? 'tell' : it.toCarry ? 'wait-vault' : 'close'
  if (it.pausedOn !== null) return 'identify'
  if (it.kind === 'contest' && it.unit === null && it.access !== null) return 'ask-unit'
  const waits = it.unit !== null && it.explainedAt === null && today <= (it.explainBy ?? today)
  return waits ? 'wait-unit' : 'decide'
}
