import type { Area, Ring } from './areas.ts'
import { Refusal } from './refusal.ts'

interface Naming {
  /** Property that holds the code of an area. */
  readonly code: string
  /** Property that holds the name of an area. */
  readonly name: string
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function refuse(code: string, feature: string): never {
  throw new Refusal('invalid', [{ code: `areas.${code}`, values: { feature } }])
}

function coordinate(value: unknown, feature: string): [number, number] {
  const [lon, lat] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof lon !== 'number' || typeof lat !== 'number') return refuse('not-a-point', feature)
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return refuse('not-in-degrees', feature)
  return [lon, lat]
}

function ringOf(value: unknown, feature: string): Ring {
  const ring = Array.isArray(value) ? value.map((one) => coordinate(one, feature)) : []
  const first = ring[0]
  const last = ring.at(-1)
  if (!first || !last || ring.length < 4) return refuse('ring-too-short', feature)
  if (first[0] !== last[0] || first[1] !== last[1]) return refuse('ring-open', feature)
  return ring
}

function polygonOf(value: unknown, feature: string): Ring[] {
  if (!Array.isArray(value) || value.length === 0) return refuse('not-a-polygon', feature)
  return value.map((ring) => ringOf(ring, feature))
}

function polygonsOf(geometry: unknown, feature: string): Ring[][] {
  if (!isFields(geometry)) return refuse('not-a-polygon', feature)
  const { type, coordinates } = geometry
  if (type === 'Polygon') return [polygonOf(coordinates, feature)]
  if (type !== 'MultiPolygon' || !Array.isArray(coordinates) || coordinates.length === 0) {
    return refuse('not-a-polygon', feature)
  }
  return coordinates.map((polygon) => polygonOf(polygon, feature))
}

function wordOf(properties: Fields, key: string): string {
  const value = properties[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function areaOf(feature: unknown, index: number, naming: Naming): Area {
  const at = `#${index + 1}`
  if (!isFields(feature) || feature['type'] !== 'Feature') return refuse('not-a-feature', at)
  const properties = isFields(feature['properties']) ? feature['properties'] : {}
  const code = wordOf(properties, naming.code)
  const name = wordOf(properties, naming.name)
  const label = [at, name || code].join(' ').trim()
  if (!code) return refuse('no-code', label)
  if (!name) return refuse('no-name', label)
  return { code, name, polygons: polygonsOf(feature['geometry'], label) }
}

/**
 * Areas of a GeoJSON feature collection (RFC 7946): polygons and multipolygons, with holes.
 * Features with the same code are parts of one area. Throws a `Refusal` naming the feature that is
 * wrong.
 */
export function areasFromGeoJson(collection: unknown, naming: Naming): Area[] {
  if (!isFields(collection) || collection['type'] !== 'FeatureCollection') {
    return refuse('not-a-collection', '–')
  }
  const features = collection['features']
  if (!Array.isArray(features)) return refuse('not-a-collection', '–')
  const areas = new Map<string, Area>()
  for (const [index, feature] of features.entries()) {
    const area = areaOf(feature, index, naming)
    const before = areas.get(area.code)
    const polygons = before ? [...before.polygons, ...area.polygons] : area.polygons
    areas.set(area.code, { ...area, name: before?.name ?? area.name, polygons })
  }
  return [...areas.values()]
}
