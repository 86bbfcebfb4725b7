/** Why reports read personal data, by what right, and until when. */
import { accountEmail, contactEmail, contactName, contactPhone, field, purpose } from '#core/vault'

/** What somebody typed when reporting or answering, where something in it is hidden from everybody. */
export const reportWords = field.text('report.typed', {
  class: 'report-words',
  pd: 'pd:Communication',
})

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

/**
 * Reach somebody who is in danger to life, also when the case is closed or of another unit (GDPR art. 6(1)(d)). Person
 * and officer are told of each look.
 */
export const danger = purpose({
  id: 'reports.danger',
  version: 1,
  fields: [contactEmail, accountEmail, contactName, contactPhone],
  basis: { gdpr: '6(1)(d)', law: 'Public Space Ordinance 4/2025, art. 14' },
  scope: 'case',
  actors: ['official:reports.contact'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:VitalInterest',
  visibility: 'immediate',
  volume: { perActorPerDay: 20 },
  emergency: true,
  sinks: ['staff-view'],
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

/** A letter to an official that a note names them, and nothing of the note: for those who asked for it. */
export const mentionLetter = purpose({
  id: 'reports.mention-letter',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 6' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['mail'],
})

/** Understand a report of which something is hidden from everybody, such as the number of a door or a name. */
export const originalWords = purpose({
  id: 'reports.original-words',
  version: 1,
  fields: [reportWords],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 13' },
  scope: 'case',
  actors: ['official:reports.contact'],
  recipients: [],
  retention: { class: 'report-words', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['staff-view'],
})

/** See whether what is put back of hidden words is what was typed: the answer is yes or no, and nobody sees the words. */
export const compareWords = purpose({
  id: 'reports.compare-words',
  version: 1,
  fields: [reportWords],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 13; GDPR art. 5(1)(d)' },
  scope: 'case',
  actors: ['official:reports.moderate'],
  recipients: [],
  retention: { class: 'report-words', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['rule'],
})
