/** How any service asks whether somebody is a verified resident: by a purpose of its own, and never for more. */
import { type Personal, type residency, reveal } from '#core/vault'

/** The answer: nothing but that, or the district and whether the person is sixteen. */
export type Verified =
  | { readonly resident: false }
  | { readonly resident: true; readonly district: string; readonly over16: boolean }

/** What the vault answered: a value for each question, of whatever purpose. */
export type Answers = {
  readonly [Name in (typeof residency)[number]['name']]?: Personal
}

const says = (value: Personal | undefined) => (value ? reveal(value, 'rule') : '')

/** What the vault answered, as the one fact a rule needs. What is over counts for nothing. */
export function verifiedOf(answers: Answers): Verified {
  const district = says(answers['residence.homeDistrict'])
  if (says(answers['residence.residentUntil#ahead']) !== 'yes' || district === '')
    return { resident: false }
  return {
    resident: true,
    district,
    over16: says(answers['residence.over16From#reached']) === 'yes',
  }
}
