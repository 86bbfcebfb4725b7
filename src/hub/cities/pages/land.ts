/** The land of the world as one path, drawn once: without borders, so that no border is disputed here. */
import { geoEqualEarth, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import land from 'world-atlas/land-110m.json' with { type: 'json' }
import { z } from 'zod'
import { EQUATOR, MAP } from '../model.ts'

type Topology = Parameters<typeof feature>[0]
const topology = z.custom<Topology>((it) => typeof it === 'object').parse(land)

/** The same projection as `onMap`: the sphere just fits the width of the map. */
export const projection = geoEqualEarth()
  .fitWidth(MAP.width, { type: 'Sphere' })
  .translate([MAP.width / 2, EQUATOR])

let drawn: string | undefined

/** The outline of the land, in units of the map. */
export function landPath(): string {
  const object = topology.objects['land']
  drawn ??= (object && geoPath(projection).digits(1)(feature(topology, object))) ?? ''
  return drawn
}
