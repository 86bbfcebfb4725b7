/** The civic rules of reports: pure, one line a reason, in the order of the ordinance. */
import { daysBetween, rule } from '#core/kernel'
import { type Mover, publicClass, returning, type State, stepBetween } from './model.ts'

const ordinance = (article: number) => `Public Space Ordinance 4/2025, art. ${article}`

interface Reporting {
  readonly category: 'open' | 'closed' | 'unknown'
  readonly placed: boolean
  readonly insideTheCity: boolean
  readonly openQuestions: number
  readonly photos: number
  readonly mostPhotos: number
}

/** Anybody may report, without an account. */
export const mayReport = rule<Reporting>({
  name: 'reports.may-report',
  says: 'Anybody may report a problem in the public space of the city, with or without a name.',
  law: ordinance(3),
  refuseWhen: {
    'no-such-category': ({ category }) => category === 'unknown',
    'category-closed': ({ category }) => category === 'closed',
    'no-place': ({ placed }) => !placed,
    'outside-city': ({ insideTheCity }) => !insideTheCity,
    'questions-open': ({ openQuestions }) => openQuestions > 0,
    'too-many-photos': ({ photos, mostPhotos }) => photos > mostPhotos,
  },
})

interface Moving {
  readonly from: State
  /** Where a waiting, contested or hidden report came from. */
  readonly before: State | null
  readonly to: State
  readonly as: Mover
  readonly hasText: boolean
}

/** A state that came from somewhere leads back there; withdrawing, hiding, reopening are always free. */
function strays({ from, before, to }: Moving): boolean {
  if (to === 'withdrawn' || to === 'hidden') return false
  if (from === 'reopen_requested' && to === 'reopened') return false
  return returning.includes(from) && to !== before
}

/** Officials move a report along the workflow, and say in public why when they close it. */
export const mayMove = rule<Moving>({
  name: 'reports.may-move',
  says: 'A report moves along the steps of the ordinance; whoever closes or refuses it says why.',
  law: ordinance(9),
  refuseWhen: {
    'no-such-step': ({ from, to }) => stepBetween(from, to) === undefined,
    'not-your-step': ({ from, to, as }) => stepBetween(from, to)?.who.includes(as) === false,
    'not-where-it-was': strays,
    'text-needed': ({ from, to, hasText }) => stepBetween(from, to)?.text === true && !hasText,
  },
})

/** The reporter may take a report back while the city still works on it. */
export const mayWithdraw = rule<{ readonly state: State }>({
  name: 'reports.may-withdraw',
  says: 'Whoever reported may withdraw the report while it is open.',
  law: ordinance(7),
  refuseWhen: {
    'not-open': ({ state }) => !stepBetween(state, 'withdrawn')?.who.includes('reporter'),
  },
})

interface Reopening {
  readonly state: State
  readonly closedOn: string | null
  readonly today: string
  /** The days the ordinance gave when the report was made. */
  readonly reopenDays: number
}

/** The reporter may say that the problem is still there. */
export const mayReopen = rule<Reopening>({
  name: 'reports.may-reopen',
  says: 'Whoever reported may ask to reopen a closed report within 28 days.',
  law: ordinance(11),
  refuseWhen: {
    'not-closed': ({ state }) => publicClass(state) !== 'closed',
    final: ({ state }) => ['withdrawn', 'duplicate'].includes(state),
    'too-late': ({ closedOn, today, reopenDays }) =>
      closedOn !== null && daysBetween(closedOn, today) > reopenDays,
  },
})

interface Merging {
  readonly number: number
  readonly target: { readonly number: number; readonly state: State }
  /** How many reports are already marked as the same as this one. */
  readonly followers: number
}

/** Two reports of one problem become one, in plain sight. */
export const mayMerge = rule<Merging>({
  name: 'reports.may-merge',
  says: 'A report may be marked as the same problem as another report that stands for itself.',
  law: ordinance(10),
  refuseWhen: {
    'same-report': ({ number, target }) => number === target.number,
    'target-is-duplicate': ({ target }) => target.state === 'duplicate',
    'target-not-public': ({ target }) => publicClass(target.state) === 'hidden',
    'target-withdrawn': ({ target }) => target.state === 'withdrawn',
    'others-follow-it': ({ followers }) => followers > 0,
  },
})

interface Correcting {
  readonly state: State
  /** Neither the category nor the place would be another one. */
  readonly asItIs: boolean
  /** The category it gets, where that is another one. */
  readonly category?: 'open' | 'closed' | 'unknown'
  /** The place it gets, where that is another one. */
  readonly place?: { readonly placed: boolean; readonly insideTheCity: boolean }
}

/** A wrong category or place brings the wrong people: officials correct both, in one act, while work is open. */
export const mayCorrect = rule<Correcting>({
  name: 'reports.may-correct',
  says: 'The city may correct the category and the place of an open report, inside its own borders.',
  law: ordinance(8),
  refuseWhen: {
    'not-open': ({ state }) => publicClass(state) !== 'open',
    'nothing-corrected': ({ asItIs }) => asItIs,
    'no-such-category': ({ category }) => category === 'unknown',
    'category-closed': ({ category }) => category === 'closed',
    'no-place': ({ place }) => place?.placed === false,
    'outside-city': ({ place }) => place?.insideTheCity === false,
  },
})

/** Who works for one unit changes the reports of that unit only. */
export const mayWorkOn = rule<{ units: readonly string[] | 'all'; unit: string | null }>({
  name: 'reports.may-work-on',
  says: 'Officials work on the reports of their own unit and on those that have none yet.',
  law: ordinance(6),
  refuseWhen: {
    'not-your-unit': ({ units, unit }) => units !== 'all' && unit !== null && !units.includes(unit),
  },
})

/** An answer to a question of the city. */
export const mayReply = rule<{ state: State }>({
  name: 'reports.may-reply',
  says: 'Whoever reported may answer when the city has asked something.',
  law: ordinance(7),
  refuseWhen: { 'nothing-asked': ({ state }) => state !== 'waiting_reporter' },
})

/** More pictures while somebody still looks at them. */
export const mayAddPhoto = rule<{ state: State; photos: number; mostPhotos: number }>({
  name: 'reports.may-add-photo',
  says: 'Whoever reported may add photos to an open report, up to the limit.',
  law: ordinance(7),
  refuseWhen: {
    'not-open': ({ state }) => publicClass(state) !== 'open',
    'too-many-photos': ({ photos, mostPhotos }) => photos > mostPhotos,
  },
})

/** Others who see the same problem are counted once. */
export const mayJoin = rule<{ state: State; counted: boolean }>({
  name: 'reports.may-join',
  says: 'Anybody may say once that an open report concerns them too.',
  law: ordinance(5),
  refuseWhen: {
    'not-open': ({ state }) => publicClass(state) !== 'open',
    'already-counted': ({ counted }) => counted,
  },
})

/** Contact data are looked at only for a stated reason, and the reporter is told. */
export const mayUnmask = rule<{ contactLeft: boolean; closedOn: string | null; today: string }>({
  name: 'reports.may-unmask',
  says: 'An official may see left contact data for a reason that the reporter can read.',
  law: ordinance(13),
  refuseWhen: {
    'no-contact-left': ({ contactLeft }) => !contactLeft,
    'closed-too-long': ({ closedOn, today }) =>
      closedOn !== null && daysBetween(closedOn, today) > 365,
  },
})
