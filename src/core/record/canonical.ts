/**
 * JSON bytes that every language's plain encoder makes alike: RFC 8785 restricted to ASCII keys,
 * whole numbers below 2^53, and strings in Unicode NFC without control characters
 * (privacy-record.md 3.2).
 */
const CONTROL = /[\p{Cc}\u2028\u2029]/u
const KEY = /^[\x20-\x7e]+$/

function wrong(at: string, why: string): Error {
  return new Error(`the public record cannot hold this: ${at} ${why}`)
}

/** Whether a text may stand on the record, and has one spelling only. */
export function isCanonicalText(value: string): boolean {
  return value.isWellFormed() && !CONTROL.test(value) && value.normalize('NFC') === value
}

function text(value: string, at: string): string {
  if (!value.isWellFormed()) throw wrong(at, 'is not well-formed Unicode')
  if (CONTROL.test(value)) throw wrong(at, 'has a control character or line break')
  if (value.normalize('NFC') !== value) throw wrong(at, 'is not in Unicode NFC')
  return JSON.stringify(value)
}

function number(value: number, at: string): string {
  if (!Number.isSafeInteger(value)) throw wrong(at, 'is not a whole number below 2^53')
  return JSON.stringify(value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function object(value: object, at: string): string {
  if (!isPlain(value)) throw wrong(at, 'is not plain data')
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      if (!KEY.test(key)) throw wrong(at, 'has a key that is not printable ASCII')
      return `${JSON.stringify(key)}:${written(member, `${at}.${key}`)}`
    })
  return `{${members.join(',')}}`
}

function written(value: unknown, at: string): string {
  if (typeof value === 'string') return text(value, at)
  if (typeof value === 'number') return number(value, at)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    return `[${value.map((one, index) => written(one, `${at}[${index}]`)).join(',')}]`
  }
  if (typeof value === 'object' && value !== null) return object(value, at)
  throw wrong(at, `is ${value === null ? 'null' : typeof value}`)
}

/**
 * The one way to write this value; throws an error that names the place, never the value, when
 * there is none.
 */
export function canonical(value: unknown): string {
  return written(value, 'd')
}
