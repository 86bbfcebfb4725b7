/** Where a city stands in the coalition, and how it gets there (coalition-access.md 3.1). */

/**
 * `historic`: said to be a member before there were proofs, and they are still missing. `on_hold`: confirmed by the
 * secretariat when a city neither reports nor answers. `ended`: merged or dissolved; its successor is named.
 */
export const memberships = ['historic', 'member', 'on_hold', 'withdrawn', 'ended'] as const
export type MembershipState = (typeof memberships)[number]

/**
 * Does it belong to the coalition: may it promise, report, invite and write for itself? Also on hold: a city that may
 * not report could never be heard of again; wherever it is shown, it is shown as on hold.
 */
export function belongs(state: string | null | undefined): boolean {
  return state === 'member' || state === 'historic' || state === 'on_hold'
}

/** Does it speak for the coalition or about others: as a peer, in a working group, by signing? Not on hold. */
export function speaks(state: string | null | undefined): boolean {
  return state === 'member' || state === 'historic'
}

/** What an application asks for. */
export const kinds = ['join', 'reaffirm', 'withdraw'] as const
export type Kind = (typeof kinds)[number]

/** Only governments endorse: companies, ministries, associations and persons do not. */
export const levels = ['municipality', 'metropolitan', 'county', 'region'] as const

/**
 * Areas of the checklist: its institutions, its general process, and the five principles. A city is asked for one
 * action in each.
 */
export const areas = [
  'institutional',
  'process',
  'access',
  'privacy',
  'transparency',
  'participation',
  'openness',
] as const
export type Area = (typeof areas)[number]

/** Where an application stands. */
export const states = [
  'draft',
  'submitted',
  'checking',
  'in_review',
  'changes_requested',
  'accepted',
  'member',
  'refused',
  'withdrawn',
] as const
export type State = (typeof states)[number]

/** The four proofs. */
export const proofs = ['domain', 'official', 'authority', 'contacts'] as const
export type Proof = (typeof proofs)[number]

/** A proof stands, waits for somebody, or failed. */
export type Stands = 'stands' | 'waits' | 'failed'
/** The proofs an application needs, and how each stands. */
export type Standing = Readonly<Partial<Record<Proof, Stands>>>

/** Who makes a step: the city, the machine, a reviewer, the board, the secretariat, or who keeps the directory. */
export type Mover = 'city' | 'machine' | 'reviewers' | 'board' | 'secretariat' | 'directory'

/** One arrow of the workflow: where to, who makes it, and by which article. */
export interface Step {
  readonly to: State | MembershipState
  readonly by: Mover
  readonly law: string
}

const article = (of: string) => `Statute of the coalition, section 3.1, ${of}`
const step = (to: Step['to'], by: Mover, law: string): Step => ({ to, by, law: article(law) })

/** Which state may follow which, who may make the step, and why. */
export const workflow: Readonly<Record<State | 'on_hold' | 'ended', readonly Step[]>> = {
  draft: [step('submitted', 'city', 'a city submits what it decided')],
  submitted: [step('checking', 'machine', 'four proofs are checked')],
  checking: [step('in_review', 'machine', 'what a machine can check stands')],
  in_review: [
    step('changes_requested', 'reviewers', 'a reviewer asks for what is unclear'),
    step('accepted', 'reviewers', 'two reviewers agree'),
    step('refused', 'reviewers', 'two reviewers name the missing proof'),
  ],
  changes_requested: [step('in_review', 'city', 'the city answers')],
  accepted: [
    step('member', 'directory', 'it is published'),
    step('withdrawn', 'reviewers', 'a withdrawal with authority takes effect'),
  ],
  refused: [step('in_review', 'board', 'an appeal is granted')],
  member: [
    step('on_hold', 'secretariat', '24 months of silence, after a hearing'),
    step('withdrawn', 'reviewers', 'a withdrawal with authority takes effect'),
    step('ended', 'secretariat', 'the city merged or was dissolved'),
  ],
  on_hold: [
    step('member', 'secretariat', 'the city is heard of again'),
    step('withdrawn', 'reviewers', 'a withdrawal with authority takes effect'),
    step('ended', 'secretariat', 'the city merged or was dissolved'),
  ],
  withdrawn: [step('member', 'directory', 'it endorses anew')],
  ended: [],
}

/** The step between two states, if this hand may make it. */
export function stepBetween(
  from: keyof typeof workflow,
  to: Step['to'],
  by: Mover,
): Step | undefined {
  return workflow[from].find((one) => one.to === to && one.by === by)
}

/** Working days until the decision (the clock is public). */
export const REVIEW_DAYS = 15
/** Days a token stands, and days until a proved domain is asked again. */
export const TOKEN_DAYS = 30
export const RECHECK_DAYS = 90
/** So many failures in a row make a flag. */
export const MOST_FAILURES = 3
/** Days a draft is kept after the last change. */
export const DRAFT_DAYS = 30
/** Months of silence: two reminders, then a proposal to put on hold, and days the city is heard. */
export const REMIND_MONTHS = [18, 23] as const
export const HOLD_MONTHS = 24
export const HEARING_DAYS = 30
/** Months until an endorsement is affirmed again. */
export const AFFIRM_MONTHS = 24
