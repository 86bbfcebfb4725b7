/**
 * A text as numbers: its words, pairs of neighbours and parts of words, each under a hashed place (Weinberger et al.,
 * ICML 2009). The place depends on a salt of the city, so that nobody reads words out of a classifier.
 */
import type { Word } from './words.ts'

/** How many places there are. */
export const PLACES = 1 << 18

/** Parts of words have three to five letters, their ends marked. */
const PARTS = [3, 4, 5] as const
/** A text in numbers: of each feature that has weights its row, its value, and which word it comes from. */
export interface Features {
  readonly rows: Int32Array
  /** All features together, those without weights as well, have length one. */
  readonly values: Float32Array
  /** −1 − n: words n and n + 1. */
  readonly from: Int32Array
  /** By what the values were divided. */
  readonly length: number
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

/** Is there a weight for this place? */
export type Known = (place: number) => boolean

/** Room for the features of one text, used again for the next. */
interface Draft {
  places: Int32Array
  values: Float64Array
  from: Int32Array
  n: number
}

const emptied = (room: number): Draft => ({
  ...{ places: new Int32Array(room), values: new Float64Array(room), from: new Int32Array(room) },
  n: 0,
})

/** What these words have at most: as many parts of each length as letters and marks, and a pair each. */
const roomFor = (words: readonly Word[]): number =>
  words.reduce((sum, { stem }) => sum + PARTS.length * (stem.length + 2) + 2, 0)

function add(draft: Draft, place: number, at: number): void {
  const { n } = draft
  draft.places[n] = place
  draft.values[n] = 1
  draft.from[n] = at
  draft.n = n + 1
}

/** All parts of a word, together as long as one word. */
function addParts(draft: Draft, seed: number, [stem, at]: readonly [string, number]): void {
  const marked = `<${stem}>`
  const begun = draft.n
  for (const length of PARTS) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      add(draft, placeOf(hashed(seed, marked, [start, start + length])), at)
    }
  }
  draft.values.fill(1 / Math.sqrt(Math.max(1, draft.n - begun)), begun, draft.n)
}

/** Makes the features of texts under one salt. */
export interface Featurer {
  /** The features that have weights; with `parts`, as if none of the words had any. */
  of(words: readonly Word[], rowOf: Int32Array, parts?: boolean): Features
  /** Their places alone, to be counted before the next text is asked for. */
  placesOf(words: readonly Word[], known: Known): Int32Array
  /** The place of two words that stand beside each other. */
  pair(one: Word, other: Word): number
}

/**
 * Makes features under one salt. A word that is known stands for itself; one that is not, by its parts, which it may
 * share with words that are.
 */
export function featurer(salt: string): Featurer {
  const [word = 0, pair = 0, part = 0] = ['word', 'pair', 'part'].map((kind) => seedOf(salt, kind))
  let draft = emptied(1024)
  const pairPlace = ({ stem: one }: Word, { stem: other }: Word): number => {
    const begun = hashed(hashed(pair, one, [0, one.length]), ' ', [0, 1])
    return placeOf(hashed(begun, other, [0, other.length]))
  }
  const drafted = (words: readonly Word[], known: Known): Draft => {
    const room = roomFor(words)
    if (room > draft.places.length) draft = emptied(room)
    draft.n = 0
    for (let at = 0; at < words.length; at += 1) {
      const { stem } = words[at]!
      const place = placeOf(hashed(word, stem, [0, stem.length]))
      if (known(place)) add(draft, place, at)
      else addParts(draft, part, [stem, at])
    }
    for (let at = 0; at + 1 < words.length; at += 1) {
      // Which words a pair comes from is written as a negative number: half of it belongs to each.
      add(draft, pairPlace(words[at]!, words[at + 1]!), -1 - at)
    }
    return draft
  }
  return {
    pair: pairPlace,
    of(words, rowOf, parts = false) {
      const known = (place: number) => !parts && rowOf[place]! >= 0
      return unit(drafted(words, known), rowOf)
    },
    placesOf(words, known) {
      const { places, n } = drafted(words, known)
      return places.subarray(0, n)
    },
  }
}

/** Divided by their common length, so that long texts do not weigh more than short ones. */
function unit({ places, values, from, n }: Draft, rowOf: Int32Array): Features {
  let [squares, kept] = [0, 0]
  for (let at = 0; at < n; at += 1) {
    squares += values[at]! * values[at]!
    if (rowOf[places[at]!]! >= 0) kept += 1
  }
  const length = Math.sqrt(squares) || 1
  const made = { rows: new Int32Array(kept), values: new Float32Array(kept), length }
  const words = new Int32Array(kept)
  for (let at = 0, to = 0; to < kept; at += 1) {
    const row = rowOf[places[at]!]!
    if (row < 0) continue
    made.rows[to] = row
    made.values[to] = values[at]! / length
    words[to] = from[at]!
    to += 1
  }
  return { ...made, from: words }
}
