/** What every step of a contest has in common: state, event, entry, and the letter that there is news. */
import type { By, Work } from '#core/actions'
import { addDays, dateIn, workingDaysAfter } from '#core/kernel'
import { tellResident } from '#services/messages'
import { contestsOf } from './config.ts'
import { moved } from './entries.ts'
import { numberOf, type State } from './model.ts'
import { addEvent, change, type Change } from './store/change.ts'
import type { Contest, Event } from './store/rows.ts'

type Told = Pick<Work<unknown>, 'tx' | 'now' | 'newId' | 'by'>

/** In which role somebody acts on a contest. */
export type Hand = Event['by']

const badgeOf = (by: By, hand: Hand) =>
  hand === 'reviewer' || hand === 'desk' ? by.actor.badge : null

/** Writes down what happened. `says` is a code or a day that belongs to it. */
export function happen(
  { tx, now, newId, by }: Told,
  contest: number,
  it: { readonly state: Event['state']; readonly by: Hand; readonly says?: string | null },
): Promise<void> {
  const { state, by: hand, says = null } = it
  const badge = badgeOf(by, hand)
  return addEvent(tx, { id: newId(), contest, at: now, state, by: hand, badge, says })
}

/** Where the entries of a contest are about. */
export const subjectOf = ({ algorithm }: Pick<Contest, 'algorithm'>) => ({
  subject: `/algorithms/${algorithm}`,
})

interface Moving {
  readonly to: State
  readonly by: Hand
  readonly more?: Change
  readonly says?: string | null
}

/** Moves a contest that is held: state, event and entry in one breath. */
export async function move(
  work: Told & Pick<Work<unknown>, 'record'>,
  contest: Contest,
  { to, by, more = {}, says }: Moving,
): Promise<void> {
  await change(work.tx, contest.id, { ...more, state: to })
  await happen(work, contest.id, { state: to, by, ...(says === undefined ? {} : { says }) })
  await work.record(moved, { number: numberOf(contest.id), to }, subjectOf(contest))
}

type Day = Pick<Work<unknown>, 'now' | 'city'>

/** The day it is in the city. */
export const todayOf = ({ now, city }: Day): string => dateIn(now, city.zone)

/** The last day of the answer: so many working days after a day. */
export function dueAfter(day: string, { city }: Pick<Day, 'city'>): string {
  return workingDaysAfter(day, contestsOf(city).days, city.holidays)
}

/** The day before which answers no longer count for a cell. */
export const cellSince = ({ now, city }: Day): string =>
  `${addDays(dateIn(now, city.zone), -contestsOf(city).audit.days)}T00:00:00.000Z`

/** Whoever contested while signed in finds among their messages that there is news; not what. */
export async function tellContestant(
  work: Pick<Work<unknown>, 'later' | 'city'>,
  { id, ref, unit, language }: Pick<Contest, 'id' | 'ref' | 'unit' | 'language'>,
): Promise<void> {
  const answers = unit ?? work.city.units[0]?.code
  if (ref === null || answers === undefined) return
  const number = numberOf(id)
  const about = { service: 'contests', ref, subject: number, unit: answers, language }
  const values = { number, url: `${work.city.url}/contests/mine/${number}` }
  await tellResident(work, { ...about, text: 'contests.message.news', values })
}
