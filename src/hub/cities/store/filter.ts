/** What somebody looks for among cities, as conditions; and where the next part of a list begins. */
import { type Statement, sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { areas, GRID } from '../model.ts'
import { wordsIn } from '../model/words.ts'
import type { Listed } from './rows.ts'

/** What somebody looks for. */
export interface Filter {
  readonly words?: string | undefined
  readonly country?: string | undefined
  /** A state of membership; `none`: never a member; absent: every city that is or was one. */
  readonly state?: string | undefined
  readonly principle?: string | undefined
  /** At least this level of evidence. */
  readonly evidence?: number | undefined
  readonly language?: string | undefined
  /** One square of the map: `europe.12.7`. */
  readonly square?: string | undefined
}

/** Cities whose words begin with these, all of them; folded as they are stored. */
function search(words: string): string {
  return wordsIn(words)
    .slice(0, 8)
    .map((word) => `${word}:*`)
    .join(' & ')
}

function inSquare(text: string): Statement {
  const [, name = '', column, row] = /^([a-z-]{1,20})\.(\d{1,3})\.(\d{1,3})$/.exec(text) ?? []
  const area = Object.hasOwn(areas, name) ? areas[name] : undefined
  if (!area) throw new Refusal('invalid', [{ code: 'cities.no-such-square', field: 'square' }])
  const side = GRID / area.closer
  const [x, y] = [area.x + Number(column) * side, area.y + Number(row) * side]
  return sql`c.x >= ${x}::float8 and c.x < ${x + side}::float8
    and c.y >= ${y}::float8 and c.y < ${y + side}::float8`
}

/** The filter as conditions on `c`, `m` and `f`. */
export function conditions(filter: Filter): Statement[] {
  const { words, country, state, principle, evidence, language, square } = filter
  const wanted = words ? search(words) : ''
  const found: Statement[] = []
  if (state === 'none') found.push(sql`m.state is null`)
  else if (state) found.push(sql`m.state = ${state}`)
  else found.push(sql`m.state is not null`)
  if (wanted) found.push(sql`c.words @@ to_tsquery('simple', ${wanted})`)
  else if (words?.trim()) found.push(sql`false`)
  if (country) found.push(sql`c.country = ${country}`)
  if (principle) found.push(sql`${principle} = any(f.principles)`)
  if (evidence !== undefined) found.push(sql`f.evidence >= ${evidence}::integer`)
  if (language) found.push(sql`${language} = any(c.languages)`)
  if (square) found.push(inSquare(square))
  return found
}

/** One part of a list. */
export interface Part {
  readonly rows: readonly Listed[]
  readonly next: string | null
  readonly previous: string | null
}

/** How much of a list, and after or before what. */
export interface Paging {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** `<folded name>~<id>` of the city beside. */
function cursor(text: string): { sort: string; id: string } {
  const at = text.lastIndexOf('~')
  if (at < 1) throw new Refusal('invalid', [{ code: 'cities.no-such-page', field: 'after' }])
  return { sort: text.slice(0, at), id: text.slice(at + 1) }
}

/** Where a part begins, and in which order its rows come; going back reads the other way round. */
export function ordered({ after, before }: Paging): { where: Statement[]; by: Statement } {
  const back = before !== undefined
  const by = back
    ? sql`c.sort collate "C" desc, c.id collate "C" desc`
    : sql`c.sort collate "C", c.id collate "C"`
  const beside = before ?? after
  if (beside === undefined) return { where: [], by }
  const { sort, id } = cursor(beside)
  const key = sql`(c.sort collate "C", c.id collate "C")`
  return { where: [back ? sql`${key} < (${sort}, ${id})` : sql`${key} > (${sort}, ${id})`], by }
}

/** The rows of one part; one row more than the limit says that the list goes on. */
export function part(rows: Listed[], { after, before, limit }: Paging): Part {
  const back = before !== undefined
  const read = rows.slice(0, limit)
  const shown = back ? read.toReversed() : read
  const mark = (row: Listed | undefined) => (row ? `${row.sort}~${row.id}` : null)
  const more = rows.length > limit
  const [goesOn, cameFrom] = back ? [true, more] : [more, after !== undefined]
  return {
    rows: shown,
    next: goesOn ? mark(shown.at(-1)) : null,
    previous: cameFrom ? mark(shown[0]) : null,
  }
}
