/** The civic rules of contests: pure, one line a reason (GDPR art. 22(3); AI Act art. 86). */
import { rule } from '#core/kernel'
import { type Kind, leadsTo, type Outcome, over, type State } from './model.ts'

interface Contesting {
  /** A machine decided something about it. */
  readonly decided: boolean
  /** The same person has one open about it. */
  readonly already: boolean
  readonly kind: Kind
  readonly wanted: string | null
  /** The city has the category that is wanted. */
  readonly known: boolean
  readonly category: string
}

/** Everybody may contest what a machine decided. */
export const mayContest = rule<Contesting>({
  name: 'contests.may-contest',
  says: 'Anybody may contest what a machine decided about a report, for themselves or for others; it never makes their case worse.',
  law: 'GDPR art. 22(3)',
  refuseWhen: {
    'no-machine-decided': ({ decided }) => !decided,
    'already-contested': ({ already }) => already,
    'same-category': ({ kind, wanted, category }) => kind === 'category' && wanted === category,
    'no-such-category': ({ wanted, known }) => wanted !== null && !known,
  },
})

/** Whoever contested may take it back until it is answered. */
export const mayWithdraw = rule<{ readonly state: State }>({
  name: 'contests.may-withdraw',
  says: 'Whoever contested may take it back until it is answered.',
  law: 'GDPR art. 22(3)',
  refuseWhen: { 'not-open': ({ state }) => !leadsTo(state, 'withdrawn', 'contestant') },
})

interface Reviewing {
  readonly state: State
  /** Badges of those who decided about the report before. */
  readonly earlier: readonly string[]
  readonly badge: string | null
  /** Badges of those who reviewed it the first time, when it is looked at once more. */
  readonly reviewed: readonly string[]
  /** Somebody reviews it the second time already. */
  readonly taken: boolean
  readonly own: boolean
}

/** The one who reviews has not decided before, and the second is not the first. */
export const mayReview = rule<Reviewing>({
  name: 'contests.may-review',
  says: 'A contest is reviewed by a person who has not decided about it before, and a second time by another one still.',
  law: 'GDPR art. 22(3)',
  refuseWhen: {
    'not-waiting': ({ state, taken }) =>
      state !== 'acknowledged' && !(state === 'second_review' && !taken),
    'decided-before': ({ earlier, badge }) => badge !== null && earlier.includes(badge),
    'reviewed-before': ({ reviewed, badge }) => badge !== null && reviewed.includes(badge),
    'own-contest': ({ own }) => own,
  },
})

/** Somebody who began a review is gone, and another person goes on. */
export const mayTakeOver = rule<Reviewing & { readonly mine: boolean }>({
  name: 'contests.may-take-over',
  says: 'When whoever reviews a contest is gone or cannot go on, another person who has not decided about it before takes it over, and says why.',
  law: 'GDPR art. 22(3)',
  refuseWhen: {
    'nobody-reviews': ({ state, taken }) =>
      state !== 'under_review' && !(state === 'second_review' && taken),
    'yours-already': ({ mine }) => mine,
    'decided-before': ({ earlier, badge }) => badge !== null && earlier.includes(badge),
    'reviewed-before': ({ reviewed, badge }) => badge !== null && reviewed.includes(badge),
    'own-contest': ({ own }) => own,
  },
})

interface Extending {
  readonly state: State
  readonly extended: boolean
  readonly dueOn: string
  readonly today: string
  readonly mine: boolean
}

/** One extension, told with its reason before the day is over. */
export const mayExtend = rule<Extending>({
  name: 'contests.may-extend',
  says: 'The answer may take as long again once, with a reason that is told before the first day is over.',
  law: 'GDPR art. 12(3)',
  refuseWhen: {
    'not-reviewing': ({ state }) => state !== 'under_review' && state !== 'second_review',
    'not-yours': ({ mine }) => !mine,
    'extended-already': ({ extended }) => extended,
    'day-over': ({ dueOn, today }) => today > dueOn,
  },
})

interface Deciding {
  readonly state: State
  readonly outcome: Outcome
  readonly kind: Kind
  readonly mine: boolean
  /** The category that is right, when it is upheld. */
  readonly right: string | null
  readonly category: string
}

const agrees = (outcome: Outcome) => outcome === 'upheld' || outcome === 'partly_upheld'

/** The reviewer answers with words; what is upheld about a category names the right one. */
export const mayDecide = rule<Deciding>({
  name: 'contests.may-decide',
  says: 'Who reviews a contest answers its grounds in words, and names the right category where the category was wrong.',
  law: 'GDPR art. 22(3)',
  refuseWhen: {
    'not-yours': ({ mine }) => !mine,
    'no-such-step': ({ state, outcome }) => !leadsTo(state, outcome, 'reviewer'),
    'category-needed': ({ outcome, kind, right }) =>
      agrees(outcome) && kind === 'category' && right === null,
    'category-unneeded': ({ outcome, right }) => !agrees(outcome) && right !== null,
    'category-unchanged': ({ right, category }) => right === category,
  },
})

interface SecondLook {
  readonly state: State
  readonly today: string
  /** The last day on which it can be asked for. */
  readonly until: string | null
}

/** A rejection is looked at once more, by another person. */
export const mayAskAgain = rule<SecondLook>({
  name: 'contests.may-ask-again',
  says: 'Whoever contested may ask once that another person looks at a rejection.',
  law: 'GDPR art. 22(3)',
  refuseWhen: {
    'not-rejected': ({ state }) => !leadsTo(state, 'second_review', 'contestant'),
    'too-late': ({ today, until }) => until !== null && today > until,
  },
})

interface Remedying {
  readonly state: State
  /** The category the report should have; null when it is about something else. */
  readonly right: string | null
  readonly category: string
}

/** What was upheld is put right, and only then it is said so. */
export const mayRemedy = rule<Remedying>({
  name: 'contests.may-remedy',
  says: 'A contest that was upheld is remedied when the report really has the right category.',
  law: 'GDPR art. 16',
  refuseWhen: {
    'not-upheld': ({ state }) => !leadsTo(state, 'remedied', 'reviewer'),
    'not-corrected': ({ right, category }) => right !== null && right !== category,
  },
})

/** Words are erased when the contest is over; what remains is that there was one. */
export const mayForget = rule<{ readonly state: State; readonly erased: boolean }>({
  name: 'contests.may-forget',
  says: 'Whoever contested may erase their words when the contest is over.',
  law: 'GDPR art. 17(1)',
  refuseWhen: {
    'not-over': ({ state }) => !over.includes(state),
    'erased-already': ({ erased }) => erased,
  },
})
