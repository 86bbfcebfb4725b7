/** Lists in the formats of other programs: what every feed does the same way, written once. */
import { cell, xml } from './escape.ts'
import type { Feed, FeedLook } from './page.ts'

/** A column: its name in the header, and what stands in it. */
export type Column<R> = readonly [name: string, value: (row: R) => string | number | null]

/** The rows of a list in parts, each with a look of its own, so that a long list needs little memory. */
export type Parts<I, R> = (work: FeedLook<I>) => AsyncIterable<readonly R[]>

/** Comma-separated values with a header line (RFC 4180). */
export function tableFeed<I, R>(columns: readonly Column<R>[], partsOf: Parts<I, R>): Feed<I> {
  return {
    type: 'text/csv; charset=utf-8; header=present',
    async *write(work) {
      yield `${columns.map(([name]) => name).join(',')}\r\n`
      for await (const rows of partsOf(work)) {
        const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
        yield lines.map((line) => `${line}\r\n`).join('')
      }
    },
  }
}

interface Items<I, R> {
  readonly type: string
  /** What stands before the items, up to the bracket that opens the list. */
  readonly opens: string
  readonly partsOf: Parts<I, R>
  item(row: R, work: FeedLook<I>): object
}

/** An object with one list of items, a line each. */
function itemsFeed<I, R>({ type, opens, partsOf, item }: Items<I, R>): Feed<I> {
  return {
    type,
    async *write(work) {
      yield `${opens}\n`
      let first = true
      for await (const rows of partsOf(work)) {
        if (rows.length === 0) continue
        const lines = rows.map((row) => JSON.stringify(item(row, work)))
        yield `${first ? '' : ',\n'}${lines.join(',\n')}`
        first = false
      }
      yield '\n]}\n'
    },
  }
}

/** Every item with everything that is public of it, under a name (RFC 8259). */
export function jsonFeed<I, R>(name: string, more: Pick<Items<I, R>, 'partsOf' | 'item'>): Feed<I> {
  const type = 'application/json; charset=utf-8'
  return itemsFeed({ ...more, type, opens: `{${JSON.stringify(name)}:[` })
}

/** What of a row is needed to draw it on a map. */
interface Placed {
  readonly lon: number | null
  readonly lat: number | null
}

/** GeoJSON (RFC 7946); what has no place has no geometry. `pathOf` gives its id and the path of its page. */
export function pointsFeed<I, R extends Placed>(
  partsOf: Parts<I, R>,
  pathOf: (row: R) => { readonly id: string | number; readonly path: string },
): Feed<I> {
  return itemsFeed({
    type: 'application/geo+json; charset=utf-8',
    opens: '{"type":"FeatureCollection","features":[',
    partsOf,
    item(row, { city }) {
      const { lon, lat, ...rest } = row
      const { id, path } = pathOf(row)
      const point = { type: 'Point', coordinates: [lon, lat] }
      const geometry = lon === null || lat === null ? null : point
      return { type: 'Feature', id, geometry, properties: { ...rest, href: `${city.url}${path}` } }
    },
  })
}

/** One piece of news (RFC 4287 section 4.1.2). */
export interface News {
  /** The path of its page, which is its id as well. */
  readonly path: string
  readonly title: string
  readonly updated: string
  readonly published?: string
  readonly author?: string
  readonly category?: { readonly term: string; readonly label: string }
  readonly rights?: string
  readonly summary: string
  /** The language of the summary, where it is not that of the feed. */
  readonly language?: string
  /** Degrees north and east (GeoRSS Simple). */
  readonly point?: readonly [lat: number, lon: number] | null
}

/** A line of an entry, when there is something to say. */
const line = (value: string | undefined, of: (value: string) => string) =>
  value === undefined ? '' : `  ${of(value)}\n`

function newsEntry(one: News, url: string): string {
  const href = xml(`${url}${one.path}`)
  const { category, point, language } = one
  const named = category && `term="${xml(category.term)}" label="${xml(category.label)}"`
  const spoken = language === undefined ? '' : ` xml:lang="${xml(language)}"`
  return [
    `<entry>\n  <id>${href}</id>\n  <title>${xml(one.title)}</title>\n  <link href="${href}"/>\n`,
    `  <updated>${one.updated}</updated>\n`,
    line(one.published, (at) => `<published>${at}</published>`),
    line(one.author, (name) => `<author><name>${xml(name)}</name></author>`),
    line(named, (it) => `<category ${it}/>`),
    line(one.rights, (it) => `<rights>${xml(it)}</rights>`),
    `  <summary${spoken}>${xml(one.summary)}</summary>\n`,
    line(point?.join(' '), (it) => `<georss:point>${it}</georss:point>`),
    '</entry>\n',
  ].join('')
}

/** What changed last, as news (RFC 4287): `path` is that of the list, `newest` its news with the newest first. */
export function newsFeed<I>(
  path: string,
  titleOf: (work: FeedLook<I>) => string,
  newest: (work: FeedLook<I>) => Promise<readonly News[]>,
): Feed<I> {
  return {
    type: 'application/atom+xml; charset=utf-8',
    async *write(work) {
      const { city, say, now } = work
      const all = await newest(work)
      const list = xml(`${city.url}${path}`)
      yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${say.language}">
<id>${list}</id>
<title>${xml(titleOf(work))}</title>
<updated>${all[0]?.updated ?? now}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${list}"/>
<link rel="self" href="${list}.atom"/>
`
      for (const one of all) yield newsEntry(one, city.url)
      yield '</feed>\n'
    },
  }
}
