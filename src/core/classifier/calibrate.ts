/** Making a classifier say how sure it really is, and when to leave it to a person. */
import { atOnce, mapped, type Pieces } from '#core/kernel'
import type { Sample } from './learn.ts'
import { firstTwo } from './logits.ts'
import type { Model } from './model.ts'
import { classifier, NEVER, probabilities } from './predict.ts'

/** What a category must reach on texts it did not learn from before it is believed without a person. */
export const PRECISION = 0.9
/** Fewer cases than this say nothing about a category. */
const CASES = 10

interface Answered {
  readonly logits: Float64Array
  /** -1 for a category that was not learned. */
  readonly right: number
}

function answersOf(model: Model, samples: readonly Sample[]): Pieces<Answered[]> {
  const ready = classifier(model)
  return mapped(samples, ({ text, category }) => ({
    logits: ready.logits(text),
    right: model.categories.indexOf(category),
  }))
}

/** How far each category is behind the first, and which of them is right. */
interface Behind {
  readonly by: Float64Array
  readonly right: number
}

function behind({ logits, right }: Answered): Behind {
  const highest = logits[firstTwo(logits)[0]]!
  return { by: logits.map((logit) => logit - highest), right }
}

/** Mean of −log p(right); texts of unknown categories are as wrong as can be at any temperature and left out. */
function surprise(answers: readonly Behind[], temperature: number): number {
  let sum = 0
  for (const { by, right } of answers) {
    let chances = 0
    for (let k = 0; k < by.length; k += 1) {
      const power = by[k]! / temperature
      if (power > NEVER) chances += Math.exp(power)
    }
    sum -= Math.log(Math.max(1e-12, Math.exp(by[right]! / temperature) / chances))
  }
  return sum / Math.max(1, answers.length)
}

/** The temperature with the least surprise, by golden section on its logarithm between 1/20 and 20. */
function* temperatureFor(answered: readonly Answered[]): Pieces<number> {
  const answers = answered.map(behind)
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [Math.log(0.05), Math.log(20)]
  const at = (place: number) => surprise(answers, Math.exp(place))
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [atLeft, atRight] = [at(left), at(right)]
  for (let round = 0; round < 40; round += 1) {
    yield
    if (atLeft < atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - golden * (high - low)
      atLeft = at(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + golden * (high - low)
      atRight = at(right)
    }
  }
  return Math.exp((low + high) / 2)
}

interface Said {
  readonly chance: number
  readonly right: boolean
}

/** Where even the least sure of all was right often enough, nobody needs to be surer than this. */
const SURE_ENOUGH = 0.99

/** The lowest probability from which on a category is right often enough; null when there is none, or too few cases. */
function thresholdFor(said: readonly Said[], precision: number): number | null {
  const sorted = said.toSorted((a, b) => b.chance - a.chance)
  let right = 0
  let found: number | null = null
  for (const [at, one] of sorted.entries()) {
    if (one.right) right += 1
    const isLast = sorted[at + 1]?.chance !== one.chance
    if (isLast && at + 1 >= CASES && right / (at + 1) >= precision) found = one.chance
  }
  const reachesAll = found === sorted.at(-1)?.chance
  return found !== null && reachesAll ? Math.min(found, SURE_ENOUGH) : found
}

/** Sets temperature and thresholds from texts that were confirmed after those it learned from. */
export function* calibrating(model: Model, later: readonly Sample[]): Pieces<Model> {
  const answers = yield* answersOf(model, later)
  const temperature = yield* temperatureFor(answers.filter(({ right }) => right >= 0))
  const said = model.categories.map((): Said[] => [])
  for (const { logits, right } of answers) {
    const chances = probabilities(logits, temperature)
    const [first] = firstTwo(logits)
    said[first]?.push({ chance: chances[first] ?? 0, right: first === right })
  }
  return { ...model, temperature, thresholds: said.map((one) => thresholdFor(one, PRECISION)) }
}

/** Calibrates without stopping. */
export const calibrated = (model: Model, later: readonly Sample[]): Model =>
  atOnce(calibrating(model, later))
