/** Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint). */
import { base64From, type Bytes, countFrom, hexOf } from './bytes.ts'
import { HASH, type Tree } from './tree.ts'

/** What a log says of itself. */
export interface Checkpoint extends Tree {
  readonly origin: string
}

/** One signature line, not checked. */
export interface Line {
  readonly name: string
  readonly id: string
  readonly signature: Bytes
}

/** A text and the signatures under it. */
export interface Note {
  readonly text: string
  readonly lines: readonly Line[]
}

/** Control characters of ASCII, but for the line break. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x09\x0b-\x1f]/
/** Signatures in a note at most. */
const MOST = 100

/** A hash as notes and proofs write it; undefined when it is none. */
export function hashFrom(text: string): Bytes | undefined {
  const bytes = base64From(text)
  return bytes?.length === HASH ? bytes : undefined
}

function lineFrom(text: string): Line | undefined {
  const [dash, name = '', encoded = '', ...more] = text.split(' ')
  const bytes = base64From(encoded)
  const usable = dash === '\u2014' && more.length === 0 && /^[^\s+\p{Cc}]+$/u.test(name)
  if (!usable || !bytes || bytes.length < 5) return undefined
  return { name, id: hexOf(bytes.slice(0, 4)), signature: bytes.slice(4) }
}

/** Reads a note; undefined when it is none. */
export function noteFrom(whole: string): Note | undefined {
  const end = whole.lastIndexOf('\n\n')
  if (end < 1 || !whole.endsWith('\n') || CONTROL.test(whole)) {
    return undefined
  }
  const written = whole.slice(end + 2, -1).split('\n')
  if (written.length > MOST) return undefined
  const lines = written.map(lineFrom).filter((line) => line !== undefined)
  return lines.length === written.length ? { text: whole.slice(0, end + 1), lines } : undefined
}

/** Reads the text of a checkpoint; undefined when it is none. */
export function checkpointFrom(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin = '', count = '', hash = '', ...more] = text.slice(0, -1).split('\n')
  const [size, root] = [countFrom(count), hashFrom(hash)]
  if (origin === '' || size === undefined || !root || more.includes('')) return undefined
  return { origin, size, root }
}
