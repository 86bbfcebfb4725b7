/** The clock of a request: one month, two more when it is told in time (GDPR art. 12(3), Regulation 1182/71). Pure. */
import { addDays, daysBetween, type Holidays, isWorkingDay } from '#core/kernel'

/** The same day so many months later, or the last of that month (Regulation 1182/71, art. 3(2)(c)). */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const then = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
  return then.toISOString().slice(0, 10)
}

/** The longest run of holidays that is passed over. */
const MOST = 60

/** A period that ends on a holiday or at a weekend ends with the next working day (art. 3(4)). */
export function workingDayFrom(date: string, holidays: Holidays): string {
  let day = date
  for (let count = 0; count < MOST && !isWorkingDay(day, holidays); count += 1)
    day = addDays(day, 1)
  return day
}

export interface Running {
  readonly receivedOn: string
  readonly extended: boolean
  /** Days for which it stood still because it was not known who asks (art. 12(6)). */
  readonly pausedDays: number
}

/** The last day for the answer. */
export function dueOn(of: Running, holidays: Holidays): string {
  const end = monthsAfter(of.receivedOn, of.extended ? 3 : 1)
  return workingDayFrom(addDays(end, of.pausedDays), holidays)
}

/** How near the end is: what colour and words say on the desk. */
export type Nearness = 'paused' | 'overdue' | 'today' | 'soon' | 'calm'

/** Days left, and how near that is. */
export function nearness(
  of: { readonly dueOn: string; readonly pausedOn: string | null },
  today: string,
): { readonly left: number; readonly near: Nearness } {
  const left = daysBetween(today, of.dueOn)
  if (of.pausedOn !== null) return { left, near: 'paused' }
  if (left < 0) return { left, near: 'overdue' }
  return { left, near: left === 0 ? 'today' : left <= SOON ? 'soon' : 'calm' }
}

/** Days before the end on which the officer is written to; the first is when the desk turns yellow. */
export const REMINDERS = [7, 1, -1] as const
const SOON = 7

/** The reminder that is due now: the number of it, from 1; 0 when none is. */
export function reminderDue(due: string, today: string): number {
  const left = daysBetween(today, due)
  return REMINDERS.filter((days) => left <= days).length
}
