/** What the desk looks for, from what stands in its address; and the queues that are kept of it. */
import type { By, CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import type { Asked } from '../../queues/model.ts'
import { countWaiting, listQueues, type Queue } from '../../queues/store.ts'
import { reachOf } from '../../reach.ts'
import type { DeskFilter } from '../../store/filter.ts'
import { filterOf } from './looking.ts'

/** Without a wish, the desk sees what is open. A number is found in whatever state. */
export function deskFilter(asked: Asked, city: CityFacts, by: By, today: string): DeskFilter {
  const { category, district, words, unit, mine, late } = asked
  const { state } = asked
  const unseen = state === 'hidden' || state === 'unconfirmed'
  const usual = filterOf({ category, district, words, state: unseen ? undefined : state }, city)
  return {
    ...usual,
    ...(unseen ? { states: [state] } : {}),
    ...(state || late ? {} : { class: 'open' as const }),
    units: reachOf(by),
    unit,
    assignedTo: mine ? (by.ref ?? undefined) : undefined,
    lateOn: late ? today : undefined,
  }
}

/** A queue with how much waits in it for whoever looks. */
export type Waiting = Queue & { readonly count: number }

/** The queues somebody sees, each with how much waits. */
export async function readQueues(
  tx: Tx,
  { city, by, today }: { city: CityFacts; by: By; today: string },
): Promise<Waiting[]> {
  const queues = await listQueues(tx, by.ref ?? 'operator', reachOf(by))
  const filters = queues.map(({ asked }) => deskFilter(asked, city, by, today))
  const counts = await countWaiting(tx, filters)
  return queues.map((queue, at) => ({ ...queue, count: counts[at] ?? 0 }))
}
