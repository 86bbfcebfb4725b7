/** A point on the earth in degrees (WGS 84, the order of RFC 7946 section 3.1.1). */
export interface Point {
  readonly lon: number
  readonly lat: number
}

/** Mean radius of the earth in metres (IUGG). */
const RADIUS = 6_371_008.8

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points along the surface of a sphere; within 0.6 % of the real earth. */
export function metresBetween(a: Point, b: Point): number {
  const height = Math.sin(radians(b.lat - a.lat) / 2)
  const width = Math.sin(radians(b.lon - a.lon) / 2)
  const chord = height ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * width ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)))
}
