/** Why supporters are written to: once, so that a request is counted once. */
import { contactEmail, purpose } from '#core/vault'

/** One letter with a link, right after somebody asked to be counted. After that nobody may read the address. */
export const confirm = purpose({
  id: 'supporters.confirm',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(a)', law: 'Statutes of the coalition, part 5, art. 2' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
})
