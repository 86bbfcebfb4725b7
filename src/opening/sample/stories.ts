/** What the sample people report: when, who, about what, where, in which words. */
import type { CityFacts } from '#core/actions'
import { z } from 'zod'
import { answersTo, type Category, categoriesOf } from './categories.ts'
import type { Chance } from './chance.ts'
import type { Cast, Resident } from './people.ts'
import { type Spot, spotFor } from './streets.ts'
import type { Words } from './words.ts'

/** One report, before and while it is made. */
export interface Story {
  readonly at: number
  readonly author: Resident | null
  readonly language: string
  readonly category: Category
  readonly answers: Readonly<Record<string, unknown>>
  readonly spot: Spot
  readonly text: string
  readonly contact: Readonly<Record<string, string | boolean>>
  /** The scene its photos show; absent without photos. */
  readonly scene?: string
  readonly photos: number
  /** Why a moderator takes it out of sight. */
  readonly harms?: string
  /** Set once it is made. */
  number: string
  code: string
  version: number
}

/** What inventing needs. */
export interface Invention {
  readonly facts: CityFacts
  readonly words: Words
  readonly chance: Chance
  readonly cast: Cast
  /** The moment the city is filled; the newest report was made shortly before. */
  readonly now: number
}

const DAY = 86_400_000
const HOUR = 3_600_000
/** How many reports, and how many of them today. */
export const REPORTS = 300
const TODAY = 4

/** More lately than a year ago, and by day. The last ones are of today. */
function moments({ chance, now }: Invention): number[] {
  const past = Array.from({ length: REPORTS - TODAY }, () => {
    const midnight = now - (now % DAY) - Math.floor(1 + 363 * chance.next() ** 1.6) * DAY
    return midnight + Math.floor(chance.between(6.5, 21) * HOUR)
  })
  const today = [9, 38, 74, 131].slice(0, TODAY).map((minutes) => now - minutes * 60_000)
  return [...past, ...today].sort((one, other) => one - other)
}

function languageOf(chance: Chance): string {
  const rolled = chance.next()
  return rolled < 0.6 ? 'en' : rolled < 0.9 ? 'es' : 'ar'
}

/** Somebody who writes in this language; three in ten report without an account. */
function authorOf({ chance, cast }: Invention, language: string): Resident | null {
  if (chance.often(0.3)) return null
  const speak = cast.residents.filter((each) => each.language === language)
  return chance.weighted(speak, (each) => each.writes)
}

function contactOf(chance: Chance, author: Resident | null): Story['contact'] {
  if (!author) {
    const email = `neighbour${chance.whole(100, 999)}@post.example`
    return chance.often(0.25) ? { email } : {}
  }
  if (author.phone && chance.often(0.4)) {
    return { email: author.email, name: author.name, phone: author.phone }
  }
  return chance.often(0.35) ? { toAccount: true } : {}
}

function textOf({ words, chance }: Invention, code: string, language: string): string {
  const { places, closers, categories } = words.texts
  const said = z.array(z.string()).parse(categories[code]?.[language])
  const text = chance
    .one(said)
    .replace('{place}', chance.one(places)[language] ?? '')
    .replace('{n}', String(chance.whole(3, 9)))
  return chance.often(0.45) ? `${text} ${chance.one(closers[language] ?? [''])}` : text
}

function storyAt(invention: Invention, categories: readonly Category[], at: number): Story {
  const { words, chance } = invention
  const language = languageOf(chance)
  const author = authorOf(invention, language)
  const known = words.texts.categories
  const category = chance.weighted(categories, ({ code }) => known[code]?.weight ?? 0)
  const scene = known[category.code]?.scene
  const photos = scene && chance.often(0.33) ? (chance.often(0.15) ? 2 : 1) : 0
  return {
    at,
    author,
    language,
    category,
    answers: answersTo(category, chance, at),
    spot: spotFor(invention, category),
    text: textOf(invention, category.code, language),
    contact: contactOf(chance, author),
    photos,
    ...(scene ? { scene } : {}),
    number: '',
    code: '',
    version: 1,
  }
}

/** A few that nobody should have to read: they show what a moderator does. */
function harmful(invention: Invention, stories: Story[]): void {
  const { words, facts, chance } = invention
  for (const [harms, { category: code, language, text }] of Object.entries(words.texts.hidden)) {
    const index = chance.whole(REPORTS / 2, REPORTS - 30)
    const found = categoriesOf(facts).find((each) => each.code === code)
    const old = stories[index]
    if (!found || !old) continue
    const answers = answersTo(found, chance, old.at)
    const rest = { ...old, category: found, answers, language, text, harms }
    stories[index] = { ...rest, author: null, contact: {}, photos: 0 }
  }
}

/** Every report of the sample year, the oldest first. */
export function inventStories(invention: Invention): Story[] {
  const categories = categoriesOf(invention.facts).filter(({ active }) => active)
  const stories = moments(invention).map((at) => storyAt(invention, categories, at))
  harmful(invention, stories)
  return stories
}
