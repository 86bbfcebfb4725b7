/** Why applications are told something of a resident: because the resident agreed to it. */
import {
  accountEmail,
  birthDate,
  contactName,
  field,
  purpose,
  residentDistrict,
  residentNow,
} from '#core/vault'

export const over16 = field.over(birthDate, 16)

const agreed = {
  version: 1,
  basis: { gdpr: '6(1)(a)', law: 'Digital Services Ordinance 6/2025, art. 11' },
  scope: 'case',
  actors: ['system'],
  recipients: ['application'],
  dpv: 'dpv:IdentityAuthentication',
  visibility: 'immediate',
  sinks: ['application'],
} as const

/** The address somebody signs in with, so that the application can write to them. */
export const email = purpose({
  ...agreed,
  id: 'applications.email',
  fields: [accountEmail],
  retention: { class: 'account', until: 'account.closed' },
  notice: { name: 'applications.email', version: 1 },
})

/** What somebody wants to be called, so that the application can greet them. */
export const name = purpose({
  ...agreed,
  id: 'applications.name',
  fields: [contactName],
  retention: { class: 'contact', until: 'case.closed' },
  notice: { name: 'applications.name', version: 1 },
})

/** Whether somebody is sixteen or older; never the day they were born. */
export const age = purpose({
  ...agreed,
  id: 'applications.age',
  fields: [over16],
  retention: { class: 'identity', until: 'case.closed' },
  notice: { name: 'applications.age', version: 1 },
})

/** Whether somebody proved that they live here, and the proof still counts; never where. */
export const resident = purpose({
  ...agreed,
  id: 'applications.resident',
  fields: [residentNow],
  retention: { class: 'residence', until: 'account.closed' },
  notice: { name: 'applications.resident', version: 1 },
})

/** In which district a verified resident lives; never at which address. */
export const district = purpose({
  ...agreed,
  id: 'applications.district',
  fields: [residentNow, residentDistrict],
  retention: { class: 'residence', until: 'account.closed' },
  notice: { name: 'applications.district', version: 1 },
})
