import { localeOf } from './languages.ts'

/** How much of a moment is said. */
export type DateStyle = 'date' | 'dateTime' | 'time' | 'long' | 'month'

/**
 * Numbers, moments and lists as a reader of one language writes them (Unicode CLDR, through Intl).
 */
export interface Formats {
  date(iso: string, style?: DateStyle): string
  number(value: number, options?: Intl.NumberFormatOptions): string
  /** `3 days ago`; `in 2 hours` when it is still to come. */
  ago(iso: string, now: string): string
  list(items: readonly string[]): string
  bytes(count: number): string
}

const styles: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'medium' },
  dateTime: { dateStyle: 'medium', timeStyle: 'short' },
  time: { timeStyle: 'short' },
  long: { dateStyle: 'full' },
  month: { year: 'numeric', month: 'long' },
}

/** Seconds of each unit, the longest first. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Makes each formatter once: making one costs a thousand times more than asking it. */
export function remembered<Key extends unknown[], Made>(make: (...key: Key) => Made): typeof make {
  const known = new Map<string, Made>()
  return (...key) => {
    const name = JSON.stringify(key)
    const before = known.get(name)
    if (before !== undefined) return before
    const made = make(...key)
    known.set(name, made)
    return made
  }
}

const isDay = (iso: string) => iso.length === 10

function dates(locale: string, zone: string): Formats['date'] {
  const formatOf = remembered(
    (style: DateStyle, timeZone: string) =>
      new Intl.DateTimeFormat(locale, { ...styles[style], timeZone }),
  )
  return (iso, style = 'date') => {
    if (!isDay(iso)) return formatOf(style, zone).format(new Date(iso))
    return formatOf(style === 'dateTime' ? 'date' : style, 'UTC').format(new Date(iso))
  }
}

function agos(locale: string): Formats['ago'] {
  const inNumbers = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  return (iso, today) => {
    const seconds = (Date.parse(iso) - Date.parse(today)) / 1000
    const found = units.find(([, least]) => Math.abs(seconds) >= least)
    return found ? inNumbers.format(Math.trunc(seconds / found[1]), found[0]) : now
  }
}

function byteSizes(locale: string): Formats['bytes'] {
  const formatOf = remembered(
    (unit: string) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }),
  )
  return (count) => {
    const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3))
    return formatOf(sizes[power] ?? 'byte').format(count / 1000 ** power)
  }
}

/** The formats of one language, for a city in one time zone. */
export function formatsOf(language: string, zone: string): Formats {
  const locale = localeOf(language)
  const numberOf = remembered(
    (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
  )
  const lists = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' })
  return {
    date: dates(locale, zone),
    number: (value, options = {}) => numberOf(options).format(value),
    ago: agos(locale),
    list: (items) => lists.format(items),
    bytes: byteSizes(locale),
  }
}
