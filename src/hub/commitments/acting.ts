/** Who acts for which city, and what is known of a commitment when somebody acts. */
import { createHash } from 'node:crypto'
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { namedUnits } from '#core/people'
import { belongs, listFirstActions, readMemberships, speaks } from '#hub/endorsements'
import { listReached } from '#hub/evidence'
import { type Course, humanLevel, liveLevel } from './model/standing.ts'
import type { Commitment } from './store/commitments.ts'
import { listOpen, type Offer } from './store/offers.ts'
import { listMilestones } from './store/parts.ts'
import { listReviews, listVoices } from './store/voices.ts'

/** What officials of a member city may: promise, say how far they are, reply. */
export const PROMISE = 'commitments.promise'
/** What officials of a member city may as peers of others. */
export const JUDGE = 'commitments.judge'

/** Does who acts hold a post for this very city? */
export function isMine(by: Pick<By, 'person'>, city: string): boolean {
  return namedUnits(by.person, PROMISE).includes(city)
}

const stateOf = async (tx: Tx, city: string) => (await readMemberships(tx, [city])).get(city)?.state

/** Is it a member today, also on hold: who may not report could never be heard of again. */
export async function isMember(tx: Tx, city: string): Promise<boolean> {
  return belongs(await stateOf(tx, city))
}

/** Is it heard about others today? A city on hold is not. */
export async function isPeer(tx: Tx, city: string): Promise<boolean> {
  return speaks(await stateOf(tx, city))
}

/** What a city said it does first and has not taken up, in the order of the checklist. */
export async function listOffers(tx: Tx, city: string): Promise<Offer[]> {
  return listOpen(tx, city, await listFirstActions(tx, city))
}

/** What stands in the record in place of what somebody wrote. */
export function sealed(salt: string, ...words: readonly string[]): string {
  return createHash('sha256')
    .update(`${salt}\0${words.join('\n')}`)
    .digest('hex')
}

/** The page of a commitment. */
export const pageOf = (number: number | string) => `/commitments/${number}`

/** A figure with its fractions, as everybody spells it the same. */
export const spelt = (value: number) => String(value)

/** The highest level of evidence that is live for a commitment today. */
export async function levelOf(tx: Tx, it: Commitment, today: string): Promise<number> {
  const findings = (await listReached(tx, it.city, today))
    .filter(({ item }) => it.items.includes(item))
    .map((found) => ({ ...found, level: found.reaches }))
  const steps = await listMilestones(tx, [it.number])
  const peers = await listVoices(tx, [it.number])
  const reviews = await listReviews(tx, [it.number])
  return liveLevel({ findings, steps, peers, reviews }, today)
}

/** Has the day a commitment ends come? */
export const hasEnded = ({ endsOn }: Pick<Course, 'endsOn'>, today: string) => endsOn <= today

/** Level 4 or 5 by commitment, where people confirm that it is carried out. */
export async function confirmed(
  tx: Tx,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, 0 | 4 | 5>> {
  const peers = await listVoices(tx, numbers)
  const reviews = await listReviews(tx, numbers)
  return new Map(
    numbers.map((number) => {
      const about = (it: { commitment: number }) => it.commitment === number
      return [number, humanLevel(peers.filter(about), reviews.filter(about))]
    }),
  )
}
