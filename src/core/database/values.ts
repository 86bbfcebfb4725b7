/**
 * How values travel: the same texts and the same JavaScript values on both databases. No imports.
 */

type Parser = (text: string) => unknown

function whole(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/** `2026-03-01 09:30:00.5+00` → `2026-03-01T09:30:00.500Z` (ISO 8601, milliseconds). */
function moment(text: string): string {
  const plain = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text)
  if (plain) return `${plain[1]}T${plain[2]}.${(plain[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
  const time = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

/** Elements of an array literal: quoted ones, nested ones, NULL, and bare ones. */
function arrayOf(one: Parser): Parser {
  const piece = /"((?:[^"\\]|\\.)*)"|([{}])|([^",{}]+)/gs
  return (text) => {
    const root: unknown[] = []
    const open = [root]
    for (const [, quoted, brace, bare] of text.slice(text.indexOf('{')).matchAll(piece)) {
      const within = open.at(-1) ?? root
      if (quoted !== undefined) within.push(one(quoted.replace(/\\(.)/gs, '$1')))
      else if (bare !== undefined) within.push(bare === 'NULL' ? null : one(bare))
      else if (brace === '}') open.pop()
      else open[open.push([]) - 2]?.push(open.at(-1))
    }
    return root[0]
  }
}

const plain: Parser = (text) => text
const json: Parser = (text): unknown => JSON.parse(text)

/** Type, its array type (both numbers from pg_type.dat), and what a text of it becomes. */
const types: readonly (readonly [number, number, Parser])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, bytes],
  [20, 1016, whole],
  [21, 1005, Number],
  [23, 1007, Number],
  [26, 1028, Number],
  [700, 1021, Number],
  [701, 1022, Number],
  [1700, 1231, Number],
  [114, 199, json],
  [3802, 3807, json],
  [1184, 1185, moment],
  [1082, 1182, plain],
  [25, 1009, plain],
  [1043, 1015, plain],
  [1042, 1014, plain],
  [19, 1003, plain],
  [2950, 2951, plain],
]

/** What a text from the database becomes, by the number of its type; others stay text. */
export const parsers: Readonly<Record<number, Parser>> = Object.fromEntries(
  types.flatMap(([one, many, parse]) => [
    [one, parse],
    [many, arrayOf(parse)],
  ]),
)

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`
  return `"${(encode(value) ?? '').replace(/["\\]/g, '\\$&')}"`
}

/**
 * The text a value is sent as; null stays null. Lists become array literals, other objects JSON.
 */
export function encode(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return `${value}`
  if (typeof value === 'boolean') return `${value}`
  if (typeof value !== 'object') throw new Error(`${typeof value} is not a value of SQL`)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return element(value)
  return JSON.stringify(value)
}
