/** Who belongs to a group, what bodies approve, and who may sign. */
import { rule } from '#core/kernel'
import type { AmendmentState } from './model.ts'

const LAW = 'Statutes of the coalition, part 6'

interface Founding {
  readonly known: boolean
}
export const mayFound = rule<Founding>({
  name: 'groups.mayFound',
  says: 'A group is founded once under its name.',
  law: `${LAW}, art. 1`,
  refuseWhen: { 'already-founded': ({ known }) => known },
})

interface Joining {
  readonly ended: boolean
  readonly isMember: boolean
  readonly inGroup: boolean
}
export const mayJoin = rule<Joining>({
  name: 'groups.mayJoin',
  says: 'A member city of the coalition joins a group that works, once.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'group-ended': ({ ended }) => ended,
    'not-a-member': ({ isMember }) => !isMember,
    'in-group-already': ({ inGroup }) => inGroup,
  },
})

interface Chairing {
  readonly inGroup: boolean
}
export const mayChair = rule<Chairing>({
  name: 'groups.mayChair',
  says: 'A group is chaired by one of its cities.',
  law: `${LAW}, art. 3`,
  refuseWhen: { 'not-in-group': ({ inGroup }) => !inGroup },
})

interface Working {
  readonly ended: boolean
}
export const mayWork = rule<Working>({
  name: 'groups.mayWork',
  says: 'A group that ended changes nothing any more; what it did stays readable.',
  law: `${LAW}, art. 4`,
  refuseWhen: { 'group-ended': ({ ended }) => ended },
})

interface Amending {
  readonly adopted: boolean
  readonly changesNothing: boolean
}
export const mayAmend = rule<Amending>({
  name: 'groups.mayAmend',
  says: 'A text is amended until it is adopted, by words that change something.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
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
    'other-hash': ({ isCurrent }) => !isCurrent,
  },
})

interface Signing {
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
    'not-a-member': ({ isMember }) => !isMember,
    'signed-already': ({ signed }) => signed,
    'foreign-proof': ({ ownDomain }) => !ownDomain,
    'decided-later': ({ decidedLater }) => decidedLater,
  },
})

interface Withdrawing {
  readonly signed: boolean
}
export const mayWithdraw = rule<Withdrawing>({
  name: 'groups.mayWithdraw',
  says: 'A city that signed may withdraw its signature; that it had signed stays readable.',
  law: `${LAW}, art. 11`,
  refuseWhen: { 'not-signed': ({ signed }) => !signed },
})
