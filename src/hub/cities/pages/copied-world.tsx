/** The directory of another hub on the map: marked as what it is, and no link of it leads into this one. */
import { useHere } from '#core/pages'
import { GRID, MAP, onMap } from '../model.ts'
import { landPath } from './land.ts'

/** A place of another hub's directory. */
export interface CopiedPlace {
  readonly lon: number
  readonly lat: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** Places gathered on the grid of the map, where most are first. Pure. */
export function gatherPlaces(places: readonly CopiedPlace[]) {
  const squares = new Map<string, { x: number; y: number; count: number }>()
  for (const place of places) {
    const { x, y } = onMap(place)
    const key = `${Math.floor(x / GRID)}.${Math.floor(y / GRID)}`
    const known = squares.get(key) ?? { x: 0, y: 0, count: 0 }
    squares.set(key, { x: known.x + x, y: known.y + y, count: known.count + 1 })
  }
  return [...squares.values()]
    .map(({ x, y, count }) => ({ x: x / count, y: y / count, count }))
    .toSorted((one, other) => other.count - one.count)
}

/** The map of what was copied from another hub; the table beside it says the same in words. */
export function CopiedWorld(props: {
  readonly places: readonly CopiedPlace[]
  readonly hub: string
}) {
  const { say } = useHere()
  const { places, hub } = props
  const title = say('cities.map.copied', { hub, count: places.length })
  return (
    <div class="cr-world">
      <svg viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="img" aria-label={title}>
        <path class="cr-world__land" d={landPath()} />
        {gatherPlaces(places).map(({ x, y, count }) => (
          <circle
            key={`${x} ${y}`}
            class="cr-world__dot cr-world__dot--copied"
            cx={round(x)}
            cy={round(y)}
            r={round(4 + 1.15 * Math.log2(count))}
          />
        ))}
      </svg>
      <ul class="cr-world__key">
        <li>
          <span class="cr-world__sign cr-world__sign--copied" aria-hidden="true" /> {title}
        </li>
      </ul>
    </div>
  )
}
