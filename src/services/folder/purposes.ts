/** Why the folder itself reads: one letter a week, for those who want it. */
import { accountEmail, purpose } from '#core/vault'

/** How many readings there were in a week, and never which. */
export const weekly = purpose({
  id: 'folder.weekly',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  notice: { name: 'folder-weekly', version: 1 },
  sinks: ['mail'],
})

/** The case for which it is sent. */
export const WEEKLY = 'weekly'
