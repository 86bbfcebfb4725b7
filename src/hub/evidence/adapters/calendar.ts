import type { Reading } from '../model.ts'
import { day, latest } from './text.ts'

const MOST = 20_000

/** Long lines are folded: a line that begins with white space belongs to the one before (RFC 5545 3.1). */
const unfolded = (text: string) => text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)

/** `20260302T090000Z` as `2026-03-02`. */
function startOf(line: string): string | undefined {
  const [, year, month, date] = /^DTSTART(?:;[^:]*)?:(\d{4})(\d{2})(\d{2})/.exec(line) ?? []
  return year === undefined ? undefined : day(`${year}-${month}-${date}`)
}

function seatsOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => {
    const [, seats] = /^X-CITYRIGHT-SEATS:(\d{1,6})$/.exec(line) ?? []
    return sum + Number(seats ?? 0)
  }, 0)
}

/** iCalendar (RFC 5545): how many events there are and when. Repetitions are counted once, at their start. */
export function readCalendar(text: string): Reading | undefined {
  const lines = unfolded(text)
  if (lines[0]?.trim() !== 'BEGIN:VCALENDAR') return undefined
  if (!lines.some((line) => line.trim() === 'END:VCALENDAR')) return undefined
  const begun = lines.filter((line) => line === 'BEGIN:VEVENT').length
  const ended = lines.filter((line) => line === 'END:VEVENT').length
  if (begun !== ended || begun > MOST) return undefined
  const starts = lines.map(startOf).filter((one) => one !== undefined)
  const cancelled = lines.filter((line) => line === 'STATUS:CANCELLED').length
  const held = begun - cancelled
  const facts = { events: held, cancelled, last: latest(starts), seats: seatsOf(lines) }
  return { form: 'calendar', facts: { ...facts, days: [...new Set(starts)].toSorted().join(' ') } }
}
