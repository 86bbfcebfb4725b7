/** The rules of endorsing: who may do what, and every reason to say no. Pure. */
import { rule } from '#core/kernel'
import type { Kind, MembershipState, Proof, Standing, State } from './model.ts'

const LAW = 'Statute of the coalition, section 3.1'

/** States in which an application lies with the city. */
const YOURS: readonly State[] = ['draft', 'checking', 'changes_requested']

interface Begin {
  readonly kind: Kind
  readonly membership: MembershipState | undefined
  readonly open: number
}
export const mayBegin = rule<Begin>({
  name: 'endorsements.mayBegin',
  says: 'A local or regional government endorses the declaration; a member affirms it again or withdraws.',
  law: LAW,
  refuseWhen: {
    'already-member': ({ kind, membership }) => kind === 'join' && membership === 'member',
    'no-member': ({ kind, membership }) =>
      kind !== 'join' && !['member', 'on_hold', 'historic'].includes(membership ?? ''),
    'many-open': ({ open }) => open >= 5,
  },
})

/** A draft is the city's own; afterwards it changes only what a reviewer asked for. */
export const mayChange = rule<{ readonly state: State }>({
  name: 'endorsements.mayChange',
  says: 'The city changes its application until it is under review, and when a reviewer asks for changes.',
  law: LAW,
  refuseWhen: { 'not-yours-now': ({ state }) => !YOURS.includes(state) },
})

interface Decided {
  readonly on: string
  readonly today: string
  readonly versionKnown: boolean
}
export const mayDecide = rule<Decided>({
  name: 'endorsements.mayDecide',
  says: 'The decision was taken, and names a version of the declaration.',
  law: LAW,
  refuseWhen: {
    'decision-to-come': ({ on, today }) => on > today,
    'no-such-version': ({ versionKnown }) => !versionKnown,
  },
})

interface Submit {
  readonly state: State
  readonly complete: boolean
  readonly documentHere: boolean
  readonly mailboxesHere: boolean
  readonly mailboxes: readonly (string | null)[]
}
export const maySubmit = rule<Submit>({
  name: 'endorsements.maySubmit',
  says: 'An application is submitted whole: decision, official domain, and two mailboxes of two people on that domain.',
  law: LAW,
  refuseWhen: {
    'not-yours-now': ({ state }) => !YOURS.includes(state),
    'not-complete': ({ complete }) => !complete,
    'document-elsewhere': ({ complete, documentHere }) => complete && !documentHere,
    'mailbox-elsewhere': ({ complete, mailboxesHere }) => complete && !mailboxesHere,
    'same-mailbox': ({ mailboxes: [one, other] }) =>
      !!one && !!other && one.toLowerCase() === other.toLowerCase(),
  },
})

interface Sign {
  readonly as: 'mailbox' | 'signer'
  readonly by: string | null
  readonly submitter: string | null
}
export const maySign = rule<Sign>({
  name: 'endorsements.maySign',
  says: 'Whoever signs is not whoever submitted: two people stand for the city.',
  law: LAW,
  refuseWhen: {
    'same-person': ({ as, by, submitter }) => as === 'signer' && by !== null && by === submitter,
  },
})

interface Review {
  readonly state: State
  readonly employer: string | undefined
  readonly domains: readonly string[]
  readonly before: boolean
  readonly given: boolean
}
const within = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)
const ofTheCity = ({ employer, domains }: Pick<Review, 'employer' | 'domains'>) =>
  employer !== undefined && domains.some((one) => within(employer, one) || within(one, employer))

export const mayReview = rule<Review>({
  name: 'endorsements.mayReview',
  says: 'Two reviewers decide, neither of whom works for the applying city; after an appeal, other persons.',
  law: LAW,
  refuseWhen: {
    'not-in-review': ({ state }) => state !== 'in_review',
    'employer-unknown': ({ employer }) => employer === undefined,
    'own-city': ofTheCity,
    'reviewed-before': ({ before }) => before,
    'already-given': ({ given }) => given,
  },
})

interface Judge {
  readonly verdict: 'accept' | 'refuse'
  readonly missing: readonly Proof[]
  readonly standing: Standing
}
/** What only a machine judges cannot be said to be missing while it stands. */
const MACHINE: readonly Proof[] = ['domain', 'contacts']
export const mayJudge = rule<Judge>({
  name: 'endorsements.mayJudge',
  says: 'Accepted is who has all proofs; a refusal names the proof that is missing.',
  law: LAW,
  refuseWhen: {
    'proof-not-named': ({ verdict, missing }) => verdict === 'refuse' && missing.length === 0,
    'proof-stands': ({ verdict, missing, standing }) =>
      verdict === 'refuse' &&
      missing.some((one) => MACHINE.includes(one) && standing[one] === 'stands'),
    'proof-missing': ({ verdict, standing }) =>
      verdict === 'accept' && Object.values(standing).some((one) => one !== 'stands'),
  },
})

interface Appeal {
  readonly state: State
  readonly appealed: boolean
}
export const mayAppeal = rule<Appeal>({
  name: 'endorsements.mayAppeal',
  says: 'A city that was refused may appeal once to the board.',
  law: LAW,
  refuseWhen: {
    'not-refused': ({ state }) => state !== 'refused',
    'appealed-already': ({ appealed }) => appealed,
  },
})

interface DecideAppeal {
  readonly open: boolean
  readonly reviewed: boolean
  readonly employer: string | undefined
  readonly domains: readonly string[]
}
export const mayDecideAppeal = rule<DecideAppeal>({
  name: 'endorsements.mayDecideAppeal',
  says: 'The board decides an appeal; nobody decides on the own opinion or the own city.',
  law: LAW,
  refuseWhen: {
    'no-appeal': ({ open }) => !open,
    'reviewed-before': ({ reviewed }) => reviewed,
    'employer-unknown': ({ employer }) => employer === undefined,
    'own-city': ofTheCity,
  },
})

interface ActFor {
  readonly proved: readonly string[]
  readonly domains: readonly string[]
}
/** A member is spoken for by who holds the domain it proved. */
export const mayActFor = rule<ActFor>({
  name: 'endorsements.mayActFor',
  says: 'Who affirms or withdraws for a member holds an official domain the member proved before.',
  law: LAW,
  refuseWhen: {
    'not-its-domain': ({ proved, domains }) =>
      proved.length > 0 && !domains.some((one) => proved.includes(one)),
  },
})
