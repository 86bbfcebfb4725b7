/** Learning from confirmed categories. */
import { createHash } from 'node:crypto'
import { learnOne, type Row, shuffled, unlearned, type Weights } from './descent.ts'
import { type Featurer, featurer, PLACES } from './features.ts'
import type { Model } from './model.ts'
import { type Language, type Word, wordsOf } from './words.ts'

/** A text whose category somebody confirmed, and when. */
export interface Sample {
  readonly text: string
  readonly category: string
  /** ISO 8601. */
  readonly at: string
}

/** How it is learned. */
export interface Learning {
  readonly language: Language
  /** Kept secret by the city; hides which words a place stands for. */
  readonly salt: string
  /** A feature that fewer texts have is forgotten: it could give one of them away. */
  readonly fewest?: number
  readonly rounds?: number
  readonly seed?: number
}

const FEWEST = 5
const ROUNDS = 3
/** Every so many texts is learned by the parts of its words. */
const PARTLY = 6

interface Example {
  readonly words: readonly Word[]
  readonly category: number
}

/** Turns texts into numbers, once it is known which of them are kept. */
interface Numbers {
  readonly features: Featurer
  /** Where each place's weights begin; -1 for those that are forgotten. */
  readonly rowOf: Int32Array
}

/** Places that enough texts have, in rising order. */
function keptPlaces(examples: readonly Example[], features: Numbers['features'], fewest: number) {
  const texts = new Int32Array(PLACES)
  const last = new Int32Array(PLACES).fill(-1)
  const count = (place: number, at: number) => {
    if (last[place] === at) return
    last[place] = at
    texts[place]! += 1
  }
  for (const [at, { words }] of examples.entries()) {
    for (const place of features.placesOf(words, () => true)) count(place, at)
    for (const place of features.placesOf(words, () => false)) count(place, at)
  }
  const kept: number[] = []
  for (let place = 0; place < PLACES; place += 1) if (texts[place]! >= fewest) kept.push(place)
  return Int32Array.from(kept)
}

/** A text by its words, or, so that parts are learned as well, as if none of its words were known. */
function rowFrom({ words, category }: Example, { features, rowOf }: Numbers, parts: boolean): Row {
  const { rows, values } = features.of(words, rowOf, parts)
  return { rows, values, category }
}

interface Rounds {
  readonly categories: number
  readonly features: number
  readonly rounds: number
  readonly seed: number
}

function learnAll(examples: readonly Example[], numbers: Numbers, of: Rounds): Weights {
  const state = unlearned(of.features, of.categories)
  const wrong = new Int32Array(of.categories)
  const byWords = examples.map((example) => rowFrom(example, numbers, false))
  for (let round = 0; round < of.rounds; round += 1) {
    for (const at of shuffled(examples.length, of.seed + round)) {
      const parts = (at + round) % PARTLY === 0
      learnOne(state, parts ? rowFrom(examples[at]!, numbers, true) : byWords[at]!, wrong)
    }
  }
  return state
}

/** The hash of what was learned from, in its order; nothing of it can be read back. */
function samplesHash(samples: readonly Sample[]): string {
  const hash = createHash('sha256')
  for (const { text, category, at } of samples)
    hash.update(`${JSON.stringify([text, category, at])}\n`)
  return hash.digest('hex')
}

/** Learns a classifier, not calibrated yet: temperature one, and no category believed without a person. */
export function learned(samples: readonly Sample[], learning: Learning): Model {
  const { language, salt, fewest = FEWEST, rounds = ROUNDS, seed = 1 } = learning
  const categories = [...new Set(samples.map(({ category }) => category))].toSorted()
  if (categories.length < 2) throw new Error('There are fewer than two categories to learn.')
  const numberOf = new Map(categories.map((name, at) => [name, at]))
  const features = featurer(salt)
  const examples = samples.map(({ text, category }) => ({
    words: wordsOf(text, language),
    category: numberOf.get(category) ?? 0,
  }))
  const places = keptPlaces(examples, features, fewest)
  const rowOf = new Int32Array(PLACES).fill(-1)
  for (const [row, place] of places.entries()) rowOf[place] = row
  const { weights, bias } = learnAll(
    examples,
    { features, rowOf },
    { categories: categories.length, features: places.length, rounds, seed },
  )
  return {
    ...{ language, salt, categories, places, weights, bias, temperature: 1 },
    thresholds: categories.map(() => null),
    learned: { texts: samples.length, sha256: samplesHash(samples) },
  }
}
