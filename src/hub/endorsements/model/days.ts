/** Working days and months, as clocks of the coalition count them. Pure. */
import { addDays } from '#core/kernel'

const working = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00.000Z`).getUTCDay())

/** The day so many working days after this one, Monday to Friday; holidays differ and are not known here. */
export function workingDaysAfter(date: string, days: number): string {
  let day = date
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (working(day)) left -= 1
  }
  return day
}

/** Working days after the first date up to the second; at most a year of them. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to && count < 366; day = addDays(day, 1)) {
    if (working(day)) count += 1
  }
  return count
}

/** The same day so many months later, or the last of that month. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const then = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
  return then.toISOString().slice(0, 10)
}
