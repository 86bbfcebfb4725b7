/** A report: a problem somebody saw in public space, and everything that may happen to it. */

const open = [
  'received',
  'triage',
  'assigned',
  'in_progress',
  'scheduled',
  'waiting_reporter',
  'waiting_external',
  'reopen_requested',
  'reopened',
] as const
const closed = [
  'resolved',
  'not_ours',
  'wont_do',
  'cannot_reproduce',
  'duplicate',
  'withdrawn',
] as const
const unseen = ['unconfirmed', 'hidden'] as const

/** Every state a report may stand in, in the order in which the city speaks of them. */
export const states = [...open, ...closed, ...unseen] as const
export type State = (typeof states)[number]

/** What the public is told about a state: work goes on, it is over, or nobody sees it. */
export type PublicClass = 'open' | 'closed' | 'hidden'

const classes = new Map<State, PublicClass>([
  ...open.map((state) => [state, 'open'] as const),
  ...closed.map((state) => [state, 'closed'] as const),
  ...unseen.map((state) => [state, 'hidden'] as const),
])

/** The public class of a state (the two words every other city's system understands). */
export function publicClass(state: State): PublicClass {
  return classes.get(state) ?? 'hidden'
}

/** Who makes a step: an official, a moderator, the reporter, or the city by a dated rule. */
export type Mover = 'official' | 'moderator' | 'reporter' | 'city'

/** One step of the workflow: where to, who may make it, and whether a public text must go with it. */
export interface Step {
  readonly to: State
  readonly who: readonly Mover[]
  readonly text: boolean
}

const quietly = (...to: State[]): Step[] =>
  to.map((state) => ({ to: state, who: ['official'], text: false }))
const saying = (...to: State[]): Step[] =>
  to.map((state) => ({ to: state, who: ['official'], text: true }))
const back = (who: readonly Mover[], ...to: State[]): Step[] =>
  to.map((state) => ({ to: state, who, text: false }))

const withdrawal: Step = { to: 'withdrawn', who: ['reporter'], text: false }
const hiding: Step = { to: 'hidden', who: ['moderator'], text: false }
const closing: Step[] = saying('resolved', 'wont_do', 'cannot_reproduce', 'duplicate')
const again: readonly Step[] = [
  { to: 'reopen_requested', who: ['reporter'], text: true },
  ...saying('reopened'),
  hiding,
]

/**
 * Which state may follow which (Public Space Ordinance 4/2025, art. 9). Closing or refusing needs
 * a public text; `waiting_reporter`, `reopen_requested` and `hidden` go back to where they came from.
 */
export const workflow: Readonly<Record<State, readonly Step[]>> = {
  unconfirmed: back(['reporter', 'city'], 'received'),
  received: [
    ...quietly('triage', 'assigned', 'in_progress', 'scheduled', 'waiting_external'),
    ...saying('waiting_reporter', 'resolved', 'not_ours', 'wont_do', 'duplicate'),
    withdrawal,
    hiding,
  ],
  triage: [
    ...quietly('received', 'assigned'),
    ...saying('not_ours', 'duplicate'),
    withdrawal,
    hiding,
  ],
  assigned: [
    ...saying('triage', 'waiting_reporter', 'not_ours'),
    ...quietly('in_progress', 'scheduled', 'waiting_external'),
    ...closing,
    withdrawal,
    hiding,
  ],
  in_progress: [
    ...quietly('scheduled', 'assigned', 'waiting_external'),
    ...saying('waiting_reporter'),
    ...closing,
    withdrawal,
    hiding,
  ],
  scheduled: [
    ...quietly('in_progress', 'assigned', 'waiting_external'),
    ...saying('waiting_reporter'),
    ...closing,
    withdrawal,
    hiding,
  ],
  waiting_reporter: [
    ...back(
      ['reporter', 'official', 'city'],
      'received',
      'assigned',
      'in_progress',
      'scheduled',
      'reopened',
    ),
    withdrawal,
    hiding,
  ],
  waiting_external: [
    ...quietly('in_progress', 'scheduled'),
    ...saying('resolved', 'not_ours'),
    withdrawal,
    hiding,
  ],
  reopen_requested: [
    ...back(['official', 'city'], 'reopened'),
    ...saying('resolved', 'not_ours', 'wont_do', 'cannot_reproduce'),
    hiding,
  ],
  reopened: [
    ...quietly('triage', 'assigned', 'in_progress', 'scheduled', 'waiting_external'),
    ...saying('waiting_reporter', 'not_ours'),
    ...closing,
    withdrawal,
    hiding,
  ],
  resolved: again,
  not_ours: again,
  wont_do: again,
  cannot_reproduce: again,
  duplicate: [...saying('reopened'), hiding],
  withdrawn: [hiding],
  hidden: back(
    ['moderator'],
    ...open.filter((state) => !/^(waiting_rep|reopen_req)/.test(state)),
    ...closed,
  ),
}

/** The states that remember where they came from, because that is where they lead back to. */
export const returning: readonly State[] = ['waiting_reporter', 'reopen_requested', 'hidden']

/** The step from one state to another, if the workflow knows it. */
export function stepBetween(from: State, to: State): Step | undefined {
  return workflow[from].find((step) => step.to === to)
}

/** The state to come back to: a state that itself only waits is passed over. */
export function restingState(state: State, before: State | null): State {
  return returning.includes(state) ? (before ?? 'received') : state
}

/** `R-1029`: the number a resident is told, writes on paper and finds in every letter. */
export function reportNumber(number: number): string {
  return `R-${number}`
}

/** The number behind `R-1029` (small letters and a missing dash are forgiven), if it is one. */
export function numberIn(text: string): number | undefined {
  const digits = /^r-?(\d{1,9})$/i.exec(text.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** What a reporter answered to the questions of a category, by the code of the question. */
export type Answers = Readonly<Record<string, string | number | readonly string[]>>

/** Why a report, a text or a photo may be taken out of public sight (art. 14). */
export const hidingReasons = ['personal-data', 'insult', 'crime', 'advertising', 'mistake'] as const
export type HidingReason = (typeof hidingReasons)[number]
