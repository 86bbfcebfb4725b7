/** Months, as clocks of the coalition count them. Pure. */

/** The same day so many months later, or the last of that month. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const then = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
  return then.toISOString().slice(0, 10)
}
