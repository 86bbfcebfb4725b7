/** What a classifier says of a text, how sure it is, and exactly why. */
import { featurer, type Features, PLACES } from './features.ts'
import { type Model, rowsOf } from './model.ts'
import { type Word, wordsOf } from './words.ts'

/** One category with its calibrated probability. */
export interface Likely {
  readonly category: string
  readonly probability: number
}

/** A word and how far it speaks for the first category against the second. */
export interface Contribution {
  readonly word: string
  readonly weight: number
}

/** The whole answer. The contributions and `start` add up to the distance between both categories. */
export interface Sorted {
  /** The best first; all of them. */
  readonly likely: readonly Likely[]
  readonly threshold: number | null
  /** False: a person decides. */
  readonly sure: boolean
  readonly words: readonly Contribution[]
  /** How far the first is ahead before a word was read. */
  readonly start: number
  readonly distance: number
  /** The word without which another category would have come first; null when no single word decides. */
  readonly without: { readonly word: string; readonly category: string } | null
}

/** Words that are tried for `without`, the weightiest first. */
const TRIED = 5

interface Ready {
  readonly model: Model
  readonly rows: Int32Array
  readonly features: (words: readonly Word[]) => Features
}

/** Four rows in one pass, added in their order: the same sums as row by row, with fewer steps. */
function logitsOf({ model: { weights, bias }, rows }: Ready, { places, values }: Features) {
  const n = bias.length
  const logits = new Float64Array(n)
  logits.set(bias)
  const known: number[] = []
  for (let at = 0; at < places.length; at += 1) if (rows[places[at]!]! >= 0) known.push(at)
  const base = (of: number) => rows[places[known[of]!]!]! * n
  const value = (of: number) => values[known[of]!]!
  let at = 0
  for (; at + 3 < known.length; at += 4) {
    const [a, b, c, d] = [base(at), base(at + 1), base(at + 2), base(at + 3)]
    const [va, vb, vc, vd] = [value(at), value(at + 1), value(at + 2), value(at + 3)]
    for (let k = 0; k < n; k += 1) {
      const two = logits[k]! + va * weights[a + k]! + vb * weights[b + k]!
      logits[k] = two + vc * weights[c + k]! + vd * weights[d + k]!
    }
  }
  for (; at < known.length; at += 1) {
    const [from, one] = [base(at), value(at)]
    for (let k = 0; k < n; k += 1) logits[k]! += one * weights[from + k]!
  }
  return logits
}

/** Probabilities at a temperature (Guo et al., ICML 2017): above one they are more modest. */
export function probabilities(logits: Float64Array, temperature: number): Float64Array {
  let highest = -Infinity
  for (let k = 0; k < logits.length; k += 1) if (logits[k]! > highest) highest = logits[k]!
  const chances = new Float64Array(logits.length)
  let sum = 0
  for (let k = 0; k < logits.length; k += 1) {
    sum += chances[k] = Math.exp((logits[k]! - highest) / temperature)
  }
  for (let k = 0; k < logits.length; k += 1) chances[k]! /= sum
  return chances
}

/** The two highest, by number. */
function firstTwo(logits: Float64Array): readonly [number, number] {
  let [first, second] = [0, -1]
  for (let k = 1; k < logits.length; k += 1) {
    if (logits[k]! > logits[first]!) [first, second] = [k, first]
    else if (second < 0 || logits[k]! > logits[second]!) second = k
  }
  return [first, Math.max(0, second)]
}

/** What each word adds to the distance; a pair of neighbours belongs half to each. */
function contributionsOf(
  { model: { weights, bias }, rows }: Ready,
  { places, values, from }: Features,
  [words, first, second]: readonly [readonly Word[], number, number],
): Contribution[] {
  const n = bias.length
  const sums = new Float64Array(words.length)
  for (let at = 0; at < places.length; at += 1) {
    const row = rows[places[at]!]!
    if (row < 0) continue
    const added = values[at]! * (weights[row * n + first]! - weights[row * n + second]!)
    const word = from[at]!
    if (word >= 0) sums[word]! += added
    else {
      sums[-1 - word]! += added / 2
      sums[-word]! += added / 2
    }
  }
  const byWord = new Map<string, number>()
  for (const [at, { written }] of words.entries()) {
    byWord.set(written, (byWord.get(written) ?? 0) + sums[at]!)
  }
  return [...byWord]
    .map(([word, weight]) => ({ word, weight }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

function withoutWhich(
  ready: Ready,
  words: readonly Word[],
  [first, tried]: readonly [number, readonly Contribution[]],
): Sorted['without'] {
  for (const { word, weight } of tried.slice(0, TRIED)) {
    if (weight <= 0) continue
    const rest = words.filter(({ written }) => written !== word)
    const [other] = firstTwo(logitsOf(ready, ready.features(rest)))
    const category = ready.model.categories[other]
    if (other !== first && category !== undefined) return { word, category }
  }
  return null
}

/** What a classifier answers: sorted for every report, and logits for calibration. */
export interface Classifier {
  readonly model: Model
  sorted(text: string): Sorted
  logits(text: string): Float64Array
  /** Whether it learned this word as a whole: enough texts had it, so that naming it gives nobody away. */
  knows(word: string): boolean
}

/** Makes a model ready to answer. */
export function classifier(model: Model): Classifier {
  const rows = rowsOf(model, PLACES)
  const made = featurer(model.salt)
  const known = (place: number) => rows[place]! >= 0
  const ready: Ready = { model, rows, features: (words) => made.of(words, known) }
  const { categories, temperature, thresholds, language } = model
  return {
    model,
    knows: (word) =>
      wordsOf(word, language).some((one) => {
        const [place] = made.placesOf([one], () => true)
        return place !== undefined && known(place)
      }),
    logits: (text) => logitsOf(ready, ready.features(wordsOf(text, language))),
    sorted(text) {
      const words = wordsOf(text, language)
      const features = ready.features(words)
      const logits = logitsOf(ready, features)
      const [first, second] = firstTwo(logits)
      const chances = probabilities(logits, temperature)
      const contributions = contributionsOf(ready, features, [words, first, second])
      const threshold = thresholds[first] ?? null
      return {
        likely: categories
          .map((category, at) => ({ category, probability: chances[at]! }))
          .toSorted((a, b) => b.probability - a.probability),
        threshold,
        sure: threshold !== null && chances[first]! >= threshold,
        words: contributions,
        start: model.bias[first]! - model.bias[second]!,
        distance: logits[first]! - logits[second]!,
        without: withoutWhich(ready, words, [first, contributions]),
      }
    },
  }
}
