/** What every step of a request has in common: it is written down, and whoever asked is told that there is news. */
import type { By, Work } from '#core/actions'
import { letter } from './jobs.ts'
import { numberOf } from './model/kinds.ts'
import { addEvent } from './store/change.ts'
import type { Asked, Event } from './store/rows.ts'

type Told = Pick<Work<unknown>, 'tx' | 'now' | 'newId' | 'by'>

/** In which role somebody acts on a request. */
export type Hand = Event['by']

/** Badge and unit of an official; nothing of anybody else. */
function officially(by: By, hand: Hand) {
  if (hand === 'resident' || hand === 'city') return { badge: null, unit: null }
  return { badge: by.actor.badge, unit: by.actor.unit }
}

/** Writes down what happened. `says` is a code or a day that belongs to it. */
export function happen(
  { tx, now, newId, by }: Told,
  request: number,
  it: { readonly kind: string; readonly by: Hand; readonly says?: string | null },
): Promise<void> {
  const { kind, by: hand, says = null } = it
  return addEvent(tx, {
    ...officially(by, hand),
    ...{ id: newId(), request, at: now, kind, by: hand, says },
  })
}

/** Whoever asked gets a letter that there is news; what, they read in the request itself. */
export async function tellAsker(
  { later }: Pick<Work<unknown>, 'later'>,
  { id }: Pick<Asked, 'id'>,
  news: 'answered' | 'extended' | 'paused' | 'runs',
): Promise<void> {
  await later(letter, { number: numberOf(id), news })
}
