/** Learning from confirmed categories. */
import { createHash } from 'node:crypto'
import { atOnce, mapped, type Pieces } from '#core/kernel'
import { type Learned, learnOne, shuffled, unlearned, weightsOf } from './descent.ts'
import {
  byWords,
  type Examples,
  examplesFrom,
  keptPlaces,
  rowsByCount,
  writer,
} from './examples.ts'
import { featurer } from './features.ts'
import type { Model } from './model.ts'
import { type Language, wordsOf } from './words.ts'

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
/** Every so many texts is learned as if none of its words were known, so that parts of words are learned as well. */
const PARTLY = 6
/** No more than so many of a round: parts are few, and come again in other words. */
const PARTLY_MOST = 5000

interface Rounds {
  readonly categories: number
  readonly features: number
  readonly rounds: number
  readonly seed: number
}

/** Learns in rounds over all texts, each in another order. */
function* learnAll(examples: Examples, rowOf: Int32Array, of: Rounds): Pieces<Learned> {
  const state = unlearned(of.features, of.categories)
  const parts = writer(examples, rowOf)
  const words = yield* byWords(examples, parts)
  const every = Math.max(PARTLY, Math.ceil(words.length / PARTLY_MOST))
  for (let round = 0; round < of.rounds; round += 1) {
    yield* mapped([...shuffled(words.length, of.seed + round)], (at) =>
      learnOne(state, (at + round) % every === 0 ? parts.write(at, true) : words[at]!),
    )
  }
  return state
}

/** The hash of what was learned from, in its order; nothing of it can be read back. */
function* samplesHash(samples: readonly Sample[]): Pieces<string> {
  const hash = createHash('sha256')
  yield* mapped(samples, ({ text, category, at }) => {
    hash.update(`${JSON.stringify([text, category, at])}\n`)
  })
  return hash.digest('hex')
}

/** Learns a classifier, not calibrated yet: temperature one, and no category believed without a person. */
export function* learning(samples: readonly Sample[], of: Learning): Pieces<Model> {
  const { language, salt, fewest = FEWEST, rounds = ROUNDS, seed = 1 } = of
  const categories = [...new Set(samples.map(({ category }) => category))].toSorted()
  if (categories.length < 2) throw new Error('There are fewer than two categories to learn.')
  const numberOf = new Map(categories.map((name, at) => [name, at]))
  const told = yield* mapped(samples, ({ text, category }) => ({
    words: wordsOf(text, language),
    category: numberOf.get(category) ?? 0,
  }))
  const examples = yield* examplesFrom(told, featurer(salt))
  const { places, counts } = yield* keptPlaces(examples, fewest)
  const rowOf = rowsByCount(places, counts)
  const state = yield* learnAll(examples, rowOf, {
    ...{ categories: categories.length, features: places.length, rounds, seed },
  })
  const rows = places.map((place) => rowOf[place]!)
  return {
    ...{ language, salt, categories, places, temperature: 1 },
    ...{ weights: weightsOf(state, rows), bias: state.bias },
    thresholds: categories.map(() => null),
    learned: { texts: samples.length, sha256: yield* samplesHash(samples) },
  }
}

/** Learns without stopping. */
export const learned = (samples: readonly Sample[], of: Learning): Model =>
  atOnce(learning(samples, of))
