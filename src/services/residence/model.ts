/** A proof of residence: by which way, until when, and what is left of it. */
import { addDays, ageOn } from '#core/kernel'

export const WAYS = ['letter', 'desk', 'provider', 'register'] as const
export type Way = (typeof WAYS)[number]

export const ENDINGS = ['moved', 'elsewhere', 'over', 'namesake'] as const

/**
 * Why a proof ended: the person moved, proved it with another account, its time was over, or it could not be told
 * apart from that of a namesake.
 */
export type Ending = (typeof ENDINGS)[number]

/** What a desk looked at to see where somebody lives. */
export const ADDRESSES = ['registration', 'lease', 'bill', 'official-letter'] as const

/** What a desk looked at to see who somebody is: its kind, never its number. */
export const DOCUMENTS = ['identity-card', 'passport', 'residence-permit'] as const

/** What tells two people of one name and birthday apart: it stays when a document is renewed, and is never kept. */
export const THIRD_FACTS = ['personal-number', 'birth-place'] as const
export type ThirdFact = (typeof THIRD_FACTS)[number]

/** What is left of a proof. */
export interface Residency {
  /** The first day on which it does not count any more. */
  readonly until: string
  readonly district: string
  /** The day somebody turns sixteen; for whoever is, the day of the proof. */
  readonly over16From: string
}

const SIXTEEN = 16

/** The day somebody is so many years old; who was born on a leap day is on the first of March. */
export function yearsAfter(birthDate: string, years: number): string {
  const year = String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0')
  const day = `${year}${birthDate.slice(4)}`
  const leap = day.endsWith('-02-29') && new Date(`${year}-02-29`).getUTCDate() !== 29
  return leap ? `${year}-03-01` : day
}

/** What is kept of a proof: for whoever is sixteen already, not the day they became so. */
export function residencyAt(
  today: string,
  of: { district: string; birthDate: string; validDays: number },
): Residency {
  const isOver = ageOn(today, of.birthDate) >= SIXTEEN
  return {
    until: addDays(today, of.validDays),
    district: of.district,
    over16From: isOver ? today : yearsAfter(of.birthDate, SIXTEEN),
  }
}
