/** Why messages are read, by what right, and until when. */
import { accountEmail, field, purpose } from '#core/vault'

/** The words of one message. */
export const messageText = field.text('message.written', {
  class: 'messages',
  pd: 'pd:Communication',
})

const law = 'Administrative Procedure Ordinance 2/2024, art. 14'

/** Whoever a message is for reads it, and what they wrote themselves. */
export const own = purpose({
  id: 'messages.own',
  version: 1,
  fields: [messageText],
  basis: { gdpr: '6(1)(e)', law },
  scope: 'self',
  actors: ['self'],
  recipients: [],
  retention: { class: 'messages', until: 'account.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['self-view'],
})

/** The unit reads what it and the resident wrote, as long as the thread is open. */
export const correspondence = purpose({
  id: 'messages.correspondence',
  version: 1,
  fields: [messageText],
  basis: { gdpr: '6(1)(e)', law },
  scope: 'case',
  actors: ['official:messages.answer'],
  recipients: [],
  retention: { class: 'messages', until: 'case.closed+P2Y' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['staff-view'],
})

/** A letter that says that there is a message, and neither what nor from whom: for those who want it. */
export const mailNotice = purpose({
  id: 'messages.mail',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  notice: { name: 'messages-mail', version: 1 },
  sinks: ['mail'],
})

/** The case for which such letters are sent. */
export const MAIL = 'mail'
