/** The booklet as an EPUB (EPUB 3.3): the same parts, a file each, with what readers need to find their way. */
import { type Packed, zipOf } from '#core/kernel'
import { type Child, all, el, type Markup } from './markup.ts'
import type { Drawing, Part } from './drawing.ts'
import { cover, pattern } from './front.ts'
import type { Drawn } from './html.ts'
import { contents, partsOf } from './parts.ts'
import { READ } from './style.ts'

const XML = '<?xml version="1.0" encoding="utf-8"?>\n'
const XHTML = 'http://www.w3.org/1999/xhtml'
const OPS = 'http://www.idpf.org/2007/ops'

/** A reader gives the page its edges; a cover fills what it gets. */
const STYLE = `${READ}
body { padding: 0 }
.cover { min-height: 90vh }
`

const fileOf = (place: number) => `part-${place + 1}.xhtml`

/** In which file something with this id stands. */
function places(parts: readonly Part[]): ReadonlyMap<string, string> {
  return new Map(
    parts.flatMap(({ id, inside }, place) =>
      [id, ...inside.map((one) => one.id)].map((each) => [each, fileOf(place)] as const),
    ),
  )
}

function xhtml({ say }: Drawn, title: string, ...body: Child[]): string {
  const attributes = {
    xmlns: XHTML,
    'xmlns:epub': OPS,
    lang: say.language,
    'xml:lang': say.language,
    dir: say.dir,
  }
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('title', {}, title),
    el('link', { rel: 'stylesheet', href: 'style.css', type: 'text/css' }),
  )
  return `${XML}<!DOCTYPE html>\n${el('html', attributes, head, el('body', {}, ...body)).markup}\n`
}

const container = `${XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n`

interface Item {
  readonly id: string
  readonly href: string
  readonly type: string
  readonly properties?: string | undefined
}

const page = (id: string, href: string, properties?: string): Item => ({
  ...{ id, href, properties },
  type: 'application/xhtml+xml',
})

/** Who may read it how (EPUB Accessibility 1.1, schema.org). */
function accessibility({ say }: Drawn): Markup[] {
  const said = [
    ['accessMode', 'textual'],
    ['accessMode', 'visual'],
    ['accessModeSufficient', 'textual'],
    ['accessibilityFeature', 'tableOfContents'],
    ['accessibilityFeature', 'structuralNavigation'],
    ['accessibilityFeature', 'readingOrder'],
    ['accessibilityFeature', 'displayTransformability'],
    ['accessibilityHazard', 'none'],
    ['accessibilitySummary', say('editions.book.accessible')],
  ] as const
  return said.map(([name, value]) => el('meta', { property: `schema:${name}` }, value))
}

function metadata(drawn: Drawn, modified: string): Markup {
  const { book, say } = drawn
  const { words, publisher, number, date, url } = book
  return el(
    'metadata',
    { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' },
    el('dc:identifier', { id: 'address' }, url),
    el('dc:title', {}, say('editions.book.titled', { title: words.title, number })),
    el('dc:language', {}, words.language),
    el('dc:creator', {}, publisher.name),
    el('dc:publisher', {}, publisher.name),
    el('dc:date', {}, date),
    el('dc:rights', {}, say('editions.book.licence')),
    el('meta', { property: 'dcterms:modified' }, `${modified.slice(0, 19)}Z`),
    accessibility(drawn),
  )
}

function packageOf(drawn: Drawn, items: readonly Item[], modified: string): string {
  const { say } = drawn
  const manifest = items.map(({ id, href, type, properties }) =>
    el('item', { id, href, 'media-type': type, properties }),
  )
  const spine = items
    .filter(({ type }) => type === 'application/xhtml+xml')
    .map(({ id }) => el('itemref', { idref: id }))
  const attributes = {
    xmlns: 'http://www.idpf.org/2007/opf',
    version: '3.0',
    'unique-identifier': 'address',
    'xml:lang': drawn.book.words.language,
    dir: say.dir,
  }
  const body = all(
    metadata(drawn, modified),
    el('manifest', {}, manifest),
    el('spine', { 'page-progression-direction': say.dir }, spine),
  )
  return `${XML}${el('package', attributes, body).markup}\n`
}

function filesOf(drawn: Drawn): { items: Item[]; texts: readonly (readonly [string, string])[] } {
  const { say, sha256 } = drawn
  const first: Drawing = { ...drawn, level: 1, to: (id) => `#${id}` }
  const where = places(partsOf(first))
  const drawing: Drawing = { ...first, to: (id) => `${where.get(id) ?? ''}#${id}` }
  const parts = partsOf(drawing)
  const title = say('editions.book.contents')
  const nav = el(
    'nav',
    { 'epub:type': 'toc', role: 'doc-toc', class: 'contents', 'aria-labelledby': 'contents-title' },
    el('h1', { id: 'contents-title' }, title),
    contents(drawing, parts),
  )
  const items = [
    page('cover', 'cover.xhtml', 'svg'),
    page('nav', 'nav.xhtml', 'nav'),
    ...parts.map(({ drawn: svg }, place) =>
      page(`part-${place + 1}`, fileOf(place), svg === true ? 'svg' : undefined),
    ),
    { id: 'style', href: 'style.css', type: 'text/css' },
    { id: 'pattern', href: 'cover.svg', type: 'image/svg+xml', properties: 'cover-image' },
  ]
  const texts = [
    ['cover.xhtml', xhtml(drawn, drawn.book.words.title, cover(drawing))],
    ['nav.xhtml', xhtml(drawn, title, nav)],
    ...parts.map((one, place) => [fileOf(place), xhtml(drawn, one.title, one.body)] as const),
    ['style.css', STYLE],
    ['cover.svg', `${XML}${pattern(sha256).markup}\n`],
  ] as const
  return { items, texts }
}

/** The whole booklet as an EPUB, made at this moment. */
export function epubOf(drawn: Drawn, modified: string): Buffer {
  const { items, texts } = filesOf(drawn)
  const packed = (name: string, text: string): Packed => ({
    name,
    bytes: Buffer.from(text, 'utf8'),
  })
  return zipOf(
    [
      { ...packed('mimetype', 'application/epub+zip'), stored: true },
      packed('META-INF/container.xml', container),
      packed('EPUB/package.opf', packageOf(drawn, items, modified)),
      ...texts.map(([name, text]) => packed(`EPUB/${name}`, text)),
    ],
    drawn.book.date,
  )
}
