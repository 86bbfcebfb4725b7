const MINUTE = 60_000
const FIELDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day', 1, 31],
  ['month', 1, 12],
  ['weekday', 0, 7],
] as const

/** Five fields of cron: minute, hour, day of the month, month, day of the week (POSIX crontab). */
export interface Cron {
  readonly minute: ReadonlySet<number>
  readonly hour: ReadonlySet<number>
  readonly day: ReadonlySet<number>
  readonly month: ReadonlySet<number>
  readonly weekday: ReadonlySet<number>
  /** Both days are given, so either of them will do (POSIX). */
  readonly eitherDay: boolean
}

function rangeOf(text: string, least: number, most: number): number[] {
  const parts = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(text)
  if (!parts) throw new Error(`not a cron field: ${text}`)
  const [, from, to, step] = parts
  const first = from === undefined ? least : Number(from)
  const open = from === undefined || (to === undefined && step !== undefined)
  const last = open ? most : Number(to ?? from)
  if (first < least || last > most || first > last || step === '0') {
    throw new Error(`cron field out of range: ${text}`)
  }
  const all = Array.from({ length: last - first + 1 }, (_, n) => first + n)
  return all.filter((n) => (n - first) % Number(step ?? 1) === 0)
}

/** Reads a cron line; throws when it is none. */
export function readCron(line: string): Cron {
  const texts = line.trim().split(/\s+/)
  if (texts.length !== FIELDS.length) throw new Error(`cron has five fields: ${line}`)
  const sets = FIELDS.map(([, least, most], n) => {
    const parts = (texts[n] ?? '').split(',')
    return new Set(parts.flatMap((part) => rangeOf(part, least, most)))
  })
  const [minute, hour, day, month, weekday] = sets
  if (!minute || !hour || !day || !month || !weekday) throw new Error(`not cron: ${line}`)
  if (weekday.has(7)) weekday.add(0)
  return { minute, hour, day, month, weekday, eitherDay: texts[2] !== '*' && texts[4] !== '*' }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  formats.set(zone, made)
  return made
}

/** Day, month, year, hour and minute on the city's clocks. */
function wall(
  at: number,
  zone: string,
): { day: number; month: number; weekday: number; hour: number; minute: number } {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = formatOf(zone)
    .format(at)
    .split(/\D+/)
    .map(Number)
  return { day, month, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(), hour, minute }
}

function fitsDay(cron: Cron, here: ReturnType<typeof wall>): boolean {
  const [day, weekday] = [cron.day.has(here.day), cron.weekday.has(here.weekday)]
  return cron.month.has(here.month) && (cron.eitherDay ? day || weekday : day && weekday)
}

/**
 * The first minute after `after` that fits, in the city's zone. An hour that summer time skips does not
 * come; one that comes twice fits twice.
 */
export function nextAfter(line: string, after: string, zone: string): string {
  const cron = readCron(line)
  let at = Math.floor(Date.parse(after) / MINUTE) * MINUTE + MINUTE
  const end = at + 5 * 366 * 24 * 60 * MINUTE
  while (at < end) {
    const here = wall(at, zone)
    const fits = fitsDay(cron, here) && cron.hour.has(here.hour)
    if (fits && cron.minute.has(here.minute)) return new Date(at).toISOString()
    at += fits ? MINUTE : (60 - here.minute) * MINUTE
  }
  throw new Error(`cron never comes: ${line}`)
}
