/** The rules about commitments (coalition-access.md 3.2). Pure. */
import { rule } from '#core/kernel'
import { type Effect, FLAGSHIPS, type Stage, type Status } from './model.ts'
import { COMPLETE_FROM, latestEnd } from './model/standing.ts'

const LAW = 'Statutes of the coalition, section 3.2'

interface Own {
  /** Does who acts hold a post for this very city? */
  readonly mine: boolean
}
interface Running extends Own {
  readonly withdrawn: boolean
}
const notMine = ({ mine }: Own) => !mine

/** A city makes a commitment. */
export const mayPromise = rule<Own & { member: boolean; startsOn: string; endsOn: string }>({
  name: 'commitments.may-promise',
  says: 'An official of a member city promises for that city, for four years at most.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'not-a-member': ({ member }) => !member,
    'ends-before-it-starts': ({ startsOn, endsOn }) => endsOn <= startsOn,
    'longer-than-four-years': ({ startsOn, endsOn }) => endsOn > latestEnd(startsOn),
  },
})

/** A first action of the endorsement is set aside. */
export const maySetAside = rule<Own & { offered: boolean }>({
  name: 'commitments.may-set-aside',
  says: 'What a city said it does first is its own to promise, or to set aside.',
  law: 'Statutes of the coalition, section 3.1, E',
  refuseWhen: { 'not-your-city': notMine, 'nothing-offered': ({ offered }) => !offered },
})

/** A city adds to a commitment, or withdraws it. */
export const mayTend = rule<Running>({
  name: 'commitments.may-tend',
  says: 'An official of the city adds milestones and figures as long as the commitment is not withdrawn.',
  law: LAW,
  refuseWhen: { 'not-your-city': notMine, 'is-withdrawn': ({ withdrawn }) => withdrawn },
})

/** A milestone is reached. */
export const mayReach = rule<Running & { reached: boolean; future: boolean }>({
  name: 'commitments.may-reach',
  says: 'A milestone is reached once, on a day that has come.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'is-withdrawn': ({ withdrawn }) => withdrawn,
    'reached-already': ({ reached }) => reached,
    'not-yet': ({ future }) => future,
  },
})

/** A commitment is put in front of the others. */
export const mayFeature = rule<Running & { flagships: number }>({
  name: 'commitments.may-feature',
  says: 'A city puts five of its commitments in front at most.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'is-withdrawn': ({ withdrawn }) => withdrawn,
    'five-flagships': ({ flagships }) => flagships >= FLAGSHIPS,
  },
})

interface Change extends Running {
  readonly same: boolean
  readonly settled: boolean
  readonly tooLong: boolean
}
/** A day or a target is changed. */
export const mayChange = rule<Change>({
  name: 'commitments.may-change',
  says: 'Days and targets are changed with a reason, and the old value stays in sight.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'is-withdrawn': ({ withdrawn }) => withdrawn,
    'nothing-changes': ({ same }) => same,
    'reached-already': ({ settled }) => settled,
    'longer-than-four-years': ({ tooLong }) => tooLong,
  },
})

interface State extends Running {
  readonly status: Status
  readonly effect: Effect | null
  readonly ended: boolean
  readonly level: number
}
/** The city says how far it is. */
export const mayState = rule<State>({
  name: 'commitments.may-state',
  says: 'The city says how far it is; complete is said only with live evidence of level E2 or more.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'is-withdrawn': ({ withdrawn }) => withdrawn,
    'complete-without-evidence': ({ status, level }) =>
      status === 'complete' && level < COMPLETE_FROM,
    'effect-before-the-end': ({ effect, ended }) => effect !== null && !ended,
  },
})

/** An official of another city speaks as a peer. */
export const mayJudge = rule<Own & { own: boolean; member: boolean; speaks: boolean }>({
  name: 'commitments.may-judge',
  says: 'Officials of other member cities say what they think of a commitment; nobody of the city itself, or of one on hold.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'not-a-member': ({ member }) => !member,
    'city-on-hold': ({ member, speaks }) => member && !speaks,
    'own-commitment': ({ own }) => own,
  },
})

interface Review {
  readonly employed: boolean
  readonly declared: boolean
  readonly stage: Stage
  readonly ended: boolean
  readonly done: boolean
}
/** An independent reviewer hands in a review. */
export const mayReview = rule<Review>({
  name: 'commitments.may-review',
  says: 'A reviewer whom no member city employed for two years, and who names her interests, reviews the plan once and the outcome once.',
  law: LAW,
  refuseWhen: {
    'employed-by-a-city': ({ employed }) => employed,
    'independence-not-declared': ({ declared }) => !declared,
    'review-before-the-end': ({ stage, ended }) => stage === 'end' && !ended,
    'reviewed-already': ({ done }) => done,
  },
})

/** The city replies before a review is published. */
export const mayReply = rule<Own & { replied: boolean; published: boolean }>({
  name: 'commitments.may-reply',
  says: 'The city has 20 working days to reply before a review is published; both texts are published.',
  law: LAW,
  refuseWhen: {
    'not-your-city': notMine,
    'replied-already': ({ replied }) => replied,
    'published-already': ({ published, replied }) => published && !replied,
  },
})

/** A post for a city is offered to a city that is a member. */
export const mayInvite = rule<{ official: boolean; member: boolean; named: boolean }>({
  name: 'commitments.may-invite',
  says: 'The secretariat offers a post for a member city, or that of a reviewer, who acts for no city.',
  law: LAW,
  refuseWhen: {
    'not-a-member': ({ official, member }) => official && !member,
    'reviewer-of-a-city': ({ official, named }) => !official && named,
  },
})
