/** Districts that lie on top of each other. That is allowed, but whoever imports them should know. */
import { type Area, areaIndex } from '#core/kernel'

const STEPS = 24
/** Borders drawn twice never fit exactly: less than this share of the smaller district is no overlap. */
const LEAST = 0.02
const MOST_NAMED = 20

type Box = readonly [number, number, number, number]
interface Measured {
  readonly area: Area
  readonly box: Box
  holds(lon: number, lat: number): boolean
}

function measured(area: Area): Measured {
  const index = areaIndex([area])
  return { area, box: index.bounds(), holds: (lon, lat) => index.at({ lon, lat }) !== undefined }
}

/** Which share of the first district lies in the second, by a grid of points. */
function share(one: Measured, other: Measured): number {
  const [w, s, e, n] = one.box
  let own = 0
  let both = 0
  for (let x = 0.5; x < STEPS; x += 1) {
    for (let y = 0.5; y < STEPS; y += 1) {
      const [lon, lat] = [w + ((e - w) * x) / STEPS, s + ((n - s) * y) / STEPS]
      if (!one.holds(lon, lat)) continue
      own += 1
      if (other.holds(lon, lat)) both += 1
    }
  }
  return own === 0 ? 0 : both / own
}

const meet = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

/** A sentence for each pair of districts that share more than their border. */
export function overlaps(areas: readonly Area[]): string[] {
  const all = areas.map(measured)
  const found = all.flatMap((one, at) =>
    all
      .slice(at + 1)
      .filter((other) => meet(one.box, other.box))
      .filter((other) => Math.max(share(one, other), share(other, one)) >= LEAST)
      .map((other) => `${one.area.name} and ${other.area.name} overlap.`),
  )
  const more = found.length - MOST_NAMED
  return [
    ...found.slice(0, MOST_NAMED),
    ...(more > 0 ? [`${more} more pairs of districts overlap.`] : []),
  ]
}
