/** Answers of other systems, as plain values: XML and JSON alike, in all the shapes that were met. Pure. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

export type Tree = Readonly<Record<string, unknown>>

/** Attributes such as `is_array="true"` (Gießen) say nothing that the elements do not. */
const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  trimValues: true,
})

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const isSign = (code: number) =>
  code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)

function signOf(whole: string, name: string): string {
  const code = /^#x/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : name.startsWith('#')
      ? Number(name.slice(1))
      : Number.NaN
  if (isSign(code)) return String.fromCodePoint(code)
  return PREDEFINED[name] ?? whole
}

/** The five entities that XML itself knows, and characters by number; nobody else's (XML 1.0, 4.6). */
const decoded = (text: string) => text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, signOf)

const isObject = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The document as plain values; undefined when it is none, or declares entities of its own. */
export function treeOf(text: string): unknown {
  const start = text.replace(/^\ufeff/, '').trimStart()
  try {
    if (/^[[{]/.test(start)) return JSON.parse(start)
    if (/<!(?:DOCTYPE|ENTITY)/i.test(start)) return undefined
    return XMLValidator.validate(start) === true ? (parser.parse(start) as unknown) : undefined
  } catch {
    return undefined
  }
}

/**
 * The rows of an answer: an array, a lone one that is no array, or either of them below the names that XML needs
 * and that some leave in their JSON. Undefined when it is something else.
 */
export function rowsOf(tree: unknown, root: string, each: string): readonly Tree[] | undefined {
  if (Array.isArray(tree)) return tree.filter(isObject)
  if (!isObject(tree)) return undefined
  if (root in tree) {
    const inner = tree[root]
    if (inner === '' || inner === null) return []
    return rowsOf(inner, root, each)
  }
  if (each in tree) {
    const inner = tree[each]
    return Array.isArray(inner) ? inner.filter(isObject) : isObject(inner) ? [inner] : []
  }
  return '?xml' in tree && Object.keys(tree).length === 1 ? undefined : [tree]
}

/** A value as text that a database keeps; null when it is empty. */
export function textIn(row: Tree, name: string): string | null {
  const value = row[name]
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  const text = decoded(value).replaceAll('\0', '').toWellFormed().trim()
  return text === '' ? null : text
}

/** True and false, also as text in any spelling. */
export function truthIn(row: Tree, name: string): boolean {
  return textIn(row, name)?.toLowerCase() === 'true'
}

/** A number; null when it is none. */
export function numberIn(row: Tree, name: string): number | null {
  const text = textIn(row, name)
  const found = text === null ? Number.NaN : Number(text)
  return Number.isFinite(found) ? found : null
}
