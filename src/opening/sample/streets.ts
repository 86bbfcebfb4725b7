/** Where things happen: streets with a fixed place, and house numbers along them. */
import { chanceOf } from './chance.ts'
import type { Category } from './categories.ts'
import type { Invention } from './stories.ts'

/** A place as a reporter says it. */
export interface Spot {
  readonly address: string
  readonly lon: number
  readonly lat: number
}

interface Street {
  readonly name: string
  readonly lon: number
  readonly lat: number
  /** In which direction it runs, in degrees. */
  readonly turn: number
}

type Facts = Invention['facts']

/** A street always lies at the same place: its name decides where in its district. */
function lay({ districts }: Facts, district: string, name: string): Street {
  const seed = Array.from(name).reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0,
    7,
  )
  const chance = chanceOf(seed)
  const [west, south, east, north] = districts.bounds()
  for (let tries = 0; tries < 5000; tries += 1) {
    const at = { lon: chance.between(west, east), lat: chance.between(south, north) }
    if (districts.at(at)?.code === district) return { name, ...at, turn: chance.between(0, 180) }
  }
  throw new Error(`The district ${district} has no room for ${name}`)
}

const known = new WeakMap<Facts, readonly Street[]>()

function streetsOf({ facts, words }: Invention): readonly Street[] {
  const { shore: _, ...named } = words.streets
  const laid =
    known.get(facts) ??
    Object.entries(named).flatMap(([district, names]) =>
      names.map((name) => lay(facts, district, name)),
    )
  known.set(facts, laid)
  return laid
}

/** A house number on a street that fits the category, inside the city. */
export function spotFor(invention: Invention, category: Category): Spot {
  const { chance, facts, words } = invention
  const shore = words.streets.shore.map((each) => ({ ...each, turn: 10 }))
  const streets = category.group === 'shore' ? shore : streetsOf(invention)
  for (;;) {
    const { name, lon, lat, turn } = chance.one(streets)
    const house = chance.whole(1, 60)
    const along = ((house - 30) / 30) * 0.0022
    const radians = (turn * Math.PI) / 180
    const at = {
      lon: Number((lon + along * Math.cos(radians) + chance.between(-1, 1) * 1e-4).toFixed(6)),
      lat: Number(
        (lat + along * 0.8 * Math.sin(radians) + chance.between(-1, 1) * 1e-4).toFixed(6),
      ),
    }
    if (facts.districts.at(at)) return { address: `${name} ${house}`, ...at }
  }
}
