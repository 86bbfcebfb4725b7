/** Marks of a map kept so far apart that each can be hit with a finger (WCAG 2.5.8). Pure. */
import type { Gathered } from '../../store/map.ts'

/** Widest mark in pixels with the tail of a pin. */
const ROOM = 64

/** Pixels from the left and the top of the world at a zoom (Web Mercator, tiles of 256). */
function pixels({ lon, lat }: { lon: number; lat: number }, zoom: number): [number, number] {
  const world = 256 * 2 ** zoom
  const north = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return [((lon + 180) / 360) * world, (0.5 - north / (2 * Math.PI)) * world]
}

interface Placed {
  readonly at: [number, number]
  it: Gathered
}

const together = (a: Gathered, b: Gathered): Gathered => ({
  ...a,
  count: a.count + b.count,
  open: a.open + b.open,
})

/** Puts marks that would cover each other together; the one with the most reports keeps its place. */
export function apart(found: readonly Gathered[], zoom: number): Gathered[] {
  const placed: Placed[] = []
  for (const it of found.toSorted((a, b) => b.count - a.count)) {
    const [x, y] = pixels(it, zoom)
    const near = placed.find(({ at }) => Math.hypot(at[0] - x, at[1] - y) < ROOM)
    if (near) near.it = together(near.it, it)
    else placed.push({ at: [x, y], it })
  }
  return placed.map(({ it }) => it)
}
