/** The booklet from its first part to its last, and its table of contents. */
import { check, imprint } from './back.ts'
import { chapters, cities } from './chapters.ts'
import { type Drawing, type Part, spoken } from './drawing.ts'
import { declaration, written } from './front.ts'
import { el, type Markup } from './markup.ts'

/** Every part after the cover, in order. */
export function partsOf(drawing: Drawing): Part[] {
  return [
    ...written(drawing, 'foreword'),
    ...written(drawing, 'who'),
    declaration(drawing),
    ...chapters(drawing),
    ...cities(drawing),
    imprint(drawing),
    check(drawing),
  ]
}

/** The table of contents as a list of links. */
export function contents({ to }: Pick<Drawing, 'to'>, parts: readonly Part[]): Markup {
  const items = parts.map(({ id, title, inside }) =>
    el(
      'li',
      {},
      el('a', { href: to(id) }, title),
      inside.length > 0 &&
        el(
          'ol',
          {},
          inside.map((one) =>
            el('li', {}, el('a', { href: to(one.id), ...spoken(one.lang) }, one.title)),
          ),
        ),
    ),
  )
  return el('ol', {}, items)
}
