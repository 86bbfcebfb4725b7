/** The one word without which another category would have come first. */
import { type Features, lengthOf } from './features.ts'
import { firstTwo, logitsOf, type Ready } from './logits.ts'
import type { Word } from './words.ts'

/** Words that are tried, the weightiest first. */
const TRIED = 5

/** Categories that are nearer to each other than this part of what they reach are told apart by reading anew. */
const NEAR = 1e-4

/** What was read: the words, their numbers, how far each category spoke for itself, and which was first. */
export interface Read {
  readonly words: readonly Word[]
  readonly features: Features
  readonly logits: Float64Array
  readonly first: number
}

interface Reading {
  readonly ready: Ready
  readonly of: Read
}

/** Takes off what goes with the words: their own, and each pair with either of its two. */
function takeGone(left: Float64Array, { ready, of }: Reading, gone: Uint8Array): void {
  const { rows, values, from, n } = of.features
  const { weights } = ready.model
  for (let at = 0; at < n; at += 1) {
    const word = from[at]!
    if (word >= 0 ? !gone[word]! : !gone[-1 - word]! && !gone[-word]!) continue
    const [base, value] = [rows[at]! * left.length, values[at]!]
    for (let k = 0; k < left.length; k += 1) left[k]! -= value * weights[base + k]!
  }
}

/** Adds the pairs that become neighbours when the words between them go. */
function addMet(left: Float64Array, { ready, of }: Reading, gone: Uint8Array): void {
  const { words, features } = of
  const { weights } = ready.model
  let before = -1
  for (let at = 0; at < words.length; at += 1) {
    if (gone[at]!) continue
    if (before >= 0 && before < at - 1) {
      const row = ready.rows[ready.pair(words[before]!, words[at]!)]!
      const [base, value] = [row * left.length, 1 / features.length]
      if (row >= 0) for (let k = 0; k < left.length; k += 1) left[k]! += value * weights[base + k]!
    }
    before = at
  }
}

/** Room for sums that is used again for every word that is tried. */
interface Sums {
  /** How far each category spoke for itself because of what was read. */
  readonly all: Float64Array
  readonly left: Float64Array
}

/**
 * What is left, divided anew: every word and every pair has length one, so of so many words the length is known. The
 * same as reading the words that stay, but for the rounding of sums.
 */
function leave({ all, left }: Sums, reading: Reading, [gone, stay]: Leaving): void {
  const { bias } = reading.ready.model
  left.set(all)
  takeGone(left, reading, gone)
  addMet(left, reading, gone)
  const stretched = reading.of.features.length / lengthOf(stay)
  for (let k = 0; k < left.length; k += 1) left[k] = bias[k]! + left[k]! * stretched
}

/** Which words go, and how many stay. */
type Leaving = readonly [Uint8Array, number]

/** Which category would have come first without the words that go. */
function firstWithout(reading: Reading, leaving: Leaving, sums: Sums): number {
  const { ready, of } = reading
  const [gone, stay] = leaving
  if (stay > 0) {
    leave(sums, reading, leaving)
    const [first, second] = firstTwo(sums.left)
    const apart = sums.left[first]! - sums.left[second]!
    if (apart > NEAR * (1 + Math.abs(sums.left[first]!))) return first
  }
  const rest = of.words.filter((_, at) => !gone[at])
  return firstTwo(logitsOf(ready, ready.features(rest)))[0]
}

/** Marks where a word stands. */
function without(of: Read, word: string): Leaving {
  const gone = new Uint8Array(of.words.length)
  let stay = 0
  for (let at = 0; at < gone.length; at += 1) {
    if (of.words[at]!.written === word) gone[at] = 1
    else stay += 1
  }
  return [gone, stay]
}

/** The word, and the category that would have been; null when no single word decides. */
export function withoutWhich(
  ready: Ready,
  of: Read,
  words: readonly { readonly word: string; readonly weight: number }[],
): { readonly word: string; readonly category: string } | null {
  const { bias, categories } = ready.model
  const all = of.logits.map((one, k) => one - bias[k]!)
  const sums = { all, left: new Float64Array(all.length) }
  for (const { word, weight } of words.slice(0, TRIED)) {
    if (weight <= 0) continue
    const other = firstWithout({ ready, of }, without(of, word), sums)
    const category = categories[other]
    if (other !== of.first && category !== undefined) return { word, category }
  }
  return null
}
