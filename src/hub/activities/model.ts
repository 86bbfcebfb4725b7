/** Activities of the coalition, and the yearly day of the internet (coalition-access.md 3.6). */

export const kinds = ['meeting', 'workshop', 'talk', 'hearing', 'festival'] as const

/** Who registers where. */
export const registrations = ['none', 'here', 'elsewhere'] as const

/** Registrations are forgotten so many days after the end. */
export const FORGET_AFTER = 7

/** Days a city has to show that its day was held. */
export const EVIDENCE_DAYS = 30

/** Days around 29 October in which an activity may stand for it. */
export const AROUND = 7

/** International Internet Day: the first message on the ARPANET, 29 October 1969. */
export const dayOf = (year: number) => `${year}-10-29`

/** The year whose slots are open on this day: from 1 August on this year, before that the last. */
export function yearOpen(today: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '08-01' ? year : year - 1
}

/** Where the slot of a city stands. */
export function slotState(slot: {
  activity: number | null
  heldAt: string | null
}): 'nothing' | 'announced' | 'held' {
  if (slot.heldAt !== null) return 'held'
  return slot.activity === null ? 'nothing' : 'announced'
}

/** Is this a zone of the IANA time zone database? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
