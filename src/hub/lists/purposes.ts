/** Why subscribers of a list are written to. */
import { contactEmail, purpose } from '#core/vault'

const LAW = 'Statutes of the coalition, part 6, art. 2'
const same = {
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(a)', law: LAW },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['mail'],
} as const

/** What a list says goes to its subscribers, as long as they want it. */
export const deliver = purpose({ ...same, id: 'lists.deliver' })

/** One letter to who wrote, that the message waits. After that nobody may read the address. */
export const tell = purpose({ ...same, id: 'lists.tell' })
