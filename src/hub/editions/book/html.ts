/** The booklet as one page that stands alone: words and style inside, and a policy that lets nothing in. */
import { createHash } from 'node:crypto'
import type { Say } from '#core/text'
import type { Book } from '../model.ts'
import type { Drawing, Proof } from './drawing.ts'
import { cover } from './front.ts'
import { all, el } from './markup.ts'
import { contents, partsOf } from './parts.ts'
import { READ, PRINT } from './style.ts'

const STYLE = `${READ}${PRINT}`

/** No script, no picture, no font, no frame of anybody; only this one style (CSP Level 3). */
export const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

/** As a header the same also says that nobody may frame it. */
export const HEADER = `${POLICY}; frame-ancestors 'none'`

/** What is drawn; `proof` is null for a preview. */
export interface Drawn {
  readonly book: Book
  readonly say: Say
  readonly sha256: string
  readonly proof: Proof | null
}

/** The whole booklet as HTML. */
export function htmlOf(drawn: Drawn): string {
  const { book, say } = drawn
  const drawing: Drawing = { ...drawn, level: 2, to: (id) => `#${id}` }
  const parts = partsOf(drawing)
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'author', content: book.publisher.name }),
    el('title', {}, say('editions.book.titled', { title: book.words.title, number: book.number })),
    { markup: `<style>${STYLE}</style>` },
  )
  const body = el(
    'body',
    {},
    cover(drawing),
    el(
      'nav',
      { class: 'contents', id: 'contents', 'aria-labelledby': 'contents-title' },
      el('h2', { id: 'contents-title' }, say('editions.book.contents')),
      contents(drawing, parts),
    ),
    el('main', {}, all(...parts.map(({ body: one }) => one))),
  )
  return `<!doctype html>\n${el('html', { lang: say.language, dir: say.dir }, head, body).markup}\n`
}
