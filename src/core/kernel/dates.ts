const DAY = 86_400_000

const instant = (date: string) => Date.parse(`${date}T00:00:00.000Z`)

/**
 * Whole years somebody born on `birthDate` has completed on `today`; born on 29 February, on 1
 * March.
 */
export function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years
}

/** The date `n` days after `date`; before it when `n` is negative. */
export function addDays(date: string, n: number): string {
  return new Date(instant(date) + n * DAY).toISOString().slice(0, 10)
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((instant(to) - instant(from)) / DAY)
}

const calendars = new Map<string, Intl.DateTimeFormat>()

function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  calendars.set(zone, made)
  return made
}

/**
 * The calendar date it is in a time zone (IANA name) at this moment: a city's day begins at its
 * midnight.
 */
export function dateIn(iso: string, zone: string): string {
  const parts = calendarOf(zone).formatToParts(new Date(iso))
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the clocks in a zone show at a moment, as if it were UTC. */
function clockIn(at: number, zone: string): number {
  const known = clocks.get(zone)
  const format =
    known ??
    new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, format)
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`)
}

/** The moment a day begins in a time zone: its midnight, also where a clock change is near. */
export function dayBegins(date: string, zone: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const guess = midnight - (clockIn(midnight, zone) - midnight)
  return new Date(guess - (clockIn(guess, zone) - midnight)).toISOString()
}
