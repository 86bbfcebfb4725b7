/** Working days, as the clocks of a city count them: Monday to Friday without the city's holidays. Pure. */
import { addDays } from './dates.ts'

/** Days on which a city does not work: a date (`2026-04-03`), or every year's (`12-25`). */
export type Holidays = readonly string[]

/** Does the city work on this day? */
export function isWorkingDay(date: string, holidays: Holidays): boolean {
  if ([0, 6].includes(new Date(`${date}T00:00:00.000Z`).getUTCDay())) return false
  return !holidays.includes(date) && !holidays.includes(date.slice(5))
}

/** The longest time that is counted: a year of holidays alone must not keep a clock going for ever. */
const MOST = 3660

/** The day so many working days after this one; the day itself is not counted (Regulation 1182/71, art. 3). */
export function workingDaysAfter(date: string, days: number, holidays: Holidays): string {
  let [day, left] = [date, days]
  for (let count = 0; left > 0 && count < MOST; count += 1) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) left -= 1
  }
  return day
}

/** Working days after the first date up to the second; at most a year of them. */
export function workingDaysBetween(from: string, to: string, holidays: Holidays): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to && count < 366; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays)) count += 1
  }
  return count
}
