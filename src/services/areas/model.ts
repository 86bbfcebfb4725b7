/** An area somebody follows: a district, or a circle around a point. */

/** How wide a circle may be, in metres. */
export const WIDTHS = [250, 500, 1000, 2000, 5000] as const

/** How often a letter comes: soon after something happens, or once a day. */
export const rhythms = ['soon', 'daily'] as const
export type Rhythm = (typeof rhythms)[number]

/** Days an address that nobody confirmed is kept. */
export const WAITS = 3
/** Days after which following ends by itself. */
export const LASTS = 365
/** Days before that on which its end is announced. */
export const ANNOUNCED = 30
/** Areas one address may follow, and letters to confirm that it gets in a day. */
export const MOST = { areas: 20, letters: 5 } as const

/** What somebody follows. */
export interface Area {
  readonly district: string | null
  /** What the district is called. */
  readonly called: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly metres: number | null
  /** A category or a group of them; null: all. */
  readonly category: string | null
}

/** The name under which the vault knows why the address may be read. */
export const caseOf = (id: string): string => `area-${id}`

/** Coordinates no finer than about ten metres: nobody's door. */
export const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000

/** What is asked of the list of reports to see the same, as it stands in its address. */
export function askedOf(area: Area): Readonly<Record<string, string | number | null>> {
  const { district, lon, lat, metres, category } = area
  const near = lon === null || lat === null ? null : `${lat},${lon}`
  return { district, near, within: metres, category }
}

/** Addresses are compared without the case of their letters. */
export const plainAddress = (address: string): string => address.trim().toLowerCase()
