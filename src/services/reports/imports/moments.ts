/** Moments as other systems write them, read into UTC. Pure. */

interface Wall {
  /** What the clock shows, as if it were UTC. */
  readonly shown: number
  /** Minutes east of Greenwich; undefined when the text names no zone. */
  readonly offset: number | undefined
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/i
const AMERICAN = /^(\d\d?)\/(\d\d?)\/(\d{4})(?:,? (\d\d?):(\d\d)(?::(\d\d))? ?(AM|PM)?)?$/i

function shownBy(parts: readonly (string | undefined)[], milliseconds = 0): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  )
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const shown = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds)
  const exists = new Date(shown)
  const same = exists.getUTCMonth() === month - 1 && exists.getUTCDate() === day
  return same && exists.getUTCFullYear() === year ? shown : undefined
}

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes))
}

function fromIso(text: string): Wall | undefined {
  const found = ISO.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone] = found
  const parts = [year, month, day, hour, minute, second]
  const shown = shownBy(parts, Number(fraction.padEnd(3, '0').slice(0, 3)))
  return shown === undefined ? undefined : { shown, offset: offsetOf(zone) }
}

function fromAmerican(text: string): Wall | undefined {
  const found = AMERICAN.exec(text)
  if (!found) return undefined
  const [, month, day, year, hour = '0', minute, second, half] = found
  const h = Number(hour)
  if (half && (h < 1 || h > 12)) return undefined
  const full = half ? (h % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : h
  const shown = shownBy([year, month, day, String(full), minute, second])
  return shown === undefined ? undefined : { shown, offset: undefined }
}

const clocks = new Map<string, { format: Intl.DateTimeFormat; known: Map<number, number> }>()
const HOUR = 3_600_000
const REMEMBERED = 20_000

function clockOf(zone: string) {
  const before = clocks.get(zone)
  if (before) return before
  const format = new Intl.DateTimeFormat('sv', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const made = { format, known: new Map<number, number>() }
  clocks.set(zone, made)
  return made
}

/** How far the clocks of a zone are ahead of UTC. Asked once an hour of history: asking is slow. */
function ahead(at: number, zone: string): number {
  const { format, known } = clockOf(zone)
  const quarter = Math.floor((at * 4) / HOUR)
  const before = known.get(quarter)
  if (before !== undefined) return before
  const begin = (quarter * HOUR) / 4
  const found = Date.parse(`${format.format(begin).replace(' ', 'T')}Z`) - begin
  if (known.size >= REMEMBERED) known.clear()
  known.set(quarter, found)
  return found
}

/**
 * The moment at which the clocks of a zone showed this. In the hour that autumn repeats, an `end` is the later
 * moment and a beginning the earlier; an hour that spring leaves out is read as if the clocks had not changed.
 */
function momentIn(shown: number, zone: string, end: boolean): number {
  const moments = [-24, 24]
    .map((hours) => ahead(shown + hours * HOUR, zone))
    .map((offset) => shown - offset)
  const real = moments.filter((at) => at + ahead(at, zone) === shown)
  if (real.length === 0) return moments[0] ?? shown
  return end ? Math.max(...real) : Math.min(...real)
}

/** A moment in UTC (ISO 8601), or undefined when the text is none. Without an offset the zone's clocks count. */
export function readMoment(text: string, zone: string, end = false): string | undefined {
  const wall = fromIso(text.trim()) ?? fromAmerican(text.trim())
  if (!wall) return undefined
  const at =
    wall.offset === undefined ? momentIn(wall.shown, zone, end) : wall.shown - wall.offset * 60_000
  return new Date(at).toISOString()
}
