/**
 * A batch that counts few things would say too much of them, so it waits for the next larger period
 * (privacy-record.md 3.3). Pure: the same days always give the same batches.
 */
import { addDays } from './dates.ts'

/** Fewer than this are not published alone. */
export const FEWEST = 10

/** Days in one of which something is published: from the first to the last, as dates of the city. */
export interface Period {
  readonly name: 'day' | 'week' | 'month' | 'year'
  readonly from: string
  readonly to: string
}

/** Things of one period that are published together. */
export interface Due<T> extends Period {
  readonly members: readonly T[]
}

/** Monday is 0 (ISO 8601). */
const weekday = (date: string) => (new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7

function monthOf(date: string): Pick<Period, 'from' | 'to'> {
  const from = `${date.slice(0, 7)}-01`
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) }
}

/** The periods a day is in, the smallest first. */
function periodsOf(date: string): Period[] {
  const monday = addDays(date, -weekday(date))
  const year = date.slice(0, 4)
  return [
    { name: 'day', from: date, to: date },
    { name: 'week', from: monday, to: addDays(monday, 6) },
    { name: 'month', ...monthOf(date) },
    { name: 'year', from: `${year}-01-01`, to: `${year}-12-31` },
  ]
}

const isIn = (day: string, { from, to }: Period) => from <= day && day <= to

/** The periods that end with this day: only then is it known how many they count. */
const endingWith = (date: string) => periodsOf(date).filter(({ to }) => to === date)

/**
 * Goes through every day that has ended, from the first of these things to `until`, and says what is
 * published: what a period holds that no smaller one published, once it is enough. A year publishes all.
 */
export function batchesDue<T extends { readonly day: string }>(
  waiting: readonly T[],
  until: string,
): Due<T>[] {
  const due: Due<T>[] = []
  let left = waiting.toSorted((one, other) => (one.day < other.day ? -1 : 1))
  for (let day = left[0]?.day; day !== undefined && day <= until; day = nextDay(day, left)) {
    for (const period of endingWith(day)) {
      const members = left.filter((one) => isIn(one.day, period))
      const enough = members.length >= FEWEST || period.name === 'year'
      if (members.length === 0 || !enough) continue
      due.push({ ...period, members })
      left = left.filter((one) => !isIn(one.day, period))
    }
  }
  return due
}

/** Nothing happens on a day before the next thing that waits, so it is passed over. */
function nextDay(day: string, left: readonly { readonly day: string }[]): string | undefined {
  const [first] = left
  if (!first) return undefined
  return first.day > day ? first.day : addDays(day, 1)
}

/** When something of that day is looked at next: with the end of which period, as today stands. */
export function nextPeriod(day: string, today: string): Period {
  const periods = periodsOf(day)
  const [year] = periods.slice(-1)
  const open = periods.find(({ to }) => to >= today)
  return open ?? { name: 'year', from: year?.from ?? day, to: year?.to ?? day }
}
