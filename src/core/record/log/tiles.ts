/** The tree as files of at most 256 hashes, and the entries in bundles (C2SP tlog-tiles). */
import type { Hash } from './hash.ts'

/** Hashes of a full tile, entries of a full bundle. */
export const WIDTH = 256
const HASH = 32
/** The length of an entry stands before it in two bytes. */
const LONGEST = 65_535

/** A file of the log: hashes of a level, or entries. */
export interface TileName {
  readonly level: number | 'entries'
  readonly index: number
  /** 256, or less when the file is partial. */
  readonly width: number
}

/** Where a file of the log lies: `tile/0/x001/x234/067`, `tile/entries/000.p/17`. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index)
  const parts = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const place = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/')
  return `tile/${level}/${place}${width < WIDTH ? `.p/${width}` : ''}`
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Which file of the log a path names; undefined when it names none, or not in the one way. */
export function tileAt(path: string): TileName | undefined {
  const [, level = '', place = '', part] = PATH.exec(path) ?? []
  if (!place) return undefined
  const index = Number(place.replace(/[x/]/g, ''))
  const width = part === undefined ? WIDTH : Number(part)
  const found = { level: level === 'entries' ? level : Number(level), index, width } as const
  const inside = Number.isSafeInteger(index) && (level === 'entries' || Number(level) < 64)
  return inside && tilePath(found) === path ? found : undefined
}

/** How many hashes of this level a tree of this size has. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / WIDTH ** level)
}

/** Every file of a level of a tree of this size, from this index on. */
export function* tilesOf(size: number, level: TileName['level'], from = 0): Generator<TileName> {
  const count = hashesAt(level === 'entries' ? 0 : level, size)
  for (let index = from; index * WIDTH < count; index += 1) {
    yield { level, index, width: Math.min(WIDTH, count - index * WIDTH) }
  }
}

/** Hashes as a tile holds them: one after the other. */
export function tileBytes(hashes: readonly Hash[]): Uint8Array {
  return Buffer.concat(hashes)
}

/** The hashes of a tile of this width; undefined when it has another length. */
export function hashesIn(tile: Uint8Array, width: number): Hash[] | undefined {
  if (tile.length !== width * HASH) return undefined
  return Array.from({ length: width }, (_, n) => tile.subarray(n * HASH, (n + 1) * HASH))
}

/** Entries as a bundle holds them: each behind its length in two bytes, the larger first. */
export function bundleBytes(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > LONGEST) throw new Error('an entry of the log has at most 65 535 bytes')
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
    }),
  )
}

/** The entries of a bundle; undefined when it is cut off. */
export function entriesIn(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length;) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0)
    const end = at + 2 + length
    if (at + 2 > bundle.length || end > bundle.length) return undefined
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
