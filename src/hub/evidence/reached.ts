/** How far the evidence of cities reaches today: what machines found, lifted by what people confirm of it. */
import type { Tx } from '#core/database'
import { factsOf, levelWith, standingOf } from './confirming.ts'
import type { Level } from './model.ts'
import { type Confirmation, listConfirmed } from './store/confirmations.ts'
import { type Kept, listCurrent, listOver } from './store/findings.ts'

/** A finding with the level it reaches by machines and people together. */
export interface Reached extends Kept {
  readonly reaches: Level
  /** Confirmations that were given for facts that have changed since. */
  readonly earlier: number
}

function reachedBy(found: Kept, confirmed: readonly Confirmation[], today: string): Reached {
  const mine = confirmed.filter(({ city, item }) => city === found.city && item === found.item)
  const facts = factsOf(found)
  const earlier = mine.filter((one) => standingOf(one, facts, today) === 'earlier').length
  return { ...found, reaches: levelWith(found, mine, today), earlier }
}

/** Everything that is known of a city, in the order of the checklist. */
export async function listReached(tx: Tx, city: string, today: string): Promise<Reached[]> {
  const confirmed = await listConfirmed(tx, [city])
  return (await listCurrent(tx, city)).map((found) => reachedBy(found, confirmed, today))
}

/** One item over some cities. */
export async function listReachedOver(
  tx: Tx,
  { item, cities }: { readonly item: string; readonly cities: readonly string[] },
  today: string,
): Promise<Reached[]> {
  const confirmed = await listConfirmed(tx, cities)
  return (await listOver(tx, item, cities)).map((found) => reachedBy(found, confirmed, today))
}

/** Highest level of what holds or holds in part, 0 to 5. */
export function highestOf(all: readonly Reached[]): number {
  const holding = all.filter(({ value }) => value === 'pass' || value === 'partial')
  return Math.max(0, ...holding.map(({ reaches }) => Number(reaches.slice(1))))
}
