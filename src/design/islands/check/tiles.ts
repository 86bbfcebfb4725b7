/** Files of a log: their places, and the entries in a bundle (C2SP tlog-tiles). */
import type { Bytes } from './bytes.ts'

/** Hashes of a full tile, entries of a full bundle. */
export const WIDTH = 256

/** Where a file lies: `tile/0/x001/234`, `tile/entries/000.p/17` when fewer than 256 are in it. */
export function pathOf(level: number | 'entries', index: number, width: number): string {
  let place = String(index % 1000).padStart(3, '0')
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    place = `x${String(rest % 1000).padStart(3, '0')}/${place}`
  }
  return `tile/${level}/${place}${width < WIDTH ? `.p/${width}` : ''}`
}

/** From where to where an entry lies in its bundle. */
export type Place = readonly [from: number, to: number]

/** From where to where each entry of a bundle lies; undefined when it is cut off. */
export function placesIn(bundle: Bytes): Place[] | undefined {
  const places: Place[] = []
  for (let at = 0; at < bundle.length;) {
    const [large, small] = [bundle[at], bundle[at + 1]]
    if (large === undefined || small === undefined) return undefined
    const [from, to] = [at + 2, at + 2 + large * 256 + small]
    if (to > bundle.length) return undefined
    places.push([from, to])
    at = to
  }
  return places
}
