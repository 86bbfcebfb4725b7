/** What may be looked for among public reports: the same words in list, map and feeds. */
import { z } from 'zod'
import type { CityFacts } from '#core/actions'
import { addDays, dayBegins, type Point } from '#core/kernel'
import { reportsOf } from '../../config.ts'
import { publicClass, states } from '../../model.ts'
import type { Filter, Order } from '../../store/filter.ts'

/** The states anybody may look for. */
export const seen = states.filter((state) => publicClass(state) !== 'hidden')

/** A day of the years 1900 to 2999: clocks and databases know all of those. */
const day = z.iso.date().regex(/^(?:19|2\d)/)

/** What somebody looks for, as it stands in the address. */
export const looking = z.object({
  category: z.string().max(40).optional(),
  state: z.enum(['open', 'closed', ...seen]).optional(),
  district: z.string().max(40).optional(),
  from: day.optional(),
  until: day.optional(),
  words: z.string().max(200).optional(),
  /** A point as latitude and longitude, such as `36.94, 12.46`. */
  near: z.string().max(60).optional(),
  /** At most so many metres from there. */
  within: z.number().int().min(50).max(20_000).optional(),
})
export type Looking = z.infer<typeof looking>

/** A code may name one category or a whole group. */
export function categoriesIn(code: string, city: Pick<CityFacts, 'config'>): string[] {
  const { categories } = reportsOf(city)
  const group = categories.filter((each) => each.group === code).map((each) => each.code)
  return categories.some((each) => each.code === code) || group.length === 0 ? [code] : group
}

/** The conditions behind what somebody looks for. */
export function filterOf(input: Looking, city: CityFacts): Filter {
  const { category, state, district, from, until, words } = input
  const { within: metres } = input
  const point = metres === undefined ? undefined : pointIn(input.near)
  const wide = state === 'open' || state === 'closed' ? state : undefined
  return {
    categories: category === undefined ? undefined : categoriesIn(category, city),
    class: wide,
    states: state === undefined || state === 'open' || state === 'closed' ? undefined : [state],
    district,
    from: from && dayBegins(from, city.zone),
    until: until && dayBegins(addDays(until, 1), city.zone),
    words,
    ...(point && metres !== undefined ? { circle: { ...point, metres } } : {}),
  }
}

/** A point as people copy it from a map: latitude first; anything else is none. */
export function pointIn(text: string | undefined): Point | undefined {
  const [, lat, lon] =
    /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text ?? '') ?? []
  const point = { lat: Number(lat), lon: Number(lon) }
  const fits = lat !== undefined && Math.abs(point.lat) <= 85 && Math.abs(point.lon) <= 180
  return fits ? point : undefined
}

/** Where the same area can be followed, as far as it is one: a district or a circle, and a kind of problem. */
export function followPath({ district, near, within, category }: Looking): string {
  const point = pointIn(near)
  const circle = point ? { ...point, metres: within } : {}
  return linkTo('/areas', { district, ...circle, category })
}

/** The orders a list can be read in. */
export const sorts = ['newest', 'oldest', 'changed'] as const

/** The order behind its name. */
export function orderOf(sort: (typeof sorts)[number] | undefined): Order {
  return { by: sort === 'changed' ? 'changed' : 'opened', oldestFirst: sort === 'oldest' }
}

/** An address with what is asked for; what is not set is left out. */
export function linkTo(
  path: string,
  asked: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** Only what is looked for, without the place in the list. */
export function searchOf(input: Looking): Looking {
  const { category, state, district, from, until, words, near, within } = input
  return { category, state, district, from, until, words, near, within }
}
