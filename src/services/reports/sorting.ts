/**
 * What a report is about, by its words: by a trained classifier where one was promoted, else by the instructions of the
 * city's own categories. Personal data are masked first, and only words the city itself knows are kept.
 */
import { createHash } from 'node:crypto'
import type { CityFacts, Work } from '#core/actions'
import {
  classifier,
  type Classifier,
  instructed,
  type Language,
  languageOf,
  LANGUAGES,
  type Ranked,
  unpacked,
  wordsOf,
} from '#core/classifier'
import type { Tx } from '#core/database'
import { type PartRead, partReader } from '#core/decisions'
import { findPersonal, masked } from '#core/masking'
import { type Category, categoryOf, reportsOf, unsortedOf } from './config.ts'
import { sort, type Sorting } from './decisions.ts'

/** Words that are shown, and tried for what would have changed it. */
const SHOWN = 5
const LIKELY = 3

const readClassifier = partReader((bytes) => classifierFrom(bytes))

/** Where a language's classifier is bound. */
export const modelPlace = (language: string): string => `model-${language}`

/** A text as the classifiers see it: without what could name somebody. */
export const withoutPersonal = (text: string): string => masked(text, findPersonal(text))

/** Sorting by the instructions of one language, and the stems that stand in them. */
interface Instructions {
  readonly rank: (text: string) => Ranked[]
  readonly stems: ReadonlySet<string>
}

function instructionsOf(categories: readonly Category[], language: Language): Instructions | null {
  const written = categories.flatMap(({ code, name, instructions }) => {
    const words = instructions[language]
    // The name is what residents know it by; the code is nobody's word.
    const called = name[language] ?? ''
    return words ? [{ name: code, instructions: `${called} ${called} ${words}` }] : []
  })
  if (written.length < 2) return null
  const all = written.map((one) => one.instructions).join(' ')
  const stems = new Set(wordsOf(all, language).map(({ stem }) => stem))
  return { rank: instructed(written, language), stems }
}

const made = new WeakMap<object, Map<string, Instructions | null>>()

/** Made once for a city and language. */
function instructionsFor(city: Pick<CityFacts, 'config'>, language: Language): Instructions | null {
  const known = made.get(city.config) ?? new Map<string, Instructions | null>()
  made.set(city.config, known)
  const before = known.get(language)
  if (before !== undefined) return before
  const open = reportsOf(city).categories.filter((one) => one.active && !one.unsorted)
  const ready = instructionsOf(open, language)
  known.set(language, ready)
  return ready
}

/** Sorting by the city's own instructions in one language; null where there are none. */
export function rankedByInstructions(
  city: Pick<CityFacts, 'config'>,
  language: Language,
): ((text: string) => Ranked[]) | null {
  return instructionsFor(city, language)?.rank ?? null
}

/** The classifier that sorts texts of a language now. */
export const classifierInForce = (tx: Tx, language: string): Promise<PartRead<Classifier>> =>
  readClassifier(tx, sort.name, modelPlace(language))

type Words = readonly { readonly word: string; readonly weight: number }[]

/** The words that may be named, and the rest in one number: a word nobody else uses could name somebody. */
function named(words: Words, isKnown: (word: string) => boolean) {
  const shown = words.filter(({ word, weight }) => weight !== 0 && isKnown(word)).slice(0, SHOWN)
  const sum = (of: Words) => of.reduce((total, { weight }) => total + weight, 0)
  return { words: shown, others: sum(words) - sum(shown) }
}

/** Each word for the first category against the second, the weightiest first. */
function against(first: Ranked | undefined, second: Ranked | undefined): Words {
  const weights = new Map(first?.words.map(({ word, weight }) => [word, weight]))
  for (const { word, weight } of second?.words ?? [])
    weights.set(word, (weights.get(word) ?? 0) - weight)
  return [...weights]
    .map(([word, weight]) => ({ word, weight }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

const letters = '\\p{L}\\p{M}\\p{N}'
const less = (text: string, word: string) =>
  text.replaceAll(new RegExp(`(?<![${letters}])${word}(?![${letters}])`, 'giu'), ' ')

type Told = Omit<Sorting, 'language' | 'text' | 'publicText'>

function byInstructions(text: string, { rank, stems }: Instructions, language: Language): Told {
  const ranked = rank(text)
  const [first, second] = ranked
  const isKnown = (word: string) => wordsOf(word, language).some(({ stem }) => stems.has(stem))
  const shown = named(against(first, second), isKnown)
  const decisive = shown.words.find(
    ({ word, weight }) => weight > 0 && rank(less(text, word))[0]?.name !== first?.name,
  )
  const instead = decisive && rank(less(text, decisive.word))[0]?.name
  return {
    ...shown,
    by: 'instructions',
    model: null,
    likely: ranked.slice(0, LIKELY).map(({ name, score }) => ({ category: name, chance: score })),
    least: null,
    without: decisive && instead ? { word: decisive.word, category: instead } : null,
  }
}

function byModel(text: string, ready: Classifier, model: NonNullable<Sorting['model']>): Told {
  const sorted = ready.sorted(text)
  const shown = named(sorted.words, (word) => ready.knows(word))
  const { without } = sorted
  return {
    words: shown.words,
    others: shown.others + sorted.start,
    by: 'model',
    model,
    likely: sorted.likely
      .slice(0, LIKELY)
      .map(({ category, probability }) => ({ category, chance: probability })),
    least: sorted.threshold,
    without: without && ready.knows(without.word) ? without : null,
  }
}

const NOTHING = { model: null, likely: [], least: null, words: [], others: 0, without: null }

function toldBy(
  text: string,
  standing: PartRead<Classifier>,
  { language, city }: { language: Language; city: Pick<CityFacts, 'config'> },
): Told {
  if (standing.is === 'broken') return { ...NOTHING, by: 'broken' }
  if (standing.is === 'bound') {
    const { hash, part } = standing
    return byModel(text, part, { place: modelPlace(language), hash })
  }
  const instructions = instructionsFor(city, language)
  if (!instructions) return { ...NOTHING, by: 'nothing' }
  return byInstructions(text, instructions, language)
}

/** Everything that is said of a text before it is decided what it is about. */
export async function sortingOf(
  { tx, city }: { readonly tx: Tx; readonly city: Pick<CityFacts, 'config'> },
  said: { readonly text: string; readonly language: string },
): Promise<Sorting> {
  const text = withoutPersonal(said.text)
  const own = LANGUAGES.find((one) => one === said.language)
  const language = languageOf(text, own ? [own, ...LANGUAGES] : LANGUAGES)
  return sortingBy(city, { text, language }, await classifierInForce(tx, language))
}

/** A classifier that may be in force or not, from its bytes. */
export const classifierFrom = (bytes: Uint8Array): Classifier => classifier(unpacked(bytes))

/** The same of a masked text by this classifier, whether it is in force or not. */
export function sortingBy(
  city: Pick<CityFacts, 'config'>,
  { text, language }: { readonly text: string; readonly language: Language },
  standing: PartRead<Classifier>,
): Sorting {
  const told = toldBy(text, standing, { language, city })
  const first = categoryOf(reportsOf(city), told.likely[0]?.category ?? '')
  return {
    ...told,
    language,
    publicText: first?.publicText ?? false,
    text: createHash('sha256').update(text).digest('hex'),
  }
}

/** Decides what a report is about whose reporter left it open; what is not sure stays unsorted. */
export async function sortOpen(
  work: Pick<Work<unknown>, 'tx' | 'city' | 'decide'>,
  about: string,
  said: { readonly text: string; readonly language: string },
): Promise<Category | undefined> {
  const config = reportsOf(work.city)
  const outcome = await work.decide(sort, about, await sortingOf(work, said))
  const found = outcome === 'person' ? undefined : categoryOf(config, outcome)
  return found?.active ? found : unsortedOf(config)
}
