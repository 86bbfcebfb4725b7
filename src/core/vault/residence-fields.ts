/** Proof of residence as personal data: what is asked for on the way, and the little that is left of it. */
import { field } from './field.ts'

const WAY = { class: 'residence-letter' } as const
const LEFT = { class: 'residence', pd: 'pd:Location' } as const

/** Asked for to prove where somebody lives, and erased as soon as that is settled. */
export const askedName = field.text('residence.name', { ...WAY, pd: 'pd:Name' })
export const askedAddress = field.text('residence.homeAddress', {
  ...WAY,
  pd: 'pd:PhysicalAddress',
})
export const askedPostcode = field.text('residence.postcode', { ...WAY, pd: 'pd:PostalCode' })
export const askedBirthDate = field.date('residence.birthDate', { ...WAY, pd: 'pd:BirthDate' })
/** The number of a person in the register, for the question to it alone. */
export const askedNumber = field.text('residence.registerNumber', { ...WAY, pd: 'pd:UID' })
/** The code of a printed letter, for whoever prints it. */
export const askedCode = field.text('residence.letterCode', { ...WAY, pd: 'pd:Authenticating' })

/** What is left: until when residence is proved, where, and since when somebody is sixteen. */
export const residentUntil = field.date('residence.residentUntil', LEFT)
export const residentDistrict = field.text('residence.homeDistrict', LEFT)
export const over16From = field.date('residence.over16From', { ...LEFT, pd: 'pd:Age' })

/** Is residence proved now? The vault answers yes or no. */
export const residentNow = field.day(residentUntil, 'ahead')
/** Is somebody sixteen now? The vault answers yes or no. */
export const over16Now = field.day(over16From, 'reached')

/** What a service may ask of a verified resident; it declares a purpose of its own with these. */
export const residency = [residentNow, residentDistrict, over16Now] as const
