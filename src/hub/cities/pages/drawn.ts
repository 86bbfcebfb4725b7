/** What is drawn from the whole directory, kept until the directory changes. Nothing personal is in it. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { countMemberships, membershipRevision, membershipTable } from '#hub/endorsements'
import { areas } from '../model.ts'
import type { Filter } from '../store/filter.ts'
import { countCities, listCountries, listLanguages } from '../store/list.ts'
import { directoryRevision, gather } from '../store/map.ts'

const MOST = 200
const WORLD = { x: 0, y: 0, closer: 1 }

async function drawWhole(tx: Tx) {
  return {
    standing: await countMemberships(tx),
    countries: await listCountries(tx, membershipTable()),
    languages: await listLanguages(tx),
  }
}

async function drawFound(tx: Tx, filter: Filter, area: string) {
  const members = membershipTable()
  const everywhere = { ...filter, square: undefined }
  return {
    count: await countCities(tx, members, filter),
    gathered: await gather(tx, members, everywhere, areas[area] ?? WORLD),
  }
}
type Whole = Awaited<ReturnType<typeof drawWhole>>
type Found = Awaited<ReturnType<typeof drawFound>>

interface Kept {
  revision: string
  whole: Whole | undefined
  readonly found: Map<string, Found>
}

const hubs = new WeakMap<CityFacts, Kept>()

/** What is kept of this revision; of an older one nothing is. */
function keptOf(city: CityFacts, revision: string): Kept {
  const before = hubs.get(city)
  if (before?.revision === revision) return before
  const fresh = { revision, whole: undefined, found: new Map<string, Found>() }
  hubs.set(city, fresh)
  return fresh
}

/**
 * Figures, map and choices for what is looked for: those of before, when neither a city nor a membership has changed
 * since. The revision is read in the transaction of whoever looks, so nobody sees less than was there when they asked.
 */
export async function drawnFor(
  { city, tx }: { readonly city: CityFacts; readonly tx: Tx },
  filter: Filter,
  area: string,
): Promise<Whole & Found> {
  const revision = `${await directoryRevision(tx)}.${await membershipRevision(tx)}`
  const kept = keptOf(city, revision)
  const key = JSON.stringify([filter, area])
  const whole = kept.whole ?? (await drawWhole(tx))
  kept.whole = whole
  const found = kept.found.get(key) ?? (await drawFound(tx, filter, area))
  const oldest = kept.found.size >= MOST ? kept.found.keys().next().value : undefined
  if (oldest !== undefined) kept.found.delete(oldest)
  kept.found.set(key, found)
  return { ...whole, ...found }
}
