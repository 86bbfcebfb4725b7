/** Who belongs to a group, what bodies approve, and who may sign. */
import { rule } from '#core/kernel'
import type { AmendmentState } from './model.ts'

const LAW = 'Statutes of the coalition, part 6'

interface Founding {
  readonly known: boolean
  /** Is it founded by the secretariat, or by an official for her own city? */
  readonly acts: boolean
  readonly isMember: boolean
}
export const mayFound = rule<Founding>({
  name: 'groups.mayFound',
  says: 'A group is founded once under its name, by the secretariat or by a member city, which then chairs it.',
  law: `${LAW}, art. 1`,
  refuseWhen: {
    'already-founded': ({ known }) => known,
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ isMember }) => !isMember,
  },
})

interface Joining {
  /** Does who acts hold a post for this very city? */
  readonly acts: boolean
  readonly ended: boolean
  readonly isMember: boolean
  readonly inGroup: boolean
}
export const mayJoin = rule<Joining>({
  name: 'groups.mayJoin',
  says: 'A member city of the coalition joins a group that works, once.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'group-ended': ({ ended }) => ended,
    'not-a-member': ({ isMember }) => !isMember,
    'in-group-already': ({ inGroup }) => inGroup,
  },
})

interface Leaving {
  readonly acts: boolean
  readonly inGroup: boolean
}
export const mayLeave = rule<Leaving>({
  name: 'groups.mayLeave',
  says: 'A city leaves a group when it likes.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-in-group': ({ inGroup }) => !inGroup,
  },
})

interface Chairing {
  readonly ended: boolean
  readonly inGroup: boolean
  /** Does it lead the group, or is there no chair and the city takes it for itself? */
  readonly mayHandOn: boolean
}
export const mayChair = rule<Chairing>({
  name: 'groups.mayChair',
  says: 'A group is chaired by one of its cities: the chair hands it on, and a city takes it when there is none.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'group-ended': ({ ended }) => ended,
    'not-in-group': ({ inGroup }) => !inGroup,
    'not-the-chair': ({ mayHandOn }) => !mayHandOn,
  },
})

interface Working {
  readonly ended: boolean
  /** Does who acts hold a post for one of its cities? */
  readonly works: boolean
}
export const mayWork = rule<Working>({
  name: 'groups.mayWork',
  says: 'Officials of its cities work in a group until it ended; what it did stays readable.',
  law: `${LAW}, art. 4`,
  refuseWhen: {
    'group-ended': ({ ended }) => ended,
    'not-in-this-group': ({ works }) => !works,
  },
})

interface Leading {
  readonly ended: boolean
  readonly leads: boolean
}
export const mayLead = rule<Leading>({
  name: 'groups.mayLead',
  says: 'The city that chairs a group, or the secretariat, publishes, decides on amendments, closes and ends it.',
  law: `${LAW}, art. 5`,
  refuseWhen: {
    'group-ended': ({ ended }) => ended,
    'not-the-chair': ({ leads }) => !leads,
  },
})

interface Turning {
  readonly same: boolean
}
export const mayTurn = rule<Turning>({
  name: 'groups.mayTurn',
  says: 'A public group is closed with a reason that everybody reads; a closed one is made public with all it wrote.',
  law: `${LAW}, art. 5`,
  refuseWhen: { 'turned-already': ({ same }) => same },
})

interface Amending {
  /** Is it proposed by nobody's city, or by one of the group that who acts holds a post for? */
  readonly acts: boolean
  readonly adopted: boolean
  readonly changesNothing: boolean
}
export const mayAmend = rule<Amending>({
  name: 'groups.mayAmend',
  says: 'A text is amended until it is adopted, by words that change something.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'text-adopted': ({ adopted }) => adopted,
    'changes-nothing': ({ changesNothing }) => changesNothing,
  },
})

interface Deciding {
  readonly adopted: boolean
  readonly state: AmendmentState
  readonly outdated: boolean
}
export const mayDecide = rule<Deciding>({
  name: 'groups.mayDecide',
  says: 'An amendment is taken in or declined once, and taken in only when it changes the text as it stands.',
  law: `${LAW}, art. 7`,
  refuseWhen: {
    'text-adopted': ({ adopted }) => adopted,
    'amendment-over': ({ state }) => state !== 'open',
    'amendment-outdated': ({ outdated }) => outdated,
  },
})

interface Approving {
  /** Does who acts hold a post for the city of this body, or lead the group when it has none? */
  readonly acts: boolean
  readonly adopted: boolean
  readonly hasTrack: boolean
  readonly isCurrent: boolean
}
export const mayApprove = rule<Approving>({
  name: 'groups.mayApprove',
  says: 'Each body approves the text as it stands, by its hash; the text is adopted when all approved the same.',
  law: `${LAW}, art. 8`,
  refuseWhen: {
    'text-adopted': ({ adopted }) => adopted,
    'no-such-body': ({ hasTrack }) => !hasTrack,
    'not-your-body': ({ acts, hasTrack }) => hasTrack && !acts,
    'other-hash': ({ isCurrent }) => !isCurrent,
  },
})

interface Signing {
  readonly acts: boolean
  readonly isMember: boolean
  readonly signed: boolean
  readonly ownDomain: boolean
  readonly decidedLater: boolean
}
export const maySign = rule<Signing>({
  name: 'groups.maySign',
  says: 'A member city signs a joint statement once, at any time, by a decision of its own on its own domain.',
  law: `${LAW}, art. 10`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ isMember }) => !isMember,
    'signed-already': ({ signed }) => signed,
    'foreign-proof': ({ ownDomain }) => !ownDomain,
    'decided-later': ({ decidedLater }) => decidedLater,
  },
})

interface Withdrawing {
  readonly acts: boolean
  readonly signed: boolean
}
export const mayWithdraw = rule<Withdrawing>({
  name: 'groups.mayWithdraw',
  says: 'A city that signed may withdraw its signature; that it had signed stays readable.',
  law: `${LAW}, art. 11`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-signed': ({ signed }) => !signed,
  },
})
