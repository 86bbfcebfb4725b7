/** Why documents are opened, by what right, and until when they are kept. */
import {
  documentIssued,
  documentIssuedAbout,
  documentKept,
  documentKeptAbout,
  purpose,
} from '#core/vault'

/** People look at what they keep. */
export const own = purpose({
  id: 'documents.own',
  version: 1,
  fields: [documentKept, documentKeptAbout],
  basis: { gdpr: '6(1)(e)', law: 'GDPR art. 15, 20' },
  scope: 'self',
  actors: ['self'],
  recipients: [],
  retention: { class: 'documents', until: 'account.closed' },
  dpv: 'dpv:PersonalisedBenefits',
  visibility: 'immediate',
  sinks: ['self-view'],
})

/** People look at what the city gave them. */
export const given = purpose({
  id: 'documents.given',
  version: 1,
  fields: [documentIssued, documentIssuedAbout],
  basis: { gdpr: '6(1)(e)', law: 'GDPR art. 15, 20' },
  scope: 'self',
  actors: ['self'],
  recipients: [],
  retention: { class: 'documents-issued', until: 'account.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['self-view'],
})

/** Whoever bears a link that the person made opens the one document it is for. */
export const shared = purpose({
  id: 'documents.shared',
  version: 1,
  fields: [documentKept, documentIssued],
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 7, 20' },
  scope: 'case',
  actors: ['system'],
  recipients: ['whoever has the link'],
  retention: { class: 'documents', until: 'account.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['shared-view'],
})
