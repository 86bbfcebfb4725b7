import { accountEmail } from './field.ts'
import { purpose } from './purpose.ts'

/** To tell somebody at once what happened to their data, such as a reading in an emergency. */
export const accountNotices = purpose({
  id: 'account.notices',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(c)', law: 'GDPR art. 5(1)(a), art. 34' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['mail'],
})

/** Letters about one's own account: to confirm an address, to sign in, to choose a new password. */
export const accountLetters = purpose({
  id: 'account.letters',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(b)', law: 'GDPR art. 32(1)(b)' },
  scope: 'case',
  actors: ['system'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:IdentityAuthentication',
  visibility: 'immediate',
  sinks: ['mail'],
})

/** An official helps at the desk: that it happened is logged; the address itself is shown to nobody. */
export const accountRecovery = purpose({
  id: 'account.recovery',
  version: 1,
  fields: [accountEmail],
  basis: { gdpr: '6(1)(e)', law: 'GDPR art. 32(1)(b)' },
  scope: 'case',
  actors: ['official:account.recover'],
  recipients: [],
  retention: { class: 'account', until: 'account.closed' },
  dpv: 'dpv:IdentityVerification',
  visibility: 'immediate',
  sinks: [],
})
