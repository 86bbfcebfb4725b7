/** When contact data are opened because somebody is in danger. Pure. */
import { rule } from '#core/kernel'

/** In danger to life contact data are opened whatever the state of the report, by officials of any unit. */
export const mayOpenInDanger = rule<{ readonly contactLeft: boolean }>({
  name: 'reports.may-open-in-danger',
  says: 'Where somebody is in danger to life an official opens contact data, and person and officer are told at once.',
  law: 'Public Space Ordinance 4/2025, art. 14; GDPR art. 6(1)(d)',
  refuseWhen: { 'no-contact-left': ({ contactLeft }) => !contactLeft },
})
