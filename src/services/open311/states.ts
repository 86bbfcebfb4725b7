/** How states are called elsewhere (FixMyStreet's names, as most systems know them), and what those mean here. */
import { forOpen311 as reports } from '#services/reports'

type State = Parameters<typeof reports.publicClass>[0]

const NAMES: Readonly<Record<State, string>> = {
  unconfirmed: 'OPEN',
  received: 'OPEN',
  triage: 'FOR_TRIAGE',
  assigned: 'INVESTIGATING',
  in_progress: 'IN_PROGRESS',
  scheduled: 'ACTION_SCHEDULED',
  waiting_reporter: 'OPEN',
  waiting_external: 'INTERNAL_REFERRAL',
  reopen_requested: 'OPEN',
  reopened: 'REOPEN',
  resolved: 'FIXED',
  not_ours: 'NOT_COUNCILS_RESPONSIBILITY',
  wont_do: 'NO_FURTHER_ACTION',
  cannot_reproduce: 'NO_FURTHER_ACTION',
  duplicate: 'DUPLICATE',
  withdrawn: 'CANCELLED',
  hidden: 'CANCELLED',
}

/** What a state is called elsewhere. */
export const nameOf = (state: State): string => NAMES[state]

/** Every name an update may bear; `UNCHANGED` and `OPEN` change nothing. */
export const UPDATE_NAMES = [
  ...new Set([...Object.values(NAMES), 'OPEN', 'CLOSED', 'PLANNED', 'UNCHANGED']),
] as const

const MEANINGS: Readonly<Record<string, State>> = {
  INVESTIGATING: 'assigned',
  IN_PROGRESS: 'in_progress',
  IN_PROCESS: 'in_progress',
  ACTION_SCHEDULED: 'scheduled',
  PLANNED: 'scheduled',
  FIXED: 'resolved',
  CLOSED: 'resolved',
  PROCESSED: 'resolved',
  NOT_COUNCILS_RESPONSIBILITY: 'not_ours',
  NO_FURTHER_ACTION: 'wont_do',
  REJECTED: 'wont_do',
  CANCELLED: 'wont_do',
  DUPLICATE: 'wont_do',
  REOPEN: 'reopened',
}

/**
 * What another system's state means for our report; null when it says nothing new. It works on something it calls
 * INVESTIGATING, so that our own report is being worked on as well.
 */
export function meaningOf(detailed: string | null, status: 'open' | 'closed'): State | null {
  const named = detailed === null ? undefined : MEANINGS[detailed]
  if (named === undefined) return status === 'closed' ? 'resolved' : null
  if (reports.publicClass(named) !== status) return status === 'closed' ? 'resolved' : null
  return named === 'assigned' ? 'in_progress' : named
}
