/** What every part of the booklet is drawn from, and the small things that all of them draw. */
import { dirOf, type Say } from '#core/text'
import type { Book } from '../model.ts'
import { type Child, el, type Markup } from './markup.ts'

/** Where the frozen content stands in the public record; null while nothing is issued. */
export interface Proof {
  /** Id of the entry, and its place in the log when it had one. */
  readonly entry: string
  readonly position: number | null
  /** SHA-256 of the content, which the entry says. */
  readonly sha256: string
  /** The last signed checkpoint that covers it. */
  readonly checkpoint: {
    readonly origin: string
    readonly size: number
    readonly root: string
  } | null
}

/** One drawing: as a page of its own, or as files of an EPUB. */
export interface Drawing {
  readonly book: Book
  readonly say: Say
  readonly sha256: string
  readonly proof: Proof | null
  /** The level of the title of a part: 2 below the title of the page, 1 in a file of its own. */
  readonly level: 1 | 2
  /** The address of something with this id. */
  to(id: string): string
}

/** A part of the booklet, with what the table of contents names of it. */
export interface Part {
  readonly id: string
  readonly title: string
  readonly body: Markup
  readonly inside: readonly { readonly id: string; readonly title: string; readonly lang: string }[]
  /** Does it hold drawings (SVG)? An EPUB has to say so (EPUB 3.3, 5.4.2). */
  readonly drawn?: boolean
}

/** A heading `below` the title of its part. */
export function heading(
  { level }: Drawing,
  below: 0 | 1 | 2,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: Child[]
): Markup {
  return el(`h${level + below}`, attributes, ...children)
}

/** Words in the language somebody wrote them in, from the side that language begins on. */
export const spoken = (language: string) => ({ lang: language, dir: dirOf(language) })

/** What somebody wrote: its paragraphs, and nothing else of it is markup. */
export function paragraphs(text: string, attributes = {}): Markup[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => el('p', attributes, part.trim()))
}

/** A link whose address can be read on paper. */
export const address = (href: string): Markup =>
  el('a', { href, class: 'address', dir: 'ltr' }, href)

/** What programs read, letter by letter. */
export const code = (text: string): Markup => el('code', { dir: 'ltr' }, text)

/** Facts, a line each. */
export function facts(rows: readonly (readonly [string, Child] | false)[]): Markup {
  const lines = rows.filter((row) => row !== false)
  return el(
    'dl',
    { class: 'facts' },
    lines.map(([key, value]) => el('div', {}, el('dt', {}, key), el('dd', {}, value))),
  )
}

/** A part whose title is its heading. */
export function part(
  drawing: Drawing,
  { id, title }: { id: string; title: string },
  ...children: Child[]
): Markup {
  return el(
    'section',
    { class: 'part', id, 'aria-labelledby': `${id}-title` },
    heading(drawing, 0, { id: `${id}-title` }, title),
    ...children,
  )
}
