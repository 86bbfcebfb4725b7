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

/** FNV-1a over UTF-16 units, then mixed so that low bits depend on all letters. */
function placed(seed: number, text: string, [from, to]: readonly [number, number]): number {
  let hash = seed
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) & (PLACES - 1)
}

/** Where hashing begins for one kind of feature under a salt. */
function seedOf(salt: string, kind: string): number {
  const text = `${kind}\u0000${salt}`
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash
}

/** Is there a weight for this place? */
export type Known = (place: number) => boolean

/** A growing list of features. */
interface Draft {
  readonly places: number[]
  readonly values: number[]
  readonly from: number[]
}

/** All parts of a word, together as long as one word. */
function addParts(
  { places, values, from }: Draft,
  seed: number,
  [stem, at]: readonly [string, number],
) {
  const marked = `<${stem}>`
  const begun = places.length
  for (const length of PARTS) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      places.push(placed(seed, marked, [start, start + length]))
      from.push(at)
    }
  }
  const value = 1 / Math.sqrt(Math.max(1, places.length - begun))
  for (let each = begun; each < places.length; each += 1) values.push(value)
}

/**
 * Makes features under one salt. A word that is known stands for itself; one that is not, by its parts, which it may
 * share with words that are.
 */
export function featurer(salt: string): (words: readonly Word[], known: Known) => Features {
  const [word = 0, pair = 0, part = 0] = ['word', 'pair', 'part'].map((kind) => seedOf(salt, kind))
  return (words, known) => {
    const draft: Draft = { places: [], values: [], from: [] }
    const add = (place: number, at: number) => {
      draft.places.push(place)
      draft.values.push(1)
      draft.from.push(at)
    }
    for (const [at, { stem }] of words.entries()) {
      const place = placed(word, stem, [0, stem.length])
      if (known(place)) add(place, at)
      else addParts(draft, part, [stem, at])
    }
    for (let at = 0; at + 1 < words.length; at += 1) {
      const both = `${words[at]?.stem} ${words[at + 1]?.stem}`
      // Which words a pair comes from is written as a negative number: half of it belongs to each.
      add(placed(pair, both, [0, both.length]), -1 - at)
    }
    return unit(draft)
  }
}

/** Divided by their common length, so that long texts do not weigh more than short ones. */
function unit({ places, values, from }: Draft): Features {
  const n = places.length
  const made = { places: new Int32Array(n), values: new Float32Array(n), from: new Int32Array(n) }
  let squares = 0
  for (let at = 0; at < n; at += 1) squares += values[at]! * values[at]!
  const length = Math.sqrt(squares) || 1
  for (let at = 0; at < n; at += 1) {
    made.places[at] = places[at]!
    made.values[at] = values[at]! / length
    made.from[at] = from[at]!
  }
  return made
}
