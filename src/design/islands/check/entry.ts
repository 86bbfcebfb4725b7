/** The one way to write an entry (docs/protocol/record.md, RFC 8785 restricted). */
import { type Bytes, textOf } from './bytes.ts'
import { Fault } from './fault.ts'

/** Greatest length of an entry of a city. */
const LONGEST = 16_384
const UNUSABLE = /[\p{Cc}\u2028\u2029]/u
const KEY = /^[\x20-\x7e]+$/

/** Most texts are such: nothing in them needs another look, or another spelling. */
const SIMPLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

function textWritten(value: string): string {
  if (SIMPLE.test(value)) return `"${value}"`
  if (!value.isWellFormed() || UNUSABLE.test(value) || value.normalize('NFC') !== value) {
    throw new Error('a text cannot be written')
  }
  return JSON.stringify(value)
}

function membersWritten(value: object): string {
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      if (!KEY.test(key)) throw new Error('a key cannot be written')
      return `${textWritten(key)}:${written(member)}`
    })
  return `{${members.join(',')}}`
}

/** Writes what JSON can say, in the one way of the record; throws when there is none. */
export function written(value: unknown): string {
  if (typeof value === 'string') return textWritten(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (typeof value === 'object' && value !== null) return membersWritten(value)
  throw new Error('this cannot be written')
}

function entryIn(bytes: Bytes): Record<string, unknown> | undefined {
  try {
    const text = textOf(bytes)
    if (text === undefined || bytes.length > LONGEST) return undefined
    const entry = JSON.parse(text) as Record<string, unknown>
    return written(entry) === text ? entry : undefined
  } catch {
    return undefined
  }
}

/** What an entry says; a fault when it is not written in the one way, or says something else than an entry says. */
export function entryFrom(bytes: Bytes, position: number): Record<string, unknown> {
  const entry = entryIn(bytes)
  const { v, t, at, id, by, d } = entry ?? {}
  const texts = [t, at, id, by].every((value) => typeof value === 'string')
  if (!entry || v !== 1 || !texts || typeof d !== 'object' || Array.isArray(d)) {
    throw new Fault('wrong', 'entry', { position })
  }
  return entry
}
