/** A city as the directory knows it: who it is and where it lies. Where it stands in the coalition is not told here. */

/** What kind of government: associations and groups are in the directory but never counted as cities. */
export const kinds = ['city', 'region', 'group'] as const
export type CityKind = (typeof kinds)[number]

/** How well a point is known: to the street, to about a degree, or not at all. */
export const placings = ['exact', 'rough', 'none'] as const
export type Placing = (typeof placings)[number]

/** Upper ends of the classes of population (OECD and Eurostat, degree of urbanisation). */
const ENDS = [50_000, 100_000, 250_000, 500_000, 1_000_000] as const

/** Class of population from 1 (under 50,000) to 6 (a million and more). */
export function sizeOf(population: number | null): number | null {
  if (population === null) return null
  return ENDS.filter((end) => population >= end).length + 1
}

/** The map of the world in its own units. It ends where nobody lives. */
export const MAP = { width: 960, height: 430 } as const

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796]
const M = Math.sqrt(3) / 2
/** Half the width of the projected world. */
const HALF = 2.7066299836960748
const SCALE = MAP.width / 2 / HALF
/** How far the equator lies below the upper edge. */
export const EQUATOR = 228

const radians = (degrees: number) => (degrees * Math.PI) / 180

/**
 * Where a point lies on the map: Equal Earth (Šavrič, Patterson, Jenny 2018), so that no continent looks larger than
 * it is.
 */
export function onMap({ lon, lat }: { lon: number; lat: number }): { x: number; y: number } {
  const t = Math.asin(M * Math.sin(radians(lat)))
  const [t2, t6] = [t ** 2, t ** 6]
  const across =
    (radians(lon) * Math.cos(t)) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
  const up = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
  return { x: MAP.width / 2 + across * SCALE, y: EQUATOR - up * SCALE }
}

/** A part of the map that can be looked at closer: its upper left corner, and how much closer. */
export interface MapArea {
  readonly x: number
  readonly y: number
  readonly closer: number
}

/** Parts of the map by name; each keeps the shape of the whole. */
export const areas: Readonly<Record<string, MapArea>> = {
  world: { x: 0, y: 0, closer: 1 },
  europe: { x: 430, y: 28, closer: 5 },
  'north-america': { x: 130, y: 20, closer: 2.6 },
  'south-america': { x: 205, y: 170, closer: 2.1 },
  africa: { x: 385, y: 110, closer: 2.2 },
  asia: { x: 555, y: 30, closer: 2.2 },
  oceania: { x: 660, y: 200, closer: 2.4 },
}
export type AreaName = keyof typeof areas

/** Cities are gathered on a grid of so many units of the picture. */
export const GRID = 8

/** What the directory is told about a city by a list or by hand. */
export interface CityFactsRow {
  readonly name: string
  /** Its name by language, where it has others. */
  readonly names: Readonly<Record<string, string>>
  /** ISO 3166-1, two letters. */
  readonly country: string
  readonly region: string | null
  readonly kind: CityKind
  readonly lon: number | null
  readonly lat: number | null
  readonly placed: Placing
  readonly population: number | null
  readonly geonamesId: number | null
  readonly website: string | null
  readonly domains: readonly string[]
  readonly languages: readonly string[]
  readonly founder: boolean
}

/** The name of a city in a language, or its own. */
export function nameIn(
  { name, names }: Pick<CityFactsRow, 'name' | 'names'>,
  language: string,
): string {
  return names[language] ?? name
}
