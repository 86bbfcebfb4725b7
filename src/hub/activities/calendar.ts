/** Activities as calendars read them (RFC 5545). Pure. */
import { calendarLines, calendarMoment, calendarText } from '#core/kernel'

/** What a calendar is told of one activity. */
export interface CalendarEvent {
  readonly uid: string
  readonly title: string
  readonly about: string
  readonly startsAt: string
  readonly endsAt: string
  readonly changedAt: string
  readonly sequence: number
  readonly where: string
  readonly url: string
  readonly cancelled: boolean
  readonly categories: readonly string[]
}

/** One activity. */
export function calendarEvent(it: CalendarEvent): string {
  const categories = it.categories.map(calendarText).join(',')
  return calendarLines([
    'BEGIN:VEVENT',
    `UID:${it.uid}`,
    `DTSTAMP:${calendarMoment(it.changedAt)}`,
    `LAST-MODIFIED:${calendarMoment(it.changedAt)}`,
    `SEQUENCE:${it.sequence}`,
    `DTSTART:${calendarMoment(it.startsAt)}`,
    `DTEND:${calendarMoment(it.endsAt)}`,
    `SUMMARY:${calendarText(it.title)}`,
    `DESCRIPTION:${calendarText(it.about)}`,
    `LOCATION:${calendarText(it.where)}`,
    ...(categories === '' ? [] : [`CATEGORIES:${categories}`]),
    `URL:${it.url}`,
    `STATUS:${it.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ])
}
