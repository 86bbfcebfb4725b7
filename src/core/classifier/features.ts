/**
 * A text as numbers: its words, pairs of neighbours and parts of words, each under a hashed place (Weinberger et al.,
 * ICML 2009). The place depends on a salt of the city, so that nobody reads words out of a classifier.
 */
import type { Word } from './words.ts'

/** How many places there are. */
export const PLACES = 1 << 18

/** Parts of words have three to five letters, their ends marked. */
const PARTS = [3, 4, 5] as const
/** Places and values of a text, of length one together, and which word each comes from; −1 − n: words n and n + 1. */
export interface Features {
  readonly places: Int32Array
  readonly values: Float32Array
  readonly from: Int32Array
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
  /** The features of a text. */
  of(words: readonly Word[], known: Known): Features
  /** Their places alone, to be counted before the next text is asked for. */
  placesOf(words: readonly Word[], known: Known): Int32Array
}

/**
 * Makes features under one salt. A word that is known stands for itself; one that is not, by its parts, which it may
 * share with words that are.
 */
export function featurer(salt: string): Featurer {
  const [word = 0, pair = 0, part = 0] = ['word', 'pair', 'part'].map((kind) => seedOf(salt, kind))
  let draft = emptied(1024)
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
      const [one, other] = [words[at]!.stem, words[at + 1]!.stem]
      const begun = hashed(hashed(pair, one, [0, one.length]), ' ', [0, 1])
      // Which words a pair comes from is written as a negative number: half of it belongs to each.
      add(draft, placeOf(hashed(begun, other, [0, other.length])), -1 - at)
    }
    return draft
  }
  return {
    of: (words, known) => unit(drafted(words, known)),
    placesOf(words, known) {
      const { places, n } = drafted(words, known)
      return places.subarray(0, n)
    },
  }
}

/** Divided by their common length, so that long texts do not weigh more than short ones. */
function unit({ places, values, from, n }: Draft): Features {
  let squares = 0
  for (let at = 0; at < n; at += 1) squares += values[at]! * values[at]!
  const length = Math.sqrt(squares) || 1
  const divided = new Float32Array(n)
  for (let at = 0; at < n; at += 1) divided[at] = values[at]! / length
  return { places: places.slice(0, n), values: divided, from: from.slice(0, n) }
}
