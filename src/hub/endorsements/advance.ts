/** The one place where an application moves: by the workflow, with its line in the record. */
import type { Tx } from '#core/database'
import { type Holidays, workingDaysAfter, workingDaysBetween } from '#core/kernel'
import type { Recorder } from '#core/record'
import { moved } from './entries.ts'
import { type Mover, REVIEW_DAYS, type State, stepBetween } from './model.ts'
import { readyForReview, standingOf } from './rules/proofs.ts'
import { type Change, setState } from './store/applications.ts'
import { readMemberships } from './store.ts'
import { listDomains } from './store/proofs.ts'
import type { Application } from './store/rows.ts'

/** The page of an application. */
export const pageOf = (number: number) => `/endorsements/${number}`

/** What moving needs. */
export interface Hand {
  readonly tx: Tx
  readonly record: Recorder
  /** The day it is in the hub's city. */
  readonly today: string
}

/** The hub's calendar: what day it is, and when nobody works. */
export interface Calendar {
  readonly today: string
  readonly holidays: Holidays
}

/** Moves an application; a step the workflow does not know is a bug. */
export async function advance(
  { tx, record }: Hand,
  it: Application,
  step: { readonly to: State; readonly by: Mover; readonly change?: Change },
): Promise<Application> {
  if (!stepBetween(it.state, step.to, step.by)) {
    throw new Error(`an application does not go from ${it.state} to ${step.to} by ${step.by}`)
  }
  const change = step.change ?? {}
  await setState(tx, it.number, step.to, change)
  const due = change.dueOn === undefined ? {} : { due: change.dueOn }
  const body = { application: it.number, from: it.state, to: step.to, ...due }
  await record(moved, body, { subject: pageOf(it.number) })
  return {
    ...it,
    state: step.to,
    dueOn: change.dueOn ?? it.dueOn,
    round: it.round + (change.nextRound ? 1 : 0),
  }
}

/** Whether the city's domain was proved by an application before this one. */
export async function provedBefore(tx: Tx, { city, kind }: Pick<Application, 'city' | 'kind'>) {
  if (kind === 'join' || city === null) return false
  return ((await readMemberships(tx, [city])).get(city)?.application ?? null) !== null
}

/** How the proofs of an application stand now, with what they rest on. */
export async function proofsOf(tx: Tx, it: Application) {
  const domains = await listDomains(tx, it.number)
  const before = await provedBefore(tx, it)
  return { domains, standing: standingOf(it, domains, before) }
}

/** The same for everybody to read: mailboxes and tokens are for the city and for letters. */
export async function publicProofsOf(tx: Tx, it: Application) {
  const { domains, standing } = await proofsOf(tx, it)
  return {
    application: { ...it, mailbox: null, signerMailbox: null, submitter: null },
    domains: domains.map((one) => ({ ...one, token: '' })),
    standing,
  }
}

/** Goes on to the review when everything that is not for reviewers stands; the clock begins that day. */
export async function reviewWhenReady(
  hand: Hand & Calendar,
  it: Application,
): Promise<Application> {
  if (it.state !== 'checking') return it
  const { standing } = await proofsOf(hand.tx, it)
  if (!readyForReview(standing)) return it
  const dueOn = workingDaysAfter(hand.today, REVIEW_DAYS, hand.holidays)
  return advance(hand, it, { to: 'in_review', by: 'machine', change: { dueOn } })
}

/** The day the decision is due after waiting for the city: the days it waited are added. */
export function dueAfterPause(
  it: Pick<Application, 'dueOn' | 'pausedOn'>,
  { today, holidays }: Calendar,
): string {
  const waited = it.pausedOn === null ? 0 : workingDaysBetween(it.pausedOn, today, holidays)
  return workingDaysAfter(it.dueOn ?? today, waited, holidays)
}
