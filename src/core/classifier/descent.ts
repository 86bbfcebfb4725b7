/** Softmax regression by stochastic gradient descent: the sums, without texts. */
import { chanceFrom } from '#core/kernel'

const STEP = 0.5
const DECAY = 1e-6
/** A category whose probability is this close to what it should be is left alone. */
const CLOSE = 0.002

/** Only what was kept: rows instead of places. */
export interface Row {
  readonly rows: Int32Array
  readonly values: Float32Array
  readonly category: number
}

/** Seeded, so that the same texts give the same classifier (Fisher & Yates, Durstenfeld's form). */
export function shuffled(n: number, seed: number): Int32Array {
  const chance = chanceFrom(seed)
  const order = Int32Array.from({ length: n }, (_, at) => at)
  for (let at = n - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1))
    const kept = order[at]!
    order[at] = order[other]!
    order[other] = kept
  }
  return order
}

export interface Weights {
  readonly weights: Float32Array
  readonly bias: Float32Array
  /** Squares so far, for steps that shrink where much was learned (AdaGrad: Duchi et al., JMLR 12 (2011)). */
  readonly squares: Float32Array
  readonly biasSquares: Float32Array
  readonly slope: Float32Array
}

/**
 * Adds what the rows of a text say to the slope, four rows in one pass: each sum is rounded where adding row by row
 * would round it, so that nothing else is learned.
 */
function addRows({ weights, bias, slope }: Weights, { rows, values }: Row): void {
  const n = bias.length
  const round = Math.fround
  let at = 0
  for (; at + 3 < rows.length; at += 4) {
    const [a, b, c, d] = [rows[at]! * n, rows[at + 1]! * n, rows[at + 2]! * n, rows[at + 3]! * n]
    const [va, vb, vc, vd] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!]
    for (let k = 0; k < n; k += 1) {
      const two = round(round(slope[k]! + va * weights[a + k]!) + vb * weights[b + k]!)
      slope[k] = round(two + vc * weights[c + k]!) + vd * weights[d + k]!
    }
  }
  for (; at < rows.length; at += 1) {
    const [base, value] = [rows[at]! * n, values[at]!]
    for (let k = 0; k < n; k += 1) slope[k]! += value * weights[base + k]!
  }
}

/** Probabilities less what should be, for one text (softmax regression). */
function slopeOf(state: Weights, row: Row): void {
  const { bias, slope } = state
  const n = bias.length
  slope.set(bias)
  addRows(state, row)
  let highest = -Infinity
  for (let k = 0; k < n; k += 1) if (slope[k]! > highest) highest = slope[k]!
  let sum = 0
  for (let k = 0; k < n; k += 1) sum += slope[k] = Math.exp(slope[k]! - highest)
  for (let k = 0; k < n; k += 1) slope[k]! /= sum
  slope[row.category]! -= 1
}

/** One step down the slope, only for categories that were clearly wrong. */
export function learnOne(state: Weights, row: Row, wrong: Int32Array): void {
  const { weights, bias, squares, biasSquares, slope } = state
  const { rows, values } = row
  const n = bias.length
  slopeOf(state, row)
  let many = 0
  for (let k = 0; k < n; k += 1) if (Math.abs(slope[k]!) > CLOSE) wrong[many++] = k
  for (let i = 0; i < many; i += 1) {
    const k = wrong[i]!
    biasSquares[k]! += slope[k]! ** 2
    bias[k]! -= (STEP * slope[k]!) / Math.sqrt(biasSquares[k]! + 1e-8)
  }
  for (let at = 0; at < rows.length; at += 1) {
    const [base, value] = [rows[at]! * n, values[at]!]
    for (let i = 0; i < many; i += 1) {
      const place = base + wrong[i]!
      const step = slope[wrong[i]!]! * value + DECAY * weights[place]!
      const square = (squares[place]! += step * step)
      weights[place]! -= (STEP * step) / Math.sqrt(square + 1e-8)
    }
  }
}

/** Weights of so many features and categories, all zero. */
export function unlearned(features: number, categories: number): Weights {
  const zeros = (length: number) => new Float32Array(length)
  const all = features * categories
  return {
    ...{ weights: zeros(all), squares: zeros(all) },
    ...{ bias: zeros(categories), biasSquares: zeros(categories), slope: zeros(categories) },
  }
}
