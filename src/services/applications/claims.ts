/**
 * What is handed over for which claim. A further claim is one more line here, its scope in `model.ts`, its purpose
 * in `purposes.ts` and its sentences.
 */
import {
  accountEmail,
  contactName,
  type Field,
  type Purpose,
  residentDistrict,
  residentNow,
} from '#core/vault'
import { type Claim, claimsIn } from './model.ts'
import { age, district, email, name, over16, resident } from './purposes.ts'

type Values = Readonly<Record<string, string>>
type Told = Readonly<Record<string, string | boolean>>

/** One claim: for which purpose it is read, and what the application is told of the values that there are. */
export interface HandOver {
  readonly purpose: Purpose<`applications.${string}`, Field>
  told(values: Values): Told
}

/** A claim of one value, where it is known. */
const from = (field: Field, told: (value: string) => Told) => (values: Values) => {
  const value = values[field.name]
  return value === undefined ? {} : told(value)
}

/** What is over counts for nothing: proof of residence is for a time (privacy-record.md 5). */
const livesHere = (values: Values) => values[residentNow.name] === 'yes'

export const HAND_OVERS: Readonly<Record<Claim, HandOver>> = {
  // Whoever signs in has confirmed the address with a code.
  email: {
    purpose: email,
    told: from(accountEmail, (value) => ({ email: value, email_verified: true })),
  },
  name: { purpose: name, told: from(contactName, (value) => ({ name: value })) },
  over16: { purpose: age, told: from(over16, (value) => ({ over16: value === 'yes' })) },
  resident: { purpose: resident, told: (values) => ({ resident: livesHere(values) }) },
  district: {
    purpose: district,
    told: (values) =>
      livesHere(values) ? from(residentDistrict, (value) => ({ district: value }))(values) : {},
  },
}

/** What these scopes hand over. */
export function handOversFor(scopes: readonly string[]): HandOver[] {
  return claimsIn(scopes).map((claim) => HAND_OVERS[claim])
}
