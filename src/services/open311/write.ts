/** Writes answers as XML and as JSON. Pure. */
import { type Format, Many, type Wrong, type Written } from './model.ts'

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** Characters that no XML 1.0 document may hold, however they are written (XML 1.0, 2.2). */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** What most texts have nothing of: a sign of markup, half a character, or one that XML may not hold. */
// oxlint-disable-next-line no-control-regex
const REMARKABLE = /[&<>"'\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/

/** Text that stands in XML: nothing in it is taken for markup. */
export function escaped(text: string): string {
  if (!REMARKABLE.test(text)) return text
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"'\r]/g, (sign) => SIGNS[sign] ?? sign)
}

function element(name: string, value: Written): string {
  const inner = inside(value)
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`
}

function inside(value: Written): string {
  if (value === null) return ''
  if (value instanceof Many) return value.of.map((one) => element(value.each, one)).join('')
  if (typeof value !== 'object') return escaped(String(value))
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => element(name, one ?? null))
    .join('')
}

function plain(value: Written): unknown {
  if (value instanceof Many) return value.of.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, plain(one)]])),
  )
}

/** Media type of an answer; the encoding is always said (GeoReport v2, general). */
export const typeOf = (format: Format) =>
  format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8'

/** The whole answer. In JSON the root is left out (Spark convention). */
export function written(format: Format, root: string, value: Written): string {
  if (format === 'json') return JSON.stringify(plain(value))
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
}

/** Errors are always several, also when there is one (GeoReport v2, errors). */
export function errorsOf(wrongs: readonly Wrong[], say: (wrong: Wrong) => string): Many {
  const of = wrongs.map((one) => ({ code: one.code, description: say(one) }))
  return new Many('error', of)
}
