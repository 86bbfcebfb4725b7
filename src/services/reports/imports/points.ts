/** Coordinates as other systems write them. Pure. */
import type { Point } from '#core/kernel'

/** A point; null when the row has none; or why what stands there is no point. */
export type ReadPoint = { readonly point: Point | null } | { readonly reason: string }

const no = (reason: string): ReadPoint => ({ reason })
const inside = (
  lon: number,
  lat: number,
  [w, s, e, n]: readonly [number, number, number, number],
) => lon >= w && lon <= e && lat >= s && lat <= n

function outside(lon: number, lat: number, bounds: readonly [number, number, number, number]) {
  const here = `latitude ${lat}, longitude ${lon}`
  if (inside(lat, lon, bounds)) return no(`${here}: the two look exchanged`)
  return no(`${here}: this place is far outside of the area this file is about`)
}

/** Reads two texts as degrees (WGS 84). A decimal comma is read as a point. */
export function readPoint(
  lonText: string,
  latText: string,
  bounds?: readonly [number, number, number, number],
): ReadPoint {
  const [east, north] = [lonText.trim(), latText.trim()]
  if (east === '' && north === '') return { point: null }
  if (east === '' || north === '') return no('only one of longitude and latitude is given')
  const [lon, lat] = [Number(east.replace(',', '.')), Number(north.replace(',', '.'))]
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
    return no(`“${north.slice(0, 30)}, ${east.slice(0, 30)}” are not coordinates`)
  }
  if (Math.abs(lat) > 1000 || Math.abs(lon) > 1000) {
    return no(
      `latitude ${lat}, longitude ${lon}: the numbers look like another unit than degrees ` +
        '(feet or metres of a plane grid)',
    )
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return no(`latitude ${lat}, longitude ${lon}: out of range, no such degrees exist`)
  }
  if (lat === 0 && lon === 0) return no('latitude 0, longitude 0: nobody measured this place')
  if (Math.abs(lat) > 85) return no(`latitude ${lat}: too close to a pole for a city`)
  return bounds && !inside(lon, lat, bounds) ? outside(lon, lat, bounds) : { point: { lon, lat } }
}
