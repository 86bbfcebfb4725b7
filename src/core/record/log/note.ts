/** Texts with signatures under them (C2SP signed-note). */
import {
  checkSignature,
  isKeyName,
  type SignatureType,
  signatureBy,
  type SignerKey,
  type VerifierKey,
} from './keys.ts'

/** One signature line of a note. */
export interface SignatureLine {
  readonly name: string
  /** Four bytes in hexadecimal. */
  readonly id: string
  readonly signature: Uint8Array
}

/** A text and the signatures under it, none of them checked yet. */
export interface Note {
  /** With its last line break. */
  readonly text: string
  readonly lines: readonly SignatureLine[]
}

/** A signature that was checked: whose, and when it was made (0: it does not say). */
export interface Checked {
  readonly key: VerifierKey
  readonly seconds: number
}

const LINE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u
/** Signatures in a note at most, so that a long one does not keep a verifier busy. */
const MOST = 100
/** Control characters of ASCII; only the line break may stand in a note (C2SP signed-note). */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x09\x0b-\x1f]/

/** Reads one signature line; undefined when it is none. */
export function lineFrom(text: string): SignatureLine | undefined {
  const [, name = '', encoded = ''] = LINE.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (!isKeyName(name) || bytes.length < 5 || bytes.toString('base64') !== encoded) return undefined
  return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) }
}

/** A signature line as it stands in a note, with its line break. */
export function lineText({ name, id, signature }: SignatureLine): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`
}

/** Reads a note; undefined when it is not one. */
export function noteFrom(whole: string): Note | undefined {
  const end = whole.lastIndexOf('\n\n')
  if (end < 1 || CONTROL.test(whole) || !whole.endsWith('\n')) return undefined
  const written = whole.slice(end + 2, -1).split('\n')
  const lines = written.slice(0, MOST + 1).map(lineFrom)
  if (written.length > MOST || lines.some((line) => line === undefined)) return undefined
  return { text: whole.slice(0, end + 1), lines: lines.filter((line) => line !== undefined) }
}

/** A note as it is handed on. */
export function noteText({ text, lines }: Note): string {
  return `${text}\n${lines.map(lineText).join('')}`
}

/** The signature line of this key under this text. */
export function signLine(key: SignerKey, text: string, seconds: number): SignatureLine {
  return { name: key.name, id: key.id, signature: signatureBy(key, text, seconds) }
}

/** Whether a signature line claims to be of this key. */
export function isBy(line: SignatureLine, key: { readonly name: string; readonly id: string }) {
  return line.name === key.name && line.id === key.id
}

/**
 * The signatures of known keys. Others are ignored; a wrong one of a known key spoils the whole
 * note, which is then `undefined`.
 */
export function checkNote(note: Note, keys: readonly VerifierKey[]): Checked[] | undefined {
  const checked: Checked[] = []
  for (const line of note.lines) {
    const key = keys.find((one) => isBy(line, one))
    if (!key) continue
    const seconds = checkSignature(key, note.text, line.signature)
    if (seconds === undefined) return undefined
    if (!checked.some((one) => one.key === key)) checked.push({ key, seconds })
  }
  return checked
}

/** Kinds of keys that sign as a witness. */
export const WITNESS_TYPES: readonly SignatureType[] = [4, 6]
/** Kinds of keys that sign as a log. */
export const LOG_TYPES: readonly SignatureType[] = [1, 6]
