/** Coordinates as lists really have them. Pure. */
import type { Placing } from './model.ts'

/** A point, or why there is none. */
export interface Placed {
  readonly lon: number | null
  readonly lat: number | null
  readonly placed: Placing
  /** `missing`, `unreadable` or `impossible`. */
  readonly fault?: 'missing' | 'unreadable' | 'impossible'
}

const nowhere = (fault: NonNullable<Placed['fault']>): Placed => {
  return { lon: null, lat: null, placed: 'none', fault }
}

/** `45.5`, `45,5` and `-3`; nothing else is a number of degrees. */
function degrees(text: string): number {
  return /^-?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN
}

/** Reads a point. Both on a whole degree is the middle of nowhere: kept, but said to be rough. */
export function placeOf(lat: string, lon: string): Placed {
  const [north, east] = [lat.trim(), lon.trim()]
  if (/^-?$/.test(north) || /^-?$/.test(east)) return nowhere('missing')
  const point = { lat: degrees(north), lon: degrees(east) }
  if (Number.isNaN(point.lat) || Number.isNaN(point.lon)) return nowhere('unreadable')
  if (Math.abs(point.lat) > 90 || Math.abs(point.lon) > 180) return nowhere('impossible')
  if (point.lat === 0 && point.lon === 0) return nowhere('impossible')
  const rough = Number.isInteger(point.lat) && Number.isInteger(point.lon)
  return { ...point, placed: rough ? 'rough' : 'exact' }
}
