/** What an area is called, and which reports lie in it. */
import type { Say } from '#core/text'
import { categoriesIn, type Filter, reportsOf, wording } from '#services/reports'
import type { Area } from './model.ts'

interface Configured {
  readonly config: Readonly<Record<string, unknown>>
}

/** The reports of an area. */
export function filterOf(area: Area, city: Configured): Filter {
  const { district, lon, lat, metres, category } = area
  const circle = lon === null || lat === null || metres === null ? undefined : { lon, lat, metres }
  return {
    ...(district === null ? {} : { district }),
    ...(circle ? { circle } : {}),
    ...(category === null ? {} : { categories: categoriesIn(category, city) }),
  }
}

/** What a category, or a group of them, is called. */
export function kindOf(code: string, city: Configured, language: string): string | undefined {
  const { groups, categories } = reportsOf(city)
  const found = [...groups, ...categories].find((each) => each.code === code)
  return found && wording(found.name, language)
}

/** An area with the name of the kind of problem, in the language of the reader. */
export interface Named extends Area {
  readonly kind: string | null
}

/** Puts the name of the kind of problem beside an area. */
export function named(area: Area, city: Configured, language: string): Named {
  const { district, called, lon, lat, metres, category } = area
  const kind = category === null ? null : (kindOf(category, city, language) ?? category)
  return { district, called, lon, lat, metres, category, kind }
}

/** `Puerto Viejo`, or `500 metres around 36.93, 12.45`, with the kind of problem where one is chosen. */
export function nameOf({ called, lon, lat, metres, kind }: Named, say: Say): string {
  const place = called ?? say('areas.circle', { metres: metres ?? 0, point: `${lat}, ${lon}` })
  return kind === null ? place : say('areas.only', { place, category: kind })
}
