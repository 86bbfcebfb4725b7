/** Why the vault is read in benches: one purpose with one value, for the city's own work. */
import { contactEmail, purpose } from '#core/vault'

export const contact = purpose({
  id: 'bench.contact',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'Benchmarks Ordinance, art. 1' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
})
