/** What is due, as calendars read it (RFC 5545): whole days, and never what for. Pure. */

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

const escaped = (text: string) => text.replace(/\p{Cc}/gu, ' ').replace(/[\\;,]/g, '\\$&')
const basic = (iso: string) => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`
const day = (date: string) => date.replaceAll('-', '')

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** No line is longer than 75 octets, and no sign is cut in two (3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let [part, octets] = ['', 0]
  for (const sign of line) {
    const more = Buffer.byteLength(sign)
    if (octets + more > 75) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += more
  }
  return `${[...parts, part].join('\r\n')}\r\n`
}

const lines = (all: readonly string[]) => all.map(folded).join('')

function event(it: DueEvent): string {
  return lines([
    'BEGIN:VEVENT',
    `UID:${it.uid}`,
    `DTSTAMP:${basic(it.changedAt)}`,
    `LAST-MODIFIED:${basic(it.changedAt)}`,
    `SEQUENCE:${it.sequence}`,
    `DTSTART;VALUE=DATE:${day(it.on)}`,
    `DTEND;VALUE=DATE:${day(dayAfter(it.on))}`,
    `SUMMARY:${escaped(it.title)}`,
    `URL:${it.url}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    `STATUS:${it.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ])
}

/** A whole calendar. */
export function calendar(name: string, events: readonly DueEvent[]): string {
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Cityright//Due//EN']
  const named = [`NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`]
  const all = events.map(event).join('')
  return `${lines([...head, 'CALSCALE:GREGORIAN', ...named])}${all}${lines(['END:VCALENDAR'])}`
}
