/** What of a report would be corrected: only what is said, and is not so already. Pure. */
import type { AreaIndex } from '#core/kernel'
import type { Category } from './config.ts'
import { type Found, findPlace } from './place.ts'
import type { Held } from './store/rows.ts'

/** What a report gets: nothing where it stays as it is. */
export interface Correction {
  readonly to: Category | undefined
  readonly place: Found['place'] | undefined
}

type Place = Pick<Held, 'address' | 'lon' | 'lat' | 'district'>

interface Said extends Partial<Record<'address' | 'district' | 'category', string | undefined>> {
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

const isSame = (one: Place, other: Place) =>
  (one.address?.trim() || null) === (other.address?.trim() || null) &&
  one.lon === other.lon &&
  one.lat === other.lat &&
  one.district === other.district

/** The place that was said, where it is another one; a form sends the old one along when only the category is wrong. */
function placeOf(districts: AreaIndex, report: Place, said: Said): Found | undefined {
  const { address = null, lon = null, lat = null, district = null } = said
  const told = { address, lon, lat, district }
  if (Object.values(told).every((each) => each === null) || isSame(told, report)) return undefined
  const found = findPlace(districts, said)
  return found.placed && found.insideTheCity && isSame(found.place, report) ? undefined : found
}

/** What would be corrected, before a rule says whether it may. */
export function correctionOf(
  districts: AreaIndex,
  report: Place & Pick<Held, 'category'>,
  said: Said,
): { readonly category: string | undefined; readonly found: Found | undefined } {
  return {
    category: said.category === report.category ? undefined : said.category,
    found: placeOf(districts, report, said),
  }
}
