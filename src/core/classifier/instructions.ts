/**
 * Before anybody has confirmed a single category: how alike a text and the instructions of each category are. Words by
 * TF-IDF and cosine (Salton & Buckley, Information Processing & Management 24 (1988) 513–523), and parts of words, which
 * find the one compound in the other.
 */
import { type Language, languageOf, type Word, wordsOf } from './words.ts'

/** A category and what its officials wrote about what belongs to it. */
export interface Instructed {
  readonly name: string
  readonly instructions: string
}

/** A word of the text and what it added to the score. */
export interface Counted {
  readonly word: string
  readonly weight: number
}

/** A category with its likeness between 0 and 1, and the words that made it; the best first. */
export interface Ranked {
  readonly name: string
  readonly score: number
  readonly words: readonly Counted[]
}

/** How much whole words count, and how much their parts. */
const WHOLE = 0.6
/** A category's name says more than a sentence of its instructions. */
const NAMED = 2
const PART = 4

type Vector = Map<string, number>

/** Parts of a word by four letters, its beginning and end marked. */
function partsOf(word: string): string[] {
  const marked = `<${word}>`
  if (marked.length <= PART) return [marked]
  return Array.from({ length: marked.length - PART + 1 }, (_, at) => marked.slice(at, at + PART))
}

const add = (vector: Vector, key: string, by: number) =>
  vector.set(key, (vector.get(key) ?? 0) + by)

interface Kind {
  readonly of: (word: Word) => readonly string[]
  readonly weight: number
}

const KINDS: readonly Kind[] = [
  { of: ({ stem }) => [stem], weight: WHOLE },
  { of: ({ stem }) => partsOf(stem), weight: 1 - WHOLE },
]

/** Sublinear counts, so that a word that is repeated does not drown the others. */
const damped = (vector: Vector): Vector =>
  new Map([...vector].map(([key, n]) => [key, 1 + Math.log(n)]))

interface Index {
  readonly vectors: readonly Vector[]
  readonly rarity: ReadonlyMap<string, number>
}

function indexOf(documents: readonly (readonly Word[])[], { of }: Kind): Index {
  const counts = documents.map((words) => {
    const vector: Vector = new Map()
    for (const word of words) for (const key of of(word)) add(vector, key, 1)
    return damped(vector)
  })
  const among: Vector = new Map()
  for (const vector of counts) for (const key of vector.keys()) add(among, key, 1)
  const rarity = new Map(
    [...among].map(([key, n]) => [key, Math.log((1 + documents.length) / (1 + n)) + 1] as const),
  )
  const vectors = counts.map((vector) => {
    const weighed = [...vector].map(([key, n]) => [key, n * (rarity.get(key) ?? 0)] as const)
    const length = Math.hypot(...weighed.map(([, n]) => n)) || 1
    return new Map(weighed.map(([key, n]) => [key, n / length]))
  })
  return { vectors, rarity }
}

/** What each word of a text adds to the likeness with each category, for one kind of parts. */
function addLikeness(
  totals: readonly Vector[],
  words: readonly Word[],
  { index: { vectors, rarity }, kind }: { index: Index; kind: Kind },
): void {
  const keyed = words.flatMap((word) => kind.of(word).map((key) => ({ word, key })))
  const counts: Vector = new Map()
  for (const { key } of keyed) add(counts, key, 1)
  // A word that no instruction has still makes the text longer: it could have meant something else.
  const rarest = Math.log(1 + vectors.length) + 1
  const weights = new Map(
    [...damped(counts)].map(([key, n]) => [key, n * (rarity.get(key) ?? rarest)] as const),
  )
  const length = Math.hypot(...weights.values()) || 1
  for (const { word, key } of keyed) {
    const own = (weights.get(key) ?? 0) / length / (counts.get(key) ?? 1)
    for (const [at, vector] of vectors.entries()) {
      const likeness = own * (vector.get(key) ?? 0) * kind.weight
      const total = totals[at]
      if (likeness > 0 && total) add(total, word.written, likeness)
    }
  }
}

const sum = (vector: Vector) => [...vector.values()].reduce((total, n) => total + n, 0)

/** Texts are sorted by the instructions alone; made once for a list of categories, then asked for each text. */
export function instructed(
  categories: readonly Instructed[],
  asked?: Language,
): (text: string) => Ranked[] {
  const everything = categories.map(({ instructions }) => instructions).join(' ')
  const language = asked ?? languageOf(everything)
  const documents = categories.map(({ name, instructions }) => [
    ...Array.from({ length: NAMED }, () => wordsOf(name, language)).flat(),
    ...wordsOf(instructions, language),
  ])
  const indexes = KINDS.map((kind) => ({ kind, index: indexOf(documents, kind) }))
  return (text) => {
    const words = wordsOf(text, language)
    const totals = categories.map((): Vector => new Map())
    for (const one of indexes) addLikeness(totals, words, one)
    return categories
      .map(({ name }, at) => {
        const total = totals[at] ?? new Map<string, number>()
        const counted = [...total].map(([word, weight]) => ({ word, weight }))
        return { name, score: sum(total), words: counted.toSorted((a, b) => b.weight - a.weight) }
      })
      .toSorted((a, b) => b.score - a.score)
  }
}
