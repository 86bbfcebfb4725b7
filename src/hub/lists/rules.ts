/** Who opens a list, who joins it, and what becomes of what they write. */
import { rule } from '#core/kernel'
import type { ListKind, MessageState } from './model.ts'

const LAW = 'Statutes of the coalition, part 6'

interface Opening {
  readonly known: boolean
}
export const mayOpen = rule<Opening>({
  name: 'lists.mayOpen',
  says: 'A list has a name of its own.',
  law: `${LAW}, art. 1`,
  refuseWhen: { 'list-exists': ({ known }) => known },
})

interface Joining {
  readonly kind: ListKind
  /** The domain of the address belongs to a city of the coalition. */
  readonly ofMember: boolean
}
export const mayJoin = rule<Joining>({
  name: 'lists.mayJoin',
  says: 'Anybody may join an open list; a list of the members takes addresses at their domains.',
  law: `${LAW}, art. 2`,
  refuseWhen: { 'no-member-address': ({ kind, ofMember }) => kind === 'members' && !ofMember },
})

interface Reading {
  readonly kind: ListKind
  readonly subscribed: boolean
  readonly moderates: boolean
}
export const mayRead = rule<Reading>({
  name: 'lists.mayRead',
  says: 'Everybody may read an open list; a list of the members is read by who gets it.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'subscribers-only': ({ kind, subscribed, moderates }) =>
      kind === 'members' && !subscribed && !moderates,
  },
})

interface Writing {
  readonly subscribed: boolean
  readonly hasSubject: boolean
}
export const mayWrite = rule<Writing>({
  name: 'lists.mayWrite',
  says: 'Who gets the list may write to it; what begins a thread has a subject.',
  law: `${LAW}, art. 4`,
  refuseWhen: {
    'not-subscribed': ({ subscribed }) => !subscribed,
    'subject-missing': ({ hasSubject }) => !hasSubject,
  },
})

interface Judging {
  readonly state: MessageState
}
export const mayJudge = rule<Judging>({
  name: 'lists.mayJudge',
  says: 'Only a message that waits is let through or turned down.',
  law: `${LAW}, art. 5`,
  refuseWhen: { 'not-held': ({ state }) => state !== 'held' },
})

interface Redacting {
  readonly state: MessageState
  readonly own: boolean
  readonly moderates: boolean
}
export const mayRedact = rule<Redacting>({
  name: 'lists.mayRedact',
  says: 'The author, or the secretariat, takes the words of a message out; its place stays.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
    'not-yours': ({ own, moderates }) => !own && !moderates,
    'not-readable': ({ state }) => state !== 'sent',
  },
})

interface Promoting {
  readonly kind: ListKind
  readonly state: MessageState
  /** This city began a practice with it before. */
  readonly begun: boolean
}
export const mayPromote = rule<Promoting>({
  name: 'lists.mayPromote',
  says: 'What stands on an open list may become a practice; each city begins one with it.',
  law: `${LAW}, art. 7`,
  refuseWhen: {
    'list-not-open': ({ kind }) => kind !== 'open',
    'nothing-to-promote': ({ state }) => state !== 'sent',
    'already-begun': ({ begun }) => begun,
  },
})
