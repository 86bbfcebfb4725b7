/** What somebody looks for among reports, as conditions; and where the next part of a list begins. */
import { type Statement, sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { numberIn, type State } from '../model.ts'

/** What somebody looks for. */
export interface Filter {
  readonly categories?: readonly string[] | undefined
  readonly states?: readonly State[] | undefined
  readonly class?: 'open' | 'closed' | undefined
  readonly district?: string | undefined
  /** First moment and the moment after the last. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** Words; the last letters of each may be missing. */
  readonly words?: string | undefined
  /** West, south, east, north. */
  readonly box?: readonly [number, number, number, number] | undefined
  /** So many metres around a point. */
  readonly circle?: Circle | undefined
}

/** So many metres around a point. */
export interface Circle {
  readonly lon: number
  readonly lat: number
  readonly metres: number
}

/** What the desk looks for beside that. */
export interface DeskFilter extends Filter {
  /** Units whose reports may be shown; 'all' shows every one. Reports without a unit are always shown. */
  readonly units: readonly string[] | 'all'
  readonly unit?: string | undefined
  readonly assignedTo?: string | undefined
  /** Open and past the promised day. */
  readonly lateOn?: string | undefined
  readonly source?: string | undefined
}

/** One part of a list. */
export interface Part<T> {
  readonly rows: readonly T[]
  /** Where the next part begins; null at the end. */
  readonly next: string | null
  /** Where the part before ends; null at the beginning. */
  readonly previous: string | null
}

/** How much of a list, and after or before what. */
export interface Paging {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** In which order: by the day they came in, or by the last change; the newest first unless told otherwise. */
export interface Order {
  readonly by?: 'opened' | 'changed' | undefined
  readonly oldestFirst?: boolean | undefined
}

const bad = () => new Refusal('invalid', [{ code: 'reports.no-such-page', field: 'after' }])

/** A moment as the list itself writes it; nothing else that a clock or a database might read. */
const MOMENT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/

/** The last report of the part before. */
export function cursor(after: string): { at: string; number: number } {
  const [at, name] = after.split('~')
  const number = numberIn(name ?? '')
  if (!at || number === undefined) throw bad()
  if (!MOMENT.test(at) || Number.isNaN(Date.parse(at))) throw bad()
  return { at, number }
}

/** Words as PostgreSQL's search wants them: each may go on, all must be there. */
function search(words: string): string | undefined {
  const found = words
    .normalize('NFC')
    .match(/[\p{L}\p{M}\p{N}]+/gu)
    ?.slice(0, 8)
  return found?.map((word) => `${word.toLowerCase()}:*`).join(' & ')
}

/** Inside a box of west, south, east, north. */
function placeIn(box: readonly [number, number, number, number]): Statement {
  const [west, south, east, north] = box
  return sql`spot <@ box(
    point(radians(${west}::float8), ln(tan(pi() / 4 + radians(${south}::float8) / 2))),
    point(radians(${east}::float8), ln(tan(pi() / 4 + radians(${north}::float8) / 2))))`
}

/** Radius of the Earth as the distances of lists have it. */
const EARTH = 6_371_008.8

/** Inside a circle. Near any one place Web Mercator only stretches, by one over the cosine of the latitude. */
function around({ lon, lat, metres }: Circle): Statement {
  return sql`spot <@ circle(
    point(radians(${lon}::float8), ln(tan(pi() / 4 + radians(${lat}::float8) / 2))),
    ${metres}::float8 / ${EARTH}::float8 / cos(radians(${lat}::float8)))`
}

/** The filter as conditions; `everything` searches what the public cannot see as well. */
export function conditions(filter: Filter, everything: boolean): Statement[] {
  const found: Statement[] = []
  const { categories, states, district, from, until, words, box, circle } = filter
  if (categories?.length === 1) found.push(sql`category = ${categories[0]}`)
  else if (categories) found.push(sql`category = any(${[...categories]}::text[])`)
  if (states?.length === 1) found.push(sql`state = ${states[0]}`)
  else if (states) found.push(sql`state = any(${[...states]}::text[])`)
  if (filter.class) found.push(sql`class = ${filter.class}`)
  if (district) found.push(sql`district = ${district}`)
  if (from) found.push(sql`opened_at >= ${from}`)
  if (until) found.push(sql`opened_at < ${until}`)
  if ((box ?? circle) && !everything) found.push(sql`public_point`)
  if (box) found.push(placeIn(box))
  if (circle) found.push(around(circle))
  const wanted = words && search(words)
  if (wanted && everything) found.push(sql`all_words @@ to_tsquery('simple', ${wanted})`)
  else if (wanted) found.push(sql`public_words @@ to_tsquery('simple', ${wanted})`)
  return found
}

/** `R-1029` among the words means that one report. */
export function numbered(words: string | undefined): Statement | undefined {
  const number = numberIn(words ?? '')
  return number === undefined ? undefined : sql`number = ${number}`
}

/** Where a part of a list begins, and in which order its rows come. Going back reads the other way round. */
export function ordered(paging: Paging, order: Order = {}): { where: Statement[]; by: Statement } {
  const column = order.by === 'changed' ? sql`changed_at` : sql`opened_at`
  const rising = (order.oldestFirst ?? false) !== (paging.before !== undefined)
  // The column, not what the list shows of it: R-10000 comes after R-9999.
  const by = rising ? sql`${column}, report.number` : sql`${column} desc, report.number desc`
  const beside = paging.before ?? paging.after
  if (beside === undefined) return { where: [], by }
  const { at, number } = cursor(beside)
  const key = sql`(${at}::timestamptz, ${number}::integer)`
  const where = rising ? sql`(${column}, number) > ${key}` : sql`(${column}, number) < ${key}`
  return { where: [where], by }
}

interface Row {
  readonly number: string
  readonly openedAt: string
  readonly changedAt: string
}

/** The rows of one part; one row more than the limit says that the list goes on. */
export function part<T extends Row>(rows: T[], paging: Paging, order: Order = {}): Part<T> {
  const { after, before, limit } = paging
  const read = rows.slice(0, limit)
  const shown = before === undefined ? read : read.toReversed()
  const mark = (row: T | undefined) =>
    row ? `${order.by === 'changed' ? row.changedAt : row.openedAt}~${row.number}` : null
  const more = rows.length > limit
  const [goesOn, cameFrom] = before === undefined ? [more, after !== undefined] : [true, more]
  return {
    rows: shown,
    next: goesOn ? mark(shown.at(-1)) : null,
    previous: cameFrom ? mark(shown[0]) : null,
  }
}

/** What the desk looks for, within the units an official works for. */
export function deskConditions(filter: DeskFilter): Statement[] {
  const exact = numbered(filter.words)
  const found = exact ? [exact] : conditions(filter, true)
  const { units, unit, assignedTo, lateOn, source } = filter
  if (units !== 'all') found.push(sql`(unit is null or unit = any(${[...units]}::text[]))`)
  if (unit) found.push(sql`unit = ${unit}`)
  if (assignedTo) found.push(sql`assigned_to = ${assignedTo}`)
  if (lateOn) found.push(sql`class = 'open' and due_on < ${lateOn}::date`)
  if (source) found.push(sql`source = ${source}`)
  return found
}
