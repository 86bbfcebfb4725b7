/** Reads what a program asks the list of requests for (GeoReport v2, GET service requests). Pure. */
import { momentIn } from '#core/kernel'
import { type Asked, listOf, MOST_DAYS, MOST_ROWS, oneOf, type Wrong } from './model.ts'

const DAY = 86_400_000

/** What requests are looked for. */
export interface ListAsked {
  /** These alone, whatever else was asked. */
  readonly ids?: readonly string[] | undefined
  readonly codes?: readonly string[] | undefined
  readonly class?: 'open' | 'closed' | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly updatedFrom?: string | undefined
  readonly updatedUntil?: string | undefined
  readonly words?: string | undefined
  readonly box?: readonly [number, number, number, number] | undefined
  readonly near?:
    | { readonly lat: number; readonly lon: number; readonly metres: number }
    | undefined
  readonly limit: number
  readonly offset: number
  readonly extensions: boolean
}

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i
const WRITTEN =
  /^([12]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?)?(?:Z|[+-]\d\d:?\d\d)?$/i

/** A day of the calendar: the thirtieth of February is none, although JavaScript finds one for it. */
function isDay(day: string): boolean {
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

/** A date of the W3C profile of ISO 8601, of a year that a database bears; one without a zone is read by the clocks of the city. */
export function momentOf(text: string, zone: string): string | undefined {
  const found = WRITTEN.exec(text.trim())
  if (!found) return undefined
  const [, day = '', time = '00:00'] = found
  if (!isDay(day)) return undefined
  if (!ZONED.test(text.trim())) return momentIn(day, time, zone)
  const at = Date.parse(text.trim().replace(' ', 'T'))
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** A question that is being read: what is wrong with it is gathered. */
class Reading {
  readonly wrong: Wrong[] = []
  readonly asked: Asked
  readonly zone: string

  constructor(asked: Asked, zone: string) {
    this.asked = asked
    this.zone = zone
  }

  no(says: string, name: string): undefined {
    this.wrong.push({ code: 400, says, values: { name } })
    return undefined
  }

  moment(name: string): string | undefined {
    const text = oneOf(this.asked, name)
    if (text === undefined) return undefined
    return momentOf(text, this.zone) ?? this.no('bad-date', name)
  }

  number(name: string, least: number, most: number): number | undefined {
    const text = oneOf(this.asked, name)
    if (text === undefined) return undefined
    const found = Number(text)
    return Number.isFinite(found) && found >= least && found <= most
      ? found
      : this.no('bad-number', name)
  }
}

type Span = Pick<ListAsked, 'from' | 'until'>

const shifted = (iso: string, days: number) => new Date(Date.parse(iso) + days * DAY).toISOString()

/** At most ninety days; the last ninety when nothing is said. */
export function spanOf(from: string | undefined, until: string | undefined, now: string): Span {
  if (from !== undefined) return { from, until: until ?? shifted(from, MOST_DAYS) }
  if (until !== undefined) return { from: shifted(until, -MOST_DAYS), until }
  return { from: shifted(now, -MOST_DAYS) }
}

function span(reading: Reading, now: string): Span {
  const [from, until] = [reading.moment('start_date'), reading.moment('end_date')]
  const updated = oneOf(reading.asked, 'updated_after') ?? oneOf(reading.asked, 'updated_before')
  if (from === undefined && until === undefined && updated !== undefined) return {}
  if (from !== undefined && until !== undefined) {
    const days = (Date.parse(until) - Date.parse(from)) / DAY
    if (days < 0) reading.no('ends-before', 'end_date')
    if (days > MOST_DAYS) reading.no('span-too-long', 'end_date')
  }
  return spanOf(from, until, now)
}

function classOf(reading: Reading): 'open' | 'closed' | undefined {
  const said = new Set((listOf(reading.asked, 'status') ?? []).map((one) => one.toLowerCase()))
  for (const one of said) if (one !== 'open' && one !== 'closed') reading.no('bad-status', 'status')
  if (said.size !== 1) return undefined
  return said.has('open') ? 'open' : said.has('closed') ? 'closed' : undefined
}

function boxOf(reading: Reading): ListAsked['box'] {
  const text = oneOf(reading.asked, 'bbox')
  if (text === undefined) return undefined
  const [west = NaN, south = NaN, east = NaN, north = NaN, more] = text.split(',').map(Number)
  const fits =
    more === undefined &&
    [west, east].every((one) => Math.abs(one) <= 180) &&
    [south, north].every((one) => Math.abs(one) <= 85) &&
    west <= east &&
    south <= north
  return fits ? [west, south, east, north] : reading.no('bad-box', 'bbox')
}

function nearOf(reading: Reading): ListAsked['near'] {
  const lat = reading.number('lat', -85, 85)
  const lon = reading.number('long', -180, 180)
  const metres = reading.number('radius', 0, 50_000)
  const given = ['lat', 'long', 'radius'].filter((name) => oneOf(reading.asked, name) !== undefined)
  if (given.length === 0) return undefined
  if (given.length < 3) return reading.no('near-incomplete', given[0] ?? 'lat')
  if (lat === undefined || lon === undefined || metres === undefined) return undefined
  return { lat, lon, metres }
}

function paging(reading: Reading): { limit: number; offset: number } {
  const page = Math.floor(reading.number('page', 0, 1000) ?? 1)
  const limit = Math.floor(Math.min(reading.number('page_size', 1, 1e6) ?? MOST_ROWS, MOST_ROWS))
  return { limit, offset: (Math.max(page, 1) - 1) * limit }
}

/** What is looked for, or everything that is wrong with the question. */
export function listAsked(
  asked: Asked,
  { now, zone }: { readonly now: string; readonly zone: string },
): ListAsked | { readonly wrong: readonly Wrong[] } {
  const reading = new Reading(asked, zone)
  if (oneOf(asked, 'callback') !== undefined) reading.no('no-jsonp', 'callback')
  const extensions = oneOf(asked, 'extensions')?.toLowerCase() === 'true'
  const ids = listOf(asked, 'service_request_id')
  if (ids !== undefined && ids.length > MOST_ROWS) reading.no('too-many-ids', 'service_request_id')
  if (ids !== undefined && reading.wrong.length === 0)
    return { ids, limit: MOST_ROWS, offset: 0, extensions }
  const found = {
    codes: listOf(asked, 'service_code'),
    class: classOf(reading),
    updatedFrom: reading.moment('updated_after'),
    updatedUntil: reading.moment('updated_before'),
    words: oneOf(asked, 'q')?.slice(0, 200),
    box: boxOf(reading),
    near: nearOf(reading),
    ...span(reading, now),
    ...paging(reading),
    extensions,
  }
  return reading.wrong.length > 0 ? { wrong: reading.wrong } : found
}
