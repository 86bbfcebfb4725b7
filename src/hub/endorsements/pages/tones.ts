/** The colours of states; the words beside them say the same. */
import type { Tone } from '#design'
import type { MembershipState, Stands, State } from '../model.ts'

/** The colour of where an application stands. */
export const APPLICATION_TONES: Readonly<Record<State, Tone>> = {
  draft: 'neutral',
  submitted: 'info',
  checking: 'info',
  in_review: 'info',
  changes_requested: 'warning',
  accepted: 'success',
  member: 'success',
  refused: 'error',
  withdrawn: 'neutral',
}

/** The colour of how a proof stands. */
export const STANDS: Readonly<Record<Stands, Tone>> = {
  stands: 'success',
  waits: 'neutral',
  failed: 'error',
}

/** The colour of where a membership stands. */
export const MEMBER_TONES: Readonly<Record<MembershipState, Tone>> = {
  historic: 'info',
  member: 'success',
  on_hold: 'warning',
  withdrawn: 'neutral',
  ended: 'neutral',
}
