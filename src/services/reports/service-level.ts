/** By when the city promises an answer, as its calendar counts (Public Space Ordinance 4/2025, art. 9). Pure. */
import {
  addDays,
  dateIn,
  dayBegins,
  type Holidays,
  isWorkingDay,
  momentIn,
  workingDaysAfter,
} from '#core/kernel'

/** Days, and which days these are. */
export interface Level {
  readonly slaDays: number
  readonly slaIn: 'calendar' | 'working'
}

/** Where the city's days begin, and on which of them it does not work. */
export interface Calendar {
  readonly zone: string
  readonly holidays: Holidays
}

/** The first day on which the city works, from this one on; a year of holidays ends the search. */
function workingDayFrom(date: string, holidays: Holidays): string {
  let day = date
  for (let count = 0; count < 366 && !isWorkingDay(day, holidays); count += 1) day = addDays(day, 1)
  return day
}

/** That time of the day on a day, by the clocks of the city. */
function timeOn(date: string, time: number, zone: string): string {
  const wall = new Date(time).toISOString().slice(11, 16)
  const moment = momentIn(date, wall, zone) ?? dayBegins(date, zone)
  return new Date(Date.parse(moment) + (time % 60_000)).toISOString()
}

/**
 * The moment until which the promise runs: the same time of day so many days later. What comes in on a day without
 * work counts from the beginning of the next one with work.
 */
export function targetMoment(
  opened: string,
  { slaDays, slaIn }: Level,
  calendar: Calendar,
): string {
  if (slaDays === 0) return opened
  const { zone, holidays } = calendar
  const day = dateIn(opened, zone)
  const at = (date: string, time: number) => timeOn(date, time, zone)
  const time = Date.parse(opened) - Date.parse(dayBegins(day, zone))
  if (slaIn === 'calendar') return at(addDays(day, slaDays), time)
  const start = workingDayFrom(day, holidays)
  return at(workingDaysAfter(start, slaDays, holidays), start === day ? time : 0)
}

/** The day of the promise, with the days added on which the city had to wait for the reporter. */
export function targetDay(
  opened: string,
  level: Level & { readonly pausedDays?: number },
  calendar: Calendar,
): string {
  const day = dateIn(targetMoment(opened, level, calendar), calendar.zone)
  return later(day, level.pausedDays ?? 0, { level, calendar })
}

/** A target moved by the days of a pause; where working days count, never to a day without work. */
export function later(
  day: string,
  paused: number,
  { level, calendar }: { readonly level: Level; readonly calendar: Calendar },
): string {
  if (paused === 0) return day
  const moved = addDays(day, paused)
  return level.slaIn === 'working' ? workingDayFrom(moved, calendar.holidays) : moved
}
