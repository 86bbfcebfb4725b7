/** The civic rules of requests: pure, one line a reason (GDPR art. 12, 15 to 22). */
import { rule } from '#core/kernel'
import {
  type Correctable,
  fits,
  type Identity,
  type Kind,
  openStates,
  type State,
} from './model/kinds.ts'

interface Asking {
  readonly kind: Kind
  /** Requests of the same person that are still open. */
  readonly open: number
  /** Is one about the very same thing open? */
  readonly same: boolean
  /** What it is about is named, and there is such a thing. */
  readonly aboutKnown: boolean
  readonly field: Correctable | null
  readonly value: string | null
}

const MOST_OPEN = 20

/** Everybody may ask about their own data. */
export const mayAsk = rule<Asking>({
  name: 'protection.may-ask',
  says: 'A resident may ask about their own data at any time, free of charge, and gets an answer within a month.',
  law: 'GDPR art. 12(2), 12(5), 15 to 22',
  refuseWhen: {
    'about-unknown': ({ aboutKnown }) => !aboutKnown,
    'already-asked': ({ same }) => same,
    'value-missing': ({ kind, value }) => kind === 'correction' && !value,
    'value-unfit': ({ field, value }) =>
      field !== null && Boolean(value) && !fits(field, value ?? ''),
    'too-many-open': ({ open }) => open >= MOST_OPEN,
  },
})

const isOpen = (state: State) => openStates.some((one) => one === state)

/** Whoever asked may take it back until it is answered. */
export const mayWithdraw = rule<{ readonly state: State }>({
  name: 'protection.may-withdraw',
  says: 'Whoever asked may take the request back until it is answered.',
  law: 'GDPR art. 12(2)',
  refuseWhen: { 'not-open': ({ state }) => !isOpen(state) },
})

/** The officer begins with a request once. */
export const mayBegin = rule<{ readonly state: State }>({
  name: 'protection.may-begin',
  says: 'The protection officer begins with a request that nobody has begun with.',
  law: 'GDPR art. 12(3), 38(4)',
  refuseWhen: { 'not-received': ({ state }) => state !== 'received' },
})

interface Extending {
  readonly state: State
  readonly extended: boolean
  readonly paused: boolean
  readonly dueOn: string
  readonly today: string
}

/** Two more months, told within the first. */
export const mayExtend = rule<Extending>({
  name: 'protection.may-extend',
  says: 'The city may take two more months where it is complex, and says so and why within the first month.',
  law: 'GDPR art. 12(3)',
  refuseWhen: {
    'not-open': ({ state }) => !isOpen(state),
    'extended-already': ({ extended }) => extended,
    'clock-stands': ({ paused }) => paused,
    'first-month-over': ({ dueOn, today }) => today > dueOn,
  },
})

interface Pausing {
  readonly state: State
  readonly paused: boolean
  readonly identified: Identity | null
}

/** The clock stands still only while it is in doubt who asks. */
export const mayDoubt = rule<Pausing>({
  name: 'protection.may-doubt',
  says: 'The clock of a request stands still only while it is in reasonable doubt who asks.',
  law: 'GDPR art. 12(6)',
  refuseWhen: {
    'not-open': ({ state }) => !isOpen(state),
    'clock-stands': ({ paused }) => paused,
    // Somebody whose document was looked at is no longer in doubt.
    'identity-shown': ({ identified }) => identified !== null && identified !== 'doubted',
  },
})

/** When it is known who asks, the clock goes on. */
export const mayGoOn = rule<{ readonly state: State; readonly paused: boolean }>({
  name: 'protection.may-go-on',
  says: 'When it is known who asks, the clock goes on where it stood.',
  law: 'GDPR art. 12(6)',
  refuseWhen: {
    'not-open': ({ state }) => !isOpen(state),
    'clock-runs': ({ paused }) => !paused,
  },
})

interface AskingUnit {
  readonly state: State
  readonly access: boolean
  readonly asked: boolean
  readonly unitKnown: boolean
}

/** The unit that read is asked once to explain itself. */
export const mayAskUnit = rule<AskingUnit>({
  name: 'protection.may-ask-unit',
  says: 'The unit that read is asked once to explain it, and has five working days.',
  law: 'GDPR art. 5(2), 38(2)',
  refuseWhen: {
    'not-open': ({ state }) => !isOpen(state),
    'no-access': ({ access }) => !access,
    'unit-asked': ({ asked }) => asked,
    'no-such-unit': ({ unitKnown }) => !unitKnown,
  },
})

interface Explaining {
  readonly state: State
  readonly ownUnit: boolean
  readonly explained: boolean
}

/** The unit explains while nothing is decided. */
export const mayExplain = rule<Explaining>({
  name: 'protection.may-explain',
  says: 'The unit that was asked explains once what it read and why, until the request is answered.',
  law: 'GDPR art. 5(2)',
  refuseWhen: {
    'not-your-unit': ({ ownUnit }) => !ownUnit,
    'not-open': ({ state }) => !isOpen(state),
    'explained-already': ({ explained }) => explained,
  },
})

interface Deciding {
  readonly state: State
  readonly kind: Kind
  readonly paused: boolean
  readonly outcome: string
  readonly ground: boolean
  readonly finding: boolean
  /** The unit was asked, has not explained, and its days are not over. */
  readonly unitHasTime: boolean
  /** The officer asked it for themselves. */
  readonly own: boolean
}

/** The officer answers with a reason; a contested access is found lawful or unlawful. */
export const mayDecide = rule<Deciding>({
  name: 'protection.may-decide',
  says: 'The protection officer answers every request, and says why where it is not granted in full.',
  law: 'GDPR art. 12(3), 12(4)',
  refuseWhen: {
    'not-handling': ({ state }) => state !== 'handling',
    'clock-stands': ({ paused }) => paused,
    'ground-needed': ({ outcome, ground }) => outcome !== 'granted' && !ground,
    'finding-needed': ({ kind, finding }) => kind === 'contest' && !finding,
    'unit-has-time': ({ unitHasTime }) => unitHasTime,
    'own-request': ({ own }) => own,
  },
})

interface Closing {
  readonly state: State
  /** Something is still to be done in the vault. */
  readonly toCarry: boolean
  /** Recipients who were not told. */
  readonly untold: number
}

/** A request is done when everything in its answer was done. */
export const mayClose = rule<Closing>({
  name: 'protection.may-close',
  says: 'A request is done when what was granted is carried out and everybody who got the value was told.',
  law: 'GDPR art. 19',
  refuseWhen: {
    'not-answered': ({ state }) => state !== 'answered',
    'not-carried-out': ({ toCarry }) => toCarry,
    'recipients-not-told': ({ untold }) => untold > 0,
  },
})
