/** The day an answer is due: every change of it is told and recorded, and the first promise stays beside it. */
import { dateIn, daysBetween } from '#core/kernel'
import { type Category, categoryOf, reportsOf } from './config.ts'
import { dueMoved } from './entries.ts'
import { type Hand, happen, subjectOf } from './hand.ts'
import { publicClass, type State } from './model.ts'
import { later, type Level, targetDay } from './service-level.ts'
import { type Change, changeReport } from './store/change.ts'
import { holdTarget, readEarliest } from './store/merged.ts'
import type { Held } from './store/rows.ts'

/** Why the target of a report moved. */
export type Because = 'paused' | 'category' | 'merged' | 'parted'

const CALENDAR: Level = { slaDays: 0, slaIn: 'calendar' }

/** A clock that stood still goes on: the target moves by the days the city waited for the reporter (art. 9). */
export function resumed(hand: Hand, report: Held, to: State): Change {
  if (report.state !== 'waiting_reporter' || publicClass(to) !== 'open' || !report.waitingSince) {
    return {}
  }
  const { zone } = hand.city
  const paused = daysBetween(dateIn(report.waitingSince, zone), dateIn(hand.now, zone))
  if (paused === 0) return {}
  const level = categoryOf(reportsOf(hand.city), report.category) ?? CALENDAR
  const by = { level, calendar: hand.city }
  return {
    dueOn: later(report.dueOn, paused, by),
    ...(report.dueAlone === null ? {} : { dueAlone: later(report.dueAlone, paused, by) }),
    pausedDays: report.pausedDays + paused,
  }
}

/** Another kind of problem has another target, counted from the day the report came in. */
export function recounted(
  hand: Hand,
  report: Held,
  category: Category,
): Change & { dueOn: string } {
  const level = { ...category, pausedDays: report.pausedDays }
  const alone = targetDay(report.openedAt, level, hand.city)
  if (report.dueAlone === null) return { dueOn: alone }
  return { dueOn: alone < report.dueOn ? alone : report.dueOn, dueAlone: alone }
}

/** Tells everybody that the target moved, and writes it into the public record; nothing when it did not. */
export async function tellDue(
  hand: Hand,
  report: Held,
  { to, because }: { readonly to: string | undefined; readonly because: Because },
): Promise<void> {
  const { number, dueOn: from } = report
  if (to === undefined || to === from) return
  await happen(hand, report, { kind: 'due', audience: 'public', facts: { from, to, because } })
  await hand.record(dueMoved, { number, from, to, because }, subjectOf(report))
}

/** Two reports of one problem: the earlier target holds for the one that stays, which is given back as it stands. */
export async function takeEarlier(hand: Hand, target: Held, other: Held): Promise<Held> {
  const earlier = other.dueOn < target.dueOn
  const alone = target.dueAlone ?? target.dueOn
  const change = earlier ? { dueOn: other.dueOn } : {}
  await changeReport(hand.tx, target, { ...change, dueAlone: alone }, hand.now)
  await tellDue(hand, target, { to: change.dueOn, because: 'merged' })
  return { ...target, ...change, dueAlone: alone, version: target.version + 1 }
}

/** They were two problems after all: the target of the one that stayed is again what it would be without the other. */
export async function takeApart(hand: Hand, report: Held): Promise<void> {
  const target =
    report.duplicateOf === null ? undefined : await holdTarget(hand.tx, report.duplicateOf)
  if (!target) return
  const alone = target.dueAlone ?? target.dueOn
  const others = await readEarliest(hand.tx, target.id, report.id)
  const dueOn = others !== null && others < alone ? others : alone
  const dueAlone = others === null ? null : alone
  await changeReport(hand.tx, target, { dueOn, dueAlone }, hand.now)
  const facts = { other: report.number }
  await happen(hand, target, { kind: 'parted', audience: 'public', facts })
  await tellDue(hand, target, { to: dueOn, because: 'parted' })
}
