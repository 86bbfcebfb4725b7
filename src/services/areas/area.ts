/** An area as a form or an address says it, read against the city. */
import type { CityFacts } from '#core/actions'
import { z } from 'zod'
import { type Area, rounded, WIDTHS } from './model.ts'
import { kindOf } from './naming.ts'
import { mayFollow } from './rules.ts'

/** What is said of an area. */
export const areaInput = {
  district: z.string().max(40).optional(),
  lat: z.number().min(-85).max(85).optional(),
  lon: z.number().min(-180).max(180).optional(),
  metres: z.number().int().min(WIDTHS[0]).max(20_000).optional(),
  category: z.string().max(40).optional(),
}
const said = z.object(areaInput)
/** What is said of an area. */
export type Said = z.infer<typeof said>

/** The area that is meant, and every reason why it cannot be followed. */
export function readArea(it: Said, city: CityFacts): { area: Area; reasons: string[] } {
  const { lat, lon, metres } = it
  const district = it.district || undefined
  const category = it.category || undefined
  const point =
    lat === undefined || lon === undefined ? undefined : { lat: rounded(lat), lon: rounded(lon) }
  const known = city.districts.areas.find((each) => each.code === district)
  const reasons = mayFollow.reasons({
    district: district === undefined ? 'none' : known ? 'known' : 'unknown',
    circle: point !== undefined,
    insideTheCity: point !== undefined && city.districts.at(point) !== undefined,
    categoryKnown: category === undefined || kindOf(category, city, 'en') !== undefined,
  })
  const place = { district: known?.code ?? null, called: known?.name ?? null }
  const circle = { lon: point?.lon ?? null, lat: point?.lat ?? null }
  const wide = point ? (metres ?? WIDTHS[1]) : null
  return { area: { ...place, ...circle, metres: wide, category: category ?? null }, reasons }
}
