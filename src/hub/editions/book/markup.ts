/** Elements as text that is HTML and XHTML at once (HTML 14, XML 1.0): the same body stands in a page and in an EPUB. */

/** Text that is markup already. Nothing but `el` and `all` makes it. */
export interface Markup {
  readonly markup: string
}

/** What may stand in an element; text is escaped. */
export type Child = Markup | string | number | null | false | undefined | readonly Child[]

type Attributes = Readonly<Record<string, string | number | undefined>>

const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
}
const FORBIDDEN = /[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Text as a document may hold it: markup named, what no document may hold left out. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[<>&"]/g, (sign) => NAMED[sign] ?? '')
}

function written(child: Child): string {
  if (child === null || child === false || child === undefined) return ''
  if (typeof child === 'string') return escaped(child)
  if (typeof child === 'number') return String(child)
  if ('markup' in child) return child.markup
  return child.map(written).join('')
}

const EMPTY = new Set(['br', 'hr', 'link', 'meta', 'path', 'circle', 'rect'])

/** One element. An attribute that is undefined is left out. */
export function el(name: string, attributes: Attributes = {}, ...children: Child[]): Markup {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  )
  const open = `<${name}${given.join('')}`
  const empty = EMPTY.has(name) && children.length === 0
  return { markup: empty ? `${open}/>` : `${open}>${written(children)}</${name}>` }
}

/** Several one after another. */
export const all = (...children: Child[]): Markup => ({ markup: written(children) })
