/** Does a point lie in its country? The outlines of 1:110 million are rough, so only far misses are told. */
import { feature } from 'topojson-client'
import countries from 'world-atlas/countries-110m.json' with { type: 'json' }
import { z } from 'zod'
import { countryName } from '../model/words.ts'

type Box = readonly [west: number, south: number, east: number, north: number]

/** Degrees by which an outline of this scale may be wrong. */
const MARGIN = 1.5

const Ring = z.array(z.tuple([z.number(), z.number()]))
const Shape = z.object({
  properties: z.object({ name: z.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
  ]),
})
type Topology = Parameters<typeof feature>[0]
const topology = z.custom<Topology>((it) => typeof it === 'object').parse(countries)

function boxOf(ring: z.infer<typeof Ring>): Box {
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

let known: ReadonlyMap<string, readonly Box[]> | undefined

/** The boxes of each country's lands by its English name. */
function boxes(): ReadonlyMap<string, readonly Box[]> {
  if (known) return known
  const object = topology.objects['countries']
  const read = object ? feature(topology, object) : undefined
  const shapes = z.object({ features: z.array(Shape) }).parse(read).features
  known = new Map(
    shapes.map(({ properties, geometry }) => {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      return [properties.name, polygons.flatMap(([outer]) => (outer ? [boxOf(outer)] : []))]
    }),
  )
  return known
}

/** False when the point is surely not in the country; true also for countries too small to be drawn. */
export function mayLieIn(country: string, { lon, lat }: { lon: number; lat: number }): boolean {
  const found = boxes().get(countryName(country, 'en') ?? '')
  if (!found) return true
  return found.some(
    ([west, south, east, north]) =>
      lon >= west - MARGIN &&
      lon <= east + MARGIN &&
      lat >= south - MARGIN &&
      lat <= north + MARGIN,
  )
}
