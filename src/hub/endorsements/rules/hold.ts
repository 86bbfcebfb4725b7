/** The rules about a member that is silent, and about one that is no more. Pure. */
import { rule } from '#core/kernel'
import type { MembershipState } from '../model.ts'

const LAW = 'Statute of the coalition, section 3.1'

interface Hold {
  readonly state: MembershipState
  readonly until: string | undefined
  readonly today: string
  readonly since: string | undefined
  readonly heardOn: string | undefined
}
export const mayHold = rule<Hold>({
  name: 'endorsements.mayHold',
  says: 'The secretariat puts a member on hold after 24 months of silence, when the city had 30 days to be heard.',
  law: LAW,
  refuseWhen: {
    'not-a-member': ({ state }) => state !== 'member',
    'not-proposed': ({ until }) => until === undefined,
    'still-heard': ({ until, today }) => until !== undefined && today <= until,
    'heard-of': ({ since, heardOn }) =>
      since !== undefined && heardOn !== undefined && heardOn > since,
  },
})

interface Resume {
  readonly state: MembershipState
  readonly heardOn: string | undefined
  readonly heldOn: string
}
export const mayResume = rule<Resume>({
  name: 'endorsements.mayResume',
  says: 'A member on hold comes back as soon as it is heard of again.',
  law: LAW,
  refuseWhen: {
    'not-on-hold': ({ state }) => state !== 'on_hold',
    'still-silent': ({ heardOn, heldOn }) => heardOn === undefined || heardOn < heldOn,
  },
})

interface End {
  readonly state: MembershipState
  readonly city: string
  readonly successor: string
}
export const mayEnd = rule<End>({
  name: 'endorsements.mayEnd',
  says: 'A membership ends when the city merged or was dissolved; its successor is named.',
  law: LAW,
  refuseWhen: {
    'ended-already': ({ state }) => state === 'ended' || state === 'withdrawn',
    'own-successor': ({ city, successor }) => city === successor,
  },
})

/** A hearing is answered while it is open. */
export const mayBeHeard = rule<{ readonly open: boolean; readonly answered: boolean }>({
  name: 'endorsements.mayBeHeard',
  says: 'A city that is to be put on hold is heard once, in public.',
  law: LAW,
  refuseWhen: {
    'hearing-over': ({ open }) => !open,
    'answered-already': ({ answered }) => answered,
  },
})
