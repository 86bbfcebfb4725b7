/** A contest: somebody says that a decision of a machine is wrong, and a person answers. Pure. */

export const states = [
  'submitted',
  'acknowledged',
  'under_review',
  'upheld',
  'partly_upheld',
  'rejected',
  'inadmissible',
  'withdrawn',
  'second_review',
  'final',
  'remedied',
  'closed',
] as const
export type State = (typeof states)[number]

/** Who makes a step: the city by itself, whoever contested, or the person who reviews. */
export type Mover = 'city' | 'contestant' | 'reviewer'

/** One arrow: where to, and who may go it. */
export interface Step {
  readonly to: State
  readonly who: Mover
}

const by = (who: Mover, ...to: State[]): Step[] => to.map((state) => ({ to: state, who }))

/**
 * Which state may follow which (GDPR art. 22(3)). A rejection is looked at once more by another person; what that
 * person says is final, and names the way out of the house.
 */
export const workflow: Readonly<Record<State, readonly Step[]>> = {
  submitted: by('city', 'acknowledged'),
  acknowledged: [...by('reviewer', 'under_review'), ...by('contestant', 'withdrawn')],
  under_review: [
    ...by('reviewer', 'upheld', 'partly_upheld', 'rejected', 'inadmissible'),
    ...by('contestant', 'withdrawn'),
  ],
  upheld: by('reviewer', 'remedied'),
  partly_upheld: by('reviewer', 'remedied'),
  rejected: [...by('contestant', 'second_review'), ...by('city', 'closed')],
  inadmissible: by('city', 'closed'),
  withdrawn: by('city', 'closed'),
  second_review: by('reviewer', 'upheld', 'partly_upheld', 'final'),
  final: [],
  remedied: by('city', 'closed'),
  closed: [],
}

/** Is there such an arrow? */
export function leadsTo(from: State, to: State, who: Mover): boolean {
  return workflow[from].some((step) => step.to === to && step.who === who)
}

/** States in which an answer is owed, so that the clock runs. */
export const owed: readonly State[] = ['submitted', 'acknowledged', 'under_review', 'second_review']

/** States in which something is to be put right, so that the second clock runs. */
export const toRemedy: readonly State[] = ['upheld', 'partly_upheld']

/** States in which nothing more is to be done by anybody. */
export const over: readonly State[] = ['inadmissible', 'withdrawn', 'final', 'remedied', 'closed']

/** What is said: the category is wrong, the decision is wrong for another reason, or a person is wanted. */
export const kinds = ['category', 'decision', 'person'] as const
export type Kind = (typeof kinds)[number]

/** How it came: by oneself, or on paper at the counter. */
export const channels = ['online', 'paper'] as const
export type Channel = (typeof channels)[number]

/** What a reviewer can say. `final` is the second rejection. */
export const outcomes = ['upheld', 'partly_upheld', 'rejected', 'inadmissible', 'final'] as const
export type Outcome = (typeof outcomes)[number]

/** What was changed. */
export const changes = ['category', 'handled', 'explained', 'nothing'] as const
export type Changed = (typeof changes)[number]

/** Whether similar decisions are looked at again. */
export const similar = ['none-known', 're-examined', 'audit'] as const
export type Similar = (typeof similar)[number]

/** Why an answer takes longer. */
export const delays = ['unit-asked', 'place-visited', 'many-contests'] as const

/** Why another person goes on with a review that somebody began. */
export const handovers = ['left', 'absent', 'conflict', 'overloaded'] as const

/** `C-12`: the number whoever contested is told. */
export const numberOf = (id: number): string => `C-${id}`

/** The id in such a number; forgiven are small letters and a missing dash. */
export function idIn(number: string): number | undefined {
  const digits = /^c-?(\d{1,9})$/i.exec(number.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Contests of one kind of decisions that were answered lately. */
export interface Cell {
  readonly answered: number
  readonly upheld: number
}

/** When so large a part of a cell was upheld, the algorithm is audited; a cell of a few says nothing yet. */
export interface Threshold {
  readonly share: number
  readonly least: number
}

/** Does what was upheld in a cell call for an audit? */
export function callsForAudit({ answered, upheld }: Cell, { share, least }: Threshold): boolean {
  return answered >= least && upheld / answered > share
}
