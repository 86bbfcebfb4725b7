/** What a classifier says of a text, how sure it is, and exactly why. */
import { featurer, type Features, PLACES } from './features.ts'
import { firstTwo, logitsOf, type Ready } from './logits.ts'
import { type Model, rowsOf } from './model.ts'
import { withoutWhich } from './without.ts'
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

/** All categories, the most probable first; of equals the one that was learned first. */
function ranked(chances: Float64Array, { categories }: Model): Likely[] {
  const order = new Int32Array(chances.length)
  for (let k = 0; k < order.length; k += 1) {
    let at = k
    for (; at > 0 && chances[order[at - 1]!]! < chances[k]!; at -= 1) order[at] = order[at - 1]!
    order[at] = k
  }
  const likely: Likely[] = []
  for (let at = 0; at < order.length; at += 1) {
    const k = order[at]!
    likely.push({ category: categories[k]!, probability: chances[k]! })
  }
  return likely
}

/** What each word adds to the distance; a pair of neighbours belongs half to each. */
function contributionsOf(
  { model: { weights, bias } }: Ready,
  { rows, values, from }: Features,
  [words, first, second]: readonly [readonly Word[], number, number],
): Contribution[] {
  const n = bias.length
  const sums = new Float64Array(words.length)
  for (let at = 0; at < rows.length; at += 1) {
    const base = rows[at]! * n
    const added = values[at]! * (weights[base + first]! - weights[base + second]!)
    const word = from[at]!
    if (word >= 0) sums[word]! += added
    else {
      sums[-1 - word]! += added / 2
      sums[-word]! += added / 2
    }
  }
  const byWord = new Map<string, { word: string; weight: number }>()
  for (let at = 0; at < words.length; at += 1) {
    const { written: word } = words[at]!
    const one = byWord.get(word)
    if (one) one.weight += sums[at]!
    else byWord.set(word, { word, weight: sums[at]! })
  }
  return [...byWord.values()].toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
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
  const features = (words: readonly Word[]) => made.of(words, rows)
  const ready: Ready = { model, rows, features, pair: made.pair }
  const { temperature, thresholds, language } = model
  return {
    model,
    knows: (word) =>
      wordsOf(word, language).some((one) => {
        const [place] = made.placesOf([one], () => true)
        return place !== undefined && rows[place]! >= 0
      }),
    logits: (text) => logitsOf(ready, features(wordsOf(text, language))),
    sorted(text) {
      const words = wordsOf(text, language)
      const read = features(words)
      const logits = logitsOf(ready, read)
      const [first, second] = firstTwo(logits)
      const chances = probabilities(logits, temperature)
      const contributions = contributionsOf(ready, read, [words, first, second])
      const threshold = thresholds[first] ?? null
      return {
        likely: ranked(chances, model),
        threshold,
        sure: threshold !== null && chances[first]! >= threshold,
        words: contributions,
        start: model.bias[first]! - model.bias[second]!,
        distance: logits[first]! - logits[second]!,
        without: withoutWhich(ready, { words, features: read, logits, first }, contributions),
      }
    },
  }
}
