import Flatbush from 'flatbush'
import insideOf from 'point-in-polygon-hao'
import type { Point } from './points.ts'

/** A closed line of coordinates, longitude first (RFC 7946 section 3.1.6). */
export type Ring = readonly (readonly [number, number])[]

/** A named part of the city. The first ring of a polygon is its outside, the others are holes. */
export interface Area {
  readonly code: string
  readonly name: string
  readonly polygons: readonly (readonly Ring[])[]
}

/** Areas that can be asked what lies where. */
export interface AreaIndex {
  /** The area this point lies in; on a border between several, the one with the smallest code. */
  at(point: Point): Area | undefined
  /** West, south, east and north of everything. */
  bounds(): [number, number, number, number]
  readonly areas: readonly Area[]
}

const byCode = (a: Area, b: Area) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

function boxOf(outside: Ring = []): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of outside) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

function treeOf(polygons: readonly (readonly Ring[])[]): Flatbush {
  const tree = new Flatbush(polygons.length)
  for (const [outside] of polygons) tree.add(...boxOf(outside))
  tree.finish()
  return tree
}

/**
 * Prepares areas for the question where a point lies: a box tree first, then the exact polygon
 * test.
 */
export function areaIndex(areas: readonly Area[]): AreaIndex {
  const sorted = areas.toSorted(byCode)
  const polygons = sorted.flatMap((area) =>
    area.polygons.map((rings) => ({ area, rings: rings.map((ring) => ring.map((p) => [...p])) })),
  )
  const tree = polygons.length > 0 ? treeOf(sorted.flatMap((area) => area.polygons)) : undefined
  return {
    areas: sorted,
    at({ lon, lat }) {
      const near = tree?.search(lon, lat, lon, lat).toSorted((a, b) => a - b) ?? []
      const found = near.find((n) => insideOf([lon, lat], polygons[n]?.rings ?? []) !== false)
      return found === undefined ? undefined : polygons[found]?.area
    },
    bounds: () => (tree ? [tree.minX, tree.minY, tree.maxX, tree.maxY] : [0, 0, 0, 0]),
  }
}
