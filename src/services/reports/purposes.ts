/** Why reports read personal data, by what right, and until when. */
import { accountEmail, contactEmail, contactName, contactPhone, purpose } from '#core/vault'

/** One letter with the number and the follow-up code, right after reporting. */
export const confirm = purpose({
  id: 'reports.confirm',
  version: 1,
  fields: [contactEmail, accountEmail],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 4' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail'],
})

/** Tell the reporter what happened, or ask by phone when work depends on it. */
export const contactBack = purpose({
  id: 'reports.contact-back',
  version: 1,
  fields: [contactEmail, accountEmail, contactName, contactPhone],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 13' },
  scope: 'case',
  actors: ['system', 'official:reports.contact'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail', 'staff-view'],
})
