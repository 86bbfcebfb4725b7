/** Recognises the canonical form in the bytes of an entry, without making objects of them: a million entries have to be checked in seconds. */
import { isUtf8 } from 'node:buffer'
import { isCanonicalText } from '../canonical.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const DELETE = 0x7f
const COMMA = 0x2c
const COLON = 0x3a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d
/** Digits of a whole number that is surely below 2^53. */
const DIGITS = 15
/** Nesting that is followed here; what is deeper is left to `canonical`. */
const DEEPEST = 32
/** What a walk answers when it is not sure. */
const UNSURE = -1

/** The place after this text, or `UNSURE`. */
function after(bytes: Buffer, at: number, text: string): number {
  for (let n = 0; n < text.length; n += 1) {
    if (bytes[at + n] !== text.charCodeAt(n)) return UNSURE
  }
  return at + text.length
}

const isText = (bytes: Buffer) => isUtf8(bytes) && isCanonicalText(bytes.toString())

/** The place after the string that opens here. Escapes are left to `canonical`. */
function afterString(bytes: Buffer, at: number): number {
  if (bytes[at] !== QUOTE) return UNSURE
  let plain = true
  for (let n = at + 1; n < bytes.length; n += 1) {
    const byte = bytes[n] ?? 0
    if (byte === QUOTE) {
      return plain || isText(bytes.subarray(at + 1, n)) ? n + 1 : UNSURE
    }
    if (byte < 0x20 || byte === BACKSLASH || byte === DELETE) return UNSURE
    if (byte > DELETE) plain = false
  }
  return UNSURE
}

function afterNumber(bytes: Buffer, at: number): number {
  const first = bytes[at] === MINUS ? at + 1 : at
  let n = first
  while ((bytes[n] ?? 0) >= ZERO && (bytes[n] ?? 0) <= NINE) n += 1
  const digits = n - first
  if (digits === 0 || digits > DIGITS) return UNSURE
  return bytes[first] !== ZERO || (digits === 1 && first === at) ? n : UNSURE
}

function afterList(bytes: Buffer, at: number, depth: number): number {
  if (bytes[at + 1] === CLOSE_LIST) return at + 2
  for (let n = at; ;) {
    n = afterValue(bytes, n + 1, depth + 1)
    if (n === UNSURE || (bytes[n] !== COMMA && bytes[n] !== CLOSE_LIST)) return UNSURE
    if (bytes[n] === CLOSE_LIST) return n + 1
  }
}

/** The place after a key and its colon; keys are printable ASCII and not empty. */
function afterKey(bytes: Buffer, at: number): number {
  if (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE) return UNSURE
  for (let n = at + 1; n < bytes.length; n += 1) {
    const byte = bytes[n] ?? 0
    if (byte === QUOTE) return bytes[n + 1] === COLON ? n + 2 : UNSURE
    if (byte < 0x20 || byte === BACKSLASH || byte >= DELETE) return UNSURE
  }
  return UNSURE
}

/** Members stand in the order of their keys, so no key stands twice. */
function afterObject(bytes: Buffer, at: number, depth: number): number {
  if (bytes[at] !== OPEN) return UNSURE
  if (bytes[at + 1] === CLOSE) return at + 2
  let [from, to] = [0, 0]
  for (let n = at; ;) {
    const value = afterKey(bytes, n + 1)
    if (value === UNSURE) return UNSURE
    const [keyFrom, keyTo] = [n + 2, value - 2]
    if (n > at && bytes.compare(bytes, keyFrom, keyTo, from, to) !== -1) return UNSURE
    ;[from, to] = [keyFrom, keyTo]
    n = afterValue(bytes, value, depth + 1)
    if (n === UNSURE || (bytes[n] !== COMMA && bytes[n] !== CLOSE)) return UNSURE
    if (bytes[n] === CLOSE) return n + 1
  }
}

function afterValue(bytes: Buffer, at: number, depth: number): number {
  if (depth > DEEPEST) return UNSURE
  const byte = bytes[at]
  if (byte === QUOTE) return afterString(bytes, at)
  if (byte === OPEN) return afterObject(bytes, at, depth)
  if (byte === OPEN_LIST) return afterList(bytes, at, depth)
  if (byte === 0x74) return after(bytes, at, 'true')
  if (byte === 0x66) return after(bytes, at, 'false')
  return afterNumber(bytes, at)
}

/** What stands between the values of an entry. */
const STEPS = ['{"at":', ',"by":', ',"d":', ',"id":', ',"t":', ',"v":1}'] as const

/** The kind of an entry that says just what an entry says, in canonical form; undefined when that is not sure. */
export function surelyKind(bytes: Buffer): string | undefined {
  const [open, by, body, id, kind, version] = STEPS
  let at = afterString(bytes, after(bytes, 0, open))
  at = afterString(bytes, after(bytes, at, by))
  at = afterObject(bytes, after(bytes, at, body), 1)
  at = afterString(bytes, after(bytes, at, id))
  const from = after(bytes, at, kind)
  const to = afterString(bytes, from)
  const whole = after(bytes, to, version) === bytes.length
  return whole ? bytes.toString('utf8', from + 1, to - 1) : undefined
}
