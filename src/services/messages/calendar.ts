/** What is due, as calendars read it (RFC 5545): whole days, and never what for. Pure. */
import {
  addDays,
  calendarEnd,
  calendarHead,
  calendarLines,
  calendarMoment,
  calendarText,
} from '#core/kernel'

/** What a calendar is told of one thing. */
export interface DueEvent {
  readonly uid: string
  readonly title: string
  /** `2026-03-31` */
  readonly on: string
  readonly changedAt: string
  /** How often it changed. */
  readonly sequence: number
  readonly url: string
  readonly cancelled: boolean
}

const day = (date: string) => date.replaceAll('-', '')

function event(it: DueEvent): string {
  return calendarLines([
    'BEGIN:VEVENT',
    `UID:${it.uid}`,
    `DTSTAMP:${calendarMoment(it.changedAt)}`,
    `LAST-MODIFIED:${calendarMoment(it.changedAt)}`,
    `SEQUENCE:${it.sequence}`,
    `DTSTART;VALUE=DATE:${day(it.on)}`,
    `DTEND;VALUE=DATE:${day(addDays(it.on, 1))}`,
    `SUMMARY:${calendarText(it.title)}`,
    `URL:${it.url}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    `STATUS:${it.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ])
}

/** A whole calendar. */
export function calendar(name: string, events: readonly DueEvent[]): string {
  return `${calendarHead(name, 'Due')}${events.map(event).join('')}${calendarEnd}`
}
