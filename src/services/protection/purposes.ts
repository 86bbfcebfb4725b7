/** Why requests are read, by what right, and until when. Each request lets itself be read, and ends it. */
import {
  accountEmail,
  birthDate,
  contactEmail,
  contactName,
  contactPhone,
  field,
  purpose,
} from '#core/vault'

/** What somebody asked. */
export const requestText = field.text('request.wish', {
  class: 'request',
  pd: 'pd:Communication',
  per: 'case',
})
/** The value that somebody says is right. */
export const requestValue = field.text('request.correction', {
  class: 'request',
  pd: 'pd:Communication',
  per: 'case',
})
/** What the unit that read says about it. */
export const requestExplanation = field.text('request.explanation', {
  class: 'request',
  pd: 'pd:Communication',
  per: 'case',
})
/** What the officer answered. */
export const requestAnswer = field.text('request.letter', {
  class: 'request',
  pd: 'pd:Communication',
  per: 'case',
})

const words = [requestText, requestValue, requestExplanation, requestAnswer] as const

/** Name and address of somebody without an account go a year after the request, before its words. */
const contact = { class: 'contact', until: 'case.closed+P1Y' } as const

const spec = {
  version: 1,
  basis: { gdpr: '6(1)(c)', law: 'GDPR art. 12 to 22, 38(4)' },
  recipients: [],
  retention: { class: 'request', until: 'case.closed+P3Y' },
  dpv: 'dpv:RightsFulfilment',
  visibility: 'immediate',
} as const

/** The officer reads one request and answers it; what was granted is carried out. */
export const handling = purpose({
  ...spec,
  id: 'protection.handling',
  fields: words,
  scope: 'case',
  actors: ['official:protection.handle', 'system'],
  sinks: ['staff-view', 'vault'],
})

/** Who asks, where somebody without an account came to the desk. */
export const asker = purpose({
  ...spec,
  id: 'protection.asker',
  fields: [contactName],
  retention: contact,
  scope: 'case',
  actors: ['official:protection.handle'],
  sinks: ['staff-view'],
})

/** The officer compares the one value that is contested with the one that is said to be right. */
export const correcting = purpose({
  ...spec,
  id: 'protection.correcting',
  fields: [contactEmail, contactName, contactPhone, birthDate],
  scope: 'case',
  actors: ['official:protection.handle'],
  sinks: ['staff-view'],
})

/** One's own request with its answer: signed in, or with the code. */
export const own = purpose({
  ...spec,
  id: 'protection.own',
  fields: words,
  scope: 'self',
  actors: ['self'],
  sinks: ['self-view'],
})

const letter = { ...spec, scope: 'case', actors: ['system'], sinks: ['mail'] } as const

/** A letter to the account that says that there is news, and never what. */
export const telling = purpose({ ...letter, id: 'protection.telling', fields: [accountEmail] })

/** The same to whoever came to the desk and left an address. */
export const tellingGuest = purpose({
  ...letter,
  id: 'protection.telling-guest',
  fields: [contactEmail],
  retention: contact,
})
