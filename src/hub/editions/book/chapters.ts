/** The practices in chapters, and the cities of the coalition on a map and in a list. */
import { countryName, landPath, MAP, onMap } from '#hub/cities'
import { summaryOf, titleOf } from '#hub/declaration'
import { type Chapter, chaptersOf, type Member } from '../model.ts'
import { type Drawing, heading, paragraphs, type Part, part, spoken } from './drawing.ts'
import { el, type Markup } from './markup.ts'
import { entryOf, practice } from './practice.ts'

function ofCity({ book }: Drawing, id: string) {
  const city = book.cities.find((one) => one.id === id)
  const { language, summary, quote, quoteBy } = city ?? {}
  const words = spoken(language ?? book.words.language)
  return {
    title: city?.name ?? id,
    lead: [
      summary && el('div', { class: 'lead', ...words }, paragraphs(summary)),
      quote &&
        el(
          'figure',
          { class: 'quote', ...words },
          el('blockquote', {}, paragraphs(quote)),
          quoteBy && el('figcaption', {}, quoteBy),
        ),
    ],
  }
}

function ofPrinciple({ book, say }: Drawing, id: string) {
  const found = book.principles.find((one) => one.id === id)
  if (!found) return { title: id === '' ? say('editions.book.others') : id, lead: [] }
  const place = book.principles.indexOf(found) + 1
  return {
    title: say('editions.book.principle', { place, title: titleOf(say, found) }),
    lead: [el('p', { class: 'lead' }, summaryOf(say, found))],
  }
}

function chapter(drawing: Drawing, { of, practices }: Chapter, place: number): Part {
  const id = `chapter-${place}`
  const { title, lead } =
    drawing.book.words.arranged === 'city' ? ofCity(drawing, of) : ofPrinciple(drawing, of)
  const body = part(
    drawing,
    { id, title },
    lead,
    practices.map((one) => practice(drawing, one)),
  )
  return { id, title, body, inside: practices.map(entryOf) }
}

/** Every practice of the edition, in its chapters. */
export function chapters(drawing: Drawing): Part[] {
  return chaptersOf(drawing.book).map((one, index) => chapter(drawing, one, index + 1))
}

const SQUARE = 6

/** Cities that lie closer than they can be told apart are one circle. */
function circles(members: readonly Member[]): Markup[] {
  const placed = members.flatMap(({ lon, lat }) =>
    lon === null || lat === null ? [] : [onMap({ lon, lat })],
  )
  const square = ({ x, y }: { x: number; y: number }) =>
    `${Math.round(x / SQUARE)}.${Math.round(y / SQUARE)}`
  return [...Map.groupBy(placed, square).values()].flatMap((near) => {
    const [first] = near
    if (!first) return []
    const r = (4.5 + Math.log2(near.length)).toFixed(1)
    return [el('circle', { cx: first.x.toFixed(1), cy: first.y.toFixed(1), r, fill: '#c2410c' })]
  })
}

function map({ say }: Drawing, members: readonly Member[]): Markup {
  const count = members.filter(({ lon, lat }) => lon !== null && lat !== null).length
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${MAP.width} ${MAP.height}`,
      class: 'map',
      role: 'img',
      'aria-labelledby': 'map-name',
    },
    el('title', { id: 'map-name' }, say('editions.book.map', { count })),
    el('path', { d: landPath(), fill: '#d6dee2' }),
    circles(members),
  )
}

function told({ say, book, to }: Drawing, one: Member): Markup {
  const own = book.practices.filter(({ city }) => city.id === one.id)
  const facts = [
    one.founder && say('editions.book.founder'),
    one.since !== null && say('editions.book.since', { since: say.date(one.since) }),
    one.state === 'historic' && say('editions.book.historic'),
    one.state === 'on_hold' && say('editions.book.onHold'),
  ].filter((fact) => fact !== false)
  const links = own.map((it, index) => [
    index > 0 && ', ',
    el('a', { href: to(`practice-${it.number}`), ...spoken(entryOf(it).lang) }, entryOf(it).name),
  ])
  const after = facts.length > 0 ? ` (${facts.join(', ')})` : ''
  return el('li', {}, el('strong', {}, one.name), after, links.length > 0 && ' – ', links)
}

function list(drawing: Drawing, members: readonly Member[]): Markup[] {
  const { say } = drawing
  const named = ({ country }: Member) => countryName(country, say.language) ?? country
  const byName = new Intl.Collator(say.language)
  const countries = [...Map.groupBy(members, named)].toSorted(([a], [b]) => byName.compare(a, b))
  return countries.map(([country, cities]) =>
    el(
      'div',
      { class: 'country' },
      heading(drawing, 1, {}, country),
      el(
        'ul',
        {},
        cities.map((one) => told(drawing, one)),
      ),
    ),
  )
}

/** The cities of the coalition on the day of the edition. */
export function cities(drawing: Drawing): Part[] {
  const { book, say } = drawing
  const { words, members } = book
  if (members === null) return []
  const title = say('editions.book.cities')
  const body = part(
    drawing,
    { id: 'cities', title },
    el(
      'p',
      { class: 'lead' },
      say('editions.book.cities.lead', {
        count: members.length,
        date: say.date(book.date, 'long'),
      }),
    ),
    words.map && map(drawing, members),
    words.members && list(drawing, members),
  )
  return [{ id: 'cities', title, body, inside: [], drawn: words.map }]
}
