/** A commitment: what a member city promises, in words that can be checked (coalition-access.md 3.2). */

/** How far it is carried out, on the scale of the Open Government Partnership. */
export const statuses = [
  'no-evidence',
  'not-started',
  'limited',
  'substantial',
  'complete',
] as const
export type Status = (typeof statuses)[number]

/** How much it would change if it were carried out, on the same scale. */
export const ambitions = ['unclear', 'modest', 'substantial'] as const
export type Ambition = (typeof ambitions)[number]

/** What changed for people once it was over. */
export const effects = ['worse', 'none', 'some', 'strong'] as const
export type Effect = (typeof effects)[number]

/** What it may cost, as a range; in the currency of the city. */
export const budgets = [
  'unknown',
  'none',
  'under-10k',
  'under-100k',
  'under-1m',
  'over-1m',
] as const

/** How anybody will see that a milestone is reached. */
export const proofs = ['document', 'address', 'dataset', 'count', 'confirmation'] as const
export type Proof = (typeof proofs)[number]

/** An independent reviewer looks twice: at the plan, and after the end. */
export const stages = ['start', 'end'] as const
export type Stage = (typeof stages)[number]

/** What may be changed afterwards, with a reason and the old value in sight. */
export const changeable = ['due', 'target', 'target-date', 'end'] as const
export type Changeable = (typeof changeable)[number]

/** Why a comment is out of sight. */
export const hidings = ['insult', 'personal', 'off-topic'] as const

/** Most commitments of one city that are in front of the others. */
export const FLAGSHIPS = 5
