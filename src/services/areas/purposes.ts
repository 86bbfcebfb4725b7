/** Why whoever follows an area is written to. */
import { contactEmail, purpose } from '#core/vault'

/** News of the area goes to the address that asked for it, as long as it wants it. */
export const tell = purpose({
  id: 'areas.tell',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(a)', law: 'Public Space Ordinance 4/2025, art. 12' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['mail'],
})
