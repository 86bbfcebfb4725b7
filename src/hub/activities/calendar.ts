/** Activities as calendars read them (RFC 5545). Pure. */

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

const escaped = (text: string) =>
  text
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** `20261029T170000Z` (3.3.5, form 2). */
const utc = (iso: string) => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`

/** No line is longer than 75 octets; a sign is never cut in two (3.1). */
export function foldedLine(line: string): string {
  const encoder = new TextEncoder()
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const more = encoder.encode(sign).length
    if (octets + more > 75) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += more
  }
  return [...parts, part].join('\r\n')
}

const lines = (all: readonly string[]) => all.map((line) => `${foldedLine(line)}\r\n`).join('')

/** The head of a calendar with its name. */
export function calendarHead(name: string): string {
  return lines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cityright//Activities//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
  ])
}

/** One activity. */
export function calendarEvent(it: CalendarEvent): string {
  const categories = it.categories.map(escaped).join(',')
  return lines([
    'BEGIN:VEVENT',
    `UID:${it.uid}`,
    `DTSTAMP:${utc(it.changedAt)}`,
    `LAST-MODIFIED:${utc(it.changedAt)}`,
    `SEQUENCE:${it.sequence}`,
    `DTSTART:${utc(it.startsAt)}`,
    `DTEND:${utc(it.endsAt)}`,
    `SUMMARY:${escaped(it.title)}`,
    `DESCRIPTION:${escaped(it.about)}`,
    `LOCATION:${escaped(it.where)}`,
    ...(categories === '' ? [] : [`CATEGORIES:${categories}`]),
    `URL:${it.url}`,
    `STATUS:${it.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ])
}

export const calendarEnd = lines(['END:VCALENDAR'])
