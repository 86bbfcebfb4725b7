/** Softmax regression by stochastic gradient descent: the sums, without texts. */
import { chanceFrom } from '#core/kernel'

const STEP = 0.5
const DECAY = 1e-6
/** A category whose probability is this close to what it should be is left alone. */
const CLOSE = 0.002

/** One text in numbers: a stretch of rows and their values, which many texts may share. */
export interface Row {
  readonly rows: Int32Array
  readonly values: Float32Array
  readonly begin: number
  readonly end: number
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

/**
 * What was learned so far. For each row the weights of all categories and after them the squares of all steps, for
 * steps that shrink where much was learned (AdaGrad: Duchi et al., JMLR 12 (2011)): what is needed together is together.
 */
export interface Learned {
  readonly categories: number
  readonly table: Float32Array
  readonly bias: Float32Array
  readonly biasSquares: Float32Array
  /** Room for the slope of one text, and for the categories that were wrong. */
  readonly slope: Float64Array
  readonly wrong: Int32Array
}

/** Adds what the rows of a text say to the slope, four rows in one pass, in their order. */
function addRows(
  { table, slope, categories: n }: Learned,
  { rows, values, begin, end }: Row,
): void {
  const wide = 2 * n
  let at = begin
  for (; at + 3 < end; at += 4) {
    const [a, b] = [rows[at]! * wide, rows[at + 1]! * wide]
    const [c, d] = [rows[at + 2]! * wide, rows[at + 3]! * wide]
    const [va, vb, vc, vd] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!]
    for (let k = 0; k < n; k += 1) {
      const two = slope[k]! + va * table[a + k]! + vb * table[b + k]!
      slope[k] = two + vc * table[c + k]! + vd * table[d + k]!
    }
  }
  for (; at < end; at += 1) {
    const [base, value] = [rows[at]! * wide, values[at]!]
    for (let k = 0; k < n; k += 1) slope[k]! += value * table[base + k]!
  }
}

/** Probabilities less what should be, for one text (softmax regression). */
function slopeOf(state: Learned, row: Row): void {
  const { bias, slope, categories: n } = state
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
export function learnOne(state: Learned, row: Row): void {
  const { table, bias, biasSquares, slope, wrong, categories: n } = state
  const { rows, values, begin, end } = row
  slopeOf(state, row)
  let many = 0
  for (let k = 0; k < n; k += 1) if (Math.abs(slope[k]!) > CLOSE) wrong[many++] = k
  for (let i = 0; i < many; i += 1) {
    const k = wrong[i]!
    const square = (biasSquares[k]! += slope[k]! ** 2)
    bias[k]! -= (STEP * slope[k]!) / Math.sqrt(square + 1e-8)
  }
  for (let at = begin; at < end; at += 1) {
    const [base, value] = [rows[at]! * 2 * n, values[at]!]
    for (let i = 0; i < many; i += 1) {
      const k = wrong[i]!
      const place = base + k
      const step = slope[k]! * value + DECAY * table[place]!
      const square = (table[place + n]! += step * step)
      table[place]! -= (STEP * step) / Math.sqrt(square + 1e-8)
    }
  }
}

/** Nothing is learned yet: so many features and categories, all zero. */
export function unlearned(features: number, categories: number): Learned {
  const zeros = () => new Float32Array(categories)
  return {
    categories,
    table: new Float32Array(2 * features * categories),
    ...{ bias: zeros(), biasSquares: zeros() },
    ...{ slope: new Float64Array(categories), wrong: new Int32Array(categories) },
  }
}

/** The weights alone, of these rows in their order. */
export function weightsOf({ table, categories: n }: Learned, rows: Int32Array): Float32Array {
  const weights = new Float32Array(rows.length * n)
  for (let at = 0; at < rows.length; at += 1) {
    const from = 2 * n * rows[at]!
    weights.set(table.subarray(from, from + n), at * n)
  }
  return weights
}
