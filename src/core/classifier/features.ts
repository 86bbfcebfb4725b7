/**
 * A text as numbers: its words, pairs of neighbours and parts of words, each under a hashed place (Weinberger et al.,
 * ICML 2009). The place depends on a salt of the city, so that nobody reads words out of a classifier.
 */
import type { Word } from './words.ts'

/** How many places there are. */
export const PLACES = 1 << 18

/** Parts of words have three to five letters, their ends marked. */
const PARTS = [3, 4, 5] as const
/**
 * A text in numbers: of each feature that has weights its row, its value, and which word it comes from. The first `n`
 * of each hold; the room is used again for the next text.
 */
export interface Features {
  rows: Int32Array
  /** All features together, those without weights as well, have length one. */
  values: Float32Array
  /** −1 − n: words n and n + 1. */
  from: Int32Array
  n: number
  /** By what the values were divided. */
  length: number
}

/** FNV-1a over UTF-16 units, going on from a hash. */
function hashed(from: number, text: string, [begin, end]: readonly [number, number]): number {
  let hash = from
  for (let at = begin; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** The place of a hash, mixed so that low bits depend on all letters. */
function placeOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 13)) >>> 0) & (PLACES - 1)
}

/** Where hashing begins for one kind of feature under a salt. */
function seedOf(salt: string, kind: string): number {
  const text = `${kind}\u0000${salt}`
  return hashed(0x811c9dc5, text, [0, text.length])
}

/** The common length of so many words and their pairs: each is as long as one, and so are all parts of a word together. */
export const lengthOf = (words: number): number => Math.sqrt(Math.max(1, 2 * words - 1))

/** How many parts a word of so many letters has, its ends marked. */
const partsIn = (letters: number): number =>
  PARTS.reduce((sum, length) => sum + Math.max(0, letters + 3 - length), 0)

/** Room for the features of one text, which grows with the longest. */
export const emptied = (room = 1024): Features => ({
  ...{ rows: new Int32Array(room), values: new Float32Array(room), from: new Int32Array(room) },
  ...{ n: 0, length: 1 },
})

/** What these words have at most: all their parts, and a pair each. */
const roomFor = (words: readonly Word[]): number =>
  words.reduce((sum, { stem }) => sum + partsIn(stem.length) + 2, 0)

function add(to: Features, row: number, [value, from]: readonly [number, number]): void {
  if (row < 0) return
  const { n } = to
  to.rows[n] = row
  to.values[n] = value
  to.from[n] = from
  to.n = n + 1
}

/** The places of all parts of a word: each longer one goes on from the hash of the shorter one. */
function partPlaces(seed: number, stem: string): Int32Array {
  const marked = `<${stem}>`
  const places = new Int32Array(partsIn(stem.length))
  const [shortest, , longest] = PARTS
  for (let start = 0, n = 0; start + shortest <= marked.length; start += 1) {
    let hash = hashed(seed, marked, [start, start + shortest])
    places[n++] = placeOf(hash)
    const last = Math.min(marked.length, start + longest)
    for (let at = start + shortest; at < last; at += 1) {
      hash = hashed(hash, marked, [at, at + 1])
      places[n++] = placeOf(hash)
    }
  }
  return places
}

/** Makes the features of texts under one salt. */
export interface Featurer {
  /** Puts the features that have weights into room. A word that has none itself stands there by its parts. */
  read(words: readonly Word[], rowOf: Int32Array, room: Features): void
  /** The place of two words that stand beside each other. */
  pair(one: Word, other: Word): number
  /** The place of a word as a whole. */
  whole(word: Word): number
  /** The places of its parts. */
  parts(word: Word): Int32Array
}

/**
 * Makes features under one salt. A word that is known stands for itself; one that is not, by its parts, which it may
 * share with words that are.
 */
export function featurer(salt: string): Featurer {
  const [word = 0, pair = 0, part = 0] = ['word', 'pair', 'part'].map((kind) => seedOf(salt, kind))
  const of = {
    pair({ stem: one }: Word, { stem: other }: Word): number {
      const begun = hashed(hashed(pair, one, [0, one.length]), ' ', [0, 1])
      return placeOf(hashed(begun, other, [0, other.length]))
    },
    whole: ({ stem }: Word) => placeOf(hashed(word, stem, [0, stem.length])),
    parts: ({ stem }: Word) => partPlaces(part, stem),
  }
  return {
    ...of,
    read(words, rowOf, room) {
      const needed = roomFor(words)
      if (needed > room.rows.length) Object.assign(room, emptied(needed))
      room.n = 0
      room.length = lengthOf(words.length)
      const one = 1 / room.length
      for (let at = 0; at < words.length; at += 1) {
        const row = rowOf[of.whole(words[at]!)]!
        if (row >= 0) add(room, row, [one, at])
        else addParts(room, rowOf, [of.parts(words[at]!), at])
      }
      for (let at = 0; at + 1 < words.length; at += 1) {
        // Which words a pair comes from is written as a negative number: half of it belongs to each.
        add(room, rowOf[of.pair(words[at]!, words[at + 1]!)]!, [one, -1 - at])
      }
    },
  }
}

/** All parts of a word, together as long as one word. */
function addParts(
  room: Features,
  rowOf: Int32Array,
  [places, at]: readonly [Int32Array, number],
): void {
  const value = 1 / Math.sqrt(places.length) / room.length
  for (let part = 0; part < places.length; part += 1) add(room, rowOf[places[part]!]!, [value, at])
}
