/** The one word without which another category would have come first. */
import type { Features } from './features.ts'
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

/** Features that come and go: where their weights begin, and how much of each is added. */
interface Moved {
  readonly bases: number[]
  readonly values: number[]
}

/** What goes with the words: their own, and each pair with either of its two. */
function goneWith({ features }: Read, n: number, gone: readonly boolean[]): Moved {
  const { rows, values, from } = features
  const moved: Moved = { bases: [], values: [] }
  for (let at = 0; at < rows.length; at += 1) {
    const word = from[at]!
    if (word >= 0 ? !gone[word] : !gone[-1 - word] && !gone[-word]) continue
    moved.bases.push(rows[at]! * n)
    moved.values.push(-values[at]!)
  }
  return moved
}

/** Pairs that become neighbours when the words between them go. */
function newPairs(ready: Ready, { words, features }: Read, gone: readonly boolean[]): Moved {
  const moved: Moved = { bases: [], values: [] }
  let before = -1
  for (let at = 0; at < words.length; at += 1) {
    if (gone[at]!) continue
    if (before >= 0 && before < at - 1) {
      const row = ready.rows[ready.pair(words[before]!, words[at]!)]!
      if (row >= 0) moved.bases.push(row * ready.model.bias.length)
      if (row >= 0) moved.values.push(1 / features.length)
    }
    before = at
  }
  return moved
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
function leave({ all, left }: Sums, { ready, of }: Reading, gone: readonly boolean[]): void {
  const { bias, weights } = ready.model
  left.set(all)
  for (const { bases, values } of [goneWith(of, bias.length, gone), newPairs(ready, of, gone)]) {
    for (let at = 0; at < bases.length; at += 1) {
      const [base, value] = [bases[at]!, values[at]!]
      for (let k = 0; k < left.length; k += 1) left[k]! += value * weights[base + k]!
    }
  }
  const stays = gone.reduce((n, goes) => (goes ? n : n + 1), 0)
  const stretched = of.features.length / Math.sqrt(2 * stays - 1)
  for (let k = 0; k < left.length; k += 1) left[k] = bias[k]! + left[k]! * stretched
}

/** Which category would have come first without the words that go. */
function firstWithout(reading: Reading, gone: readonly boolean[], sums: Sums): number {
  const { ready, of } = reading
  if (gone.includes(false)) {
    leave(sums, reading, gone)
    const [first, second] = firstTwo(sums.left)
    const apart = sums.left[first]! - sums.left[second]!
    if (apart > NEAR * (1 + Math.abs(sums.left[first]!))) return first
  }
  const rest = of.words.filter((_, at) => !gone[at])
  return firstTwo(logitsOf(ready, ready.features(rest)))[0]
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
    const gone = of.words.map(({ written }) => written === word)
    const other = firstWithout({ ready, of }, gone, sums)
    const category = categories[other]
    if (other !== of.first && category !== undefined) return { word, category }
  }
  return null
}
