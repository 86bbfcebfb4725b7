/** What an entry of a city has to be like, and of which kind it is (docs/protocol/record.md). */
import { isUtf8 } from 'node:buffer'
import { canonical } from '../canonical.ts'
import { surelyKind } from './scan.ts'

/** Greatest length of an entry of a city (docs/protocol/record.md). */
const LONGEST = 16 * 1024

/** As `canonical` sees it: slow, and the measure of what is right. */
function thoroughly(bytes: Buffer, wrong: (why: string) => Error): string {
  const text = bytes.toString()
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(text) as Record<string, unknown>
    if (!isUtf8(bytes) || canonical(entry) !== text) throw wrong('')
  } catch {
    throw wrong('is not JSON in the canonical form')
  }
  const { v, t, at, id, by, d } = entry
  const texts = [t, at, id, by].every((value) => typeof value === 'string')
  if (v !== 1 || !texts || typeof d !== 'object' || Array.isArray(d)) {
    throw wrong('does not say what an entry says: v, t, at, id, by and d')
  }
  return String(t)
}

/** The kind of an entry; throws when it is not written as docs/protocol/record.md says. */
export function kindOf(entry: Uint8Array, position: number): string {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength)
  if (bytes.length > LONGEST) {
    throw new Error(`entry ${position} has ${bytes.length} bytes, more than ${LONGEST}`)
  }
  return surelyKind(bytes) ?? thoroughly(bytes, (why) => new Error(`entry ${position} ${why}`))
}
