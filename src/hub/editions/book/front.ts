/** The beginning of the booklet: cover, what the secretariat writes, and the declaration in short. */
import { languageName } from '#core/text'
import { summaryOf, titleOf } from '#hub/declaration'
import { passagesOf } from '../model.ts'
import { address, code, type Drawing, heading, type Part, part, spoken } from './drawing.ts'
import { el, type Markup } from './markup.ts'

const CELL = 40
const TONES = ['#ffffff', '#f2b84b', '#7fc4c9', '#3d7ea6']

/** A quarter circle in one of four turns. */
function shape(x: number, y: number, turn: number): string {
  const [left, top, right, below] = [x * CELL, y * CELL, (x + 1) * CELL, (y + 1) * CELL]
  if (turn === 0) return `M${left} ${top}H${right}A${CELL} ${CELL} 0 0 1 ${left} ${below}Z`
  if (turn === 1) return `M${right} ${top}V${below}A${CELL} ${CELL} 0 0 1 ${left} ${top}Z`
  if (turn === 2) return `M${right} ${below}H${left}A${CELL} ${CELL} 0 0 1 ${right} ${top}Z`
  return `M${left} ${below}V${top}A${CELL} ${CELL} 0 0 1 ${right} ${below}Z`
}

/** The content's hash as a pattern: one tile for each of its 64 digits. Another content has another cover. */
export function pattern(sha256: string): Markup {
  const tiles = Array.from(sha256.slice(0, 64), (digit, index) => {
    const value = Number.parseInt(digit, 16)
    const d = shape(index % 16, Math.floor(index / 16), value % 4)
    return el('path', { d, fill: TONES[value >> 2] })
  })
  const size = { viewBox: `0 0 ${16 * CELL} ${4 * CELL}`, class: 'pattern', 'aria-hidden': 'true' }
  return el('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size }, tiles)
}

/** The cover. */
export function cover({ book, say, sha256, proof }: Drawing): Markup {
  const { publisher, words, number, date, replaces } = book
  return el(
    'header',
    { class: 'cover', id: 'cover' },
    el('p', { class: 'cover__who' }, say('editions.book.publisher', { name: publisher.name })),
    pattern(sha256),
    el('h1', {}, words.title),
    words.lead && el('p', { class: 'cover__lead' }, words.lead),
    el(
      'p',
      { class: 'cover__number' },
      say('editions.book.number', { number, date: say.date(date, 'long') }),
    ),
    replaces !== null && el('p', {}, say('editions.book.replaces', { number: replaces })),
    proof === null && el('p', { class: 'cover__preview' }, say('editions.book.preview')),
  )
}

/** A part the secretariat wrote; none when it wrote nothing. */
export function written(drawing: Drawing, name: 'foreword' | 'who'): Part[] {
  const text = drawing.book.words[name]
  if (text === null) return []
  const title = drawing.say(`editions.book.${name}`)
  const body = passagesOf(text).map(({ title: above, paragraphs }) => [
    above !== null && heading(drawing, 1, {}, above),
    paragraphs.map((one) => el('p', {}, one)),
  ])
  return [{ id: name, title, body: part(drawing, { id: name, title }, body), inside: [] }]
}

/** The text itself and its hash in each language, so that the one that was signed is known again. */
function texts({ book, say }: Drawing): Markup[] {
  const signed = book.declaration
  if (signed === null) return []
  const { version, url } = signed
  const hashes = signed.texts.map(({ language, sha256 }) =>
    el('li', {}, el('span', spoken(language), languageName(language)), ': SHA-256 ', code(sha256)),
  )
  return [
    el('p', {}, say('editions.book.declaration.text', { version }), ' ', address(url)),
    ...(hashes.length > 0 ? [el('ul', { class: 'hashes' }, hashes)] : []),
  ]
}

/** The declaration in short: its principles, and where its text stands. */
export function declaration(drawing: Drawing): Part {
  const { book, say } = drawing
  const title = say('editions.book.declaration')
  const items = book.principles.map((one) =>
    el(
      'li',
      {},
      el('strong', {}, el('a', { href: one.url }, titleOf(say, one))),
      el('br'),
      summaryOf(say, one),
    ),
  )
  const body = part(
    drawing,
    { id: 'declaration', title },
    el('p', { class: 'lead' }, say('editions.book.declaration.lead')),
    el('ol', { class: 'principles' }, items),
    texts(drawing),
  )
  return { id: 'declaration', title, body, inside: [] }
}
