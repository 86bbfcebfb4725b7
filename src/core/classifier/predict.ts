/** What a classifier says of a text, how sure it is, and exactly why. */
import { emptied, featurer, type Features, PLACES } from './features.ts'
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
  /** The best first; no more than five of them. */
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

/** What is less probable than e to this power adds nothing to a sum of one in 64 bits. */
export const NEVER = -45

/** Probabilities at a temperature (Guo et al., ICML 2017): above one they are more modest. */
export function probabilities(logits: Float64Array, temperature: number): Float64Array {
  let highest = -Infinity
  for (let k = 0; k < logits.length; k += 1) if (logits[k]! > highest) highest = logits[k]!
  const chances = new Float64Array(logits.length)
  let sum = 0
  for (let k = 0; k < logits.length; k += 1) {
    const power = (logits[k]! - highest) / temperature
    if (power > NEVER) sum += chances[k] = Math.exp(power)
  }
  for (let k = 0; k < logits.length; k += 1) chances[k]! /= sum
  return chances
}

/** So many categories are named: nobody reads on. */
const NAMED = 5

/** The most probable categories; of equals the one that was learned first. */
function ranked(chances: Float64Array, logits: Float64Array, { categories }: Model): Likely[] {
  const order = new Int32Array(NAMED)
  let named = 0
  for (let k = 0; k < logits.length; k += 1) {
    if (named === NAMED && logits[order[NAMED - 1]!]! >= logits[k]!) continue
    let at = named < NAMED ? named++ : NAMED - 1
    for (; at > 0 && logits[order[at - 1]!]! < logits[k]!; at -= 1) order[at] = order[at - 1]!
    order[at] = k
  }
  const likely: Likely[] = []
  for (let at = 0; at < named; at += 1) {
    const k = order[at]!
    likely.push({ category: categories[k]!, probability: chances[k]! })
  }
  return likely
}

/** What each word adds to the distance; a pair of neighbours belongs half to each. */
function contributionsOf(
  { model: { weights, bias } }: Ready,
  { rows, values, from, n: many }: Features,
  [words, first, second]: readonly [readonly Word[], number, number],
): Contribution[] {
  const n = bias.length
  const sums = new Float64Array(words.length)
  for (let at = 0; at < many; at += 1) {
    const base = rows[at]! * n
    const added = values[at]! * (weights[base + first]! - weights[base + second]!)
    const word = from[at]!
    if (word >= 0) sums[word]! += added
    else {
      sums[-1 - word]! += added / 2
      sums[-word]! += added / 2
    }
  }
  return byWeight(words, sums)
}

/** Each word once, the weightiest first. */
function byWeight(words: readonly Word[], sums: Float64Array): Contribution[] {
  const firsts = new Map<string, number>()
  const order: number[] = []
  for (let at = 0; at < words.length; at += 1) {
    const { written } = words[at]!
    const before = firsts.get(written)
    if (before !== undefined) {
      sums[before]! += sums[at]!
      continue
    }
    firsts.set(written, at)
    order.push(at)
  }
  order.sort((a, b) => Math.abs(sums[b]!) - Math.abs(sums[a]!))
  return order.map((at) => ({ word: words[at]!.written, weight: sums[at]! }))
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
  const numbersIn = (room: Features) => (words: readonly Word[]) => {
    made.read(words, rows, room)
    return room
  }
  // A text that is read again without a word has room of its own.
  const [features, again] = [numbersIn(emptied()), numbersIn(emptied())]
  const ready: Ready = { model, rows, features: again, pair: made.pair }
  const { temperature, thresholds, language } = model
  return {
    model,
    knows: (word) => wordsOf(word, language).some((one) => rows[made.whole(one)]! >= 0),
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
        likely: ranked(chances, logits, model),
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
