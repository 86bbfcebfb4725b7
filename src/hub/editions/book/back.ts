/** The end of the booklet: who made it under which licence, and how anybody can check it. */
import { passagesOf } from '../model.ts'
import { address, code, type Drawing, facts, heading, type Part, part } from './drawing.ts'
import { el, type Markup } from './markup.ts'

/** Who made it, how to cite it, and under which licence. */
export function imprint(drawing: Drawing): Part {
  const { book, say } = drawing
  const { words, publisher, number, date, url } = book
  const title = say('editions.book.imprint')
  const own = passagesOf(words.imprint ?? '').map(({ title: above, paragraphs }) => [
    above !== null && heading(drawing, 1, {}, above),
    paragraphs.map((one) => el('p', {}, one)),
  ])
  const cited = { publisher: publisher.name, title: words.title, number, date: say.date(date), url }
  const body = part(
    drawing,
    { id: 'imprint', title },
    own,
    facts([
      [say('editions.book.publishedBy'), [publisher.name, ' · ', address(publisher.url)]],
      [say('editions.book.dated'), say.date(date, 'long')],
      [say('editions.book.address'), address(url)],
      [say('editions.book.cite'), say('editions.citation', cited)],
    ]),
    el(
      'p',
      {},
      say('editions.book.licence'),
      ' ',
      address('https://creativecommons.org/licenses/by-sa/4.0/'),
    ),
    el('p', {}, say('editions.book.stands')),
  )
  return { id: 'imprint', title, body, inside: [] }
}

function steps({ book, say, proof }: Drawing): Markup {
  if (proof === null) return el('p', {}, say('editions.book.check.preview'))
  const { entry, position, sha256, checkpoint } = proof
  const record = `${book.publisher.url}/record/${entry}`
  return el(
    'div',
    {},
    el('p', {}, say('editions.book.check.content')),
    facts([
      ['SHA-256', code(sha256)],
      [say('editions.book.check.entry'), address(record)],
      position !== null && [say('editions.book.check.position'), code(String(position))],
      checkpoint !== null && [
        say('editions.book.check.checkpoint'),
        [
          say('editions.book.check.size', { size: checkpoint.size, origin: checkpoint.origin }),
          el('br'),
          code(checkpoint.root),
        ],
      ],
    ]),
    el(
      'ol',
      {},
      el('li', {}, say('editions.book.check.json'), ' ', address(`${book.url}/files/json`)),
      el('li', {}, say('editions.book.check.sum'), ' ', code('sha256sum')),
      el('li', {}, say('editions.book.check.files'), ' ', address(book.url)),
      el('li', {}, say('editions.book.check.proof'), ' ', address(record)),
    ),
    el('p', {}, say('editions.book.check.cover')),
  )
}

/** How anybody can check this edition against the public record. */
export function check(drawing: Drawing): Part {
  const title = drawing.say('editions.book.check')
  return {
    id: 'check',
    title,
    body: part(drawing, { id: 'check', title }, steps(drawing)),
    inside: [],
  }
}
