/** Sentences of reports that nobody ever made: put together from parts that were written for the sample city. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Chance } from './chance.ts'
import type { Words } from './words.ts'

const list = z.array(z.string()).min(1)
/** What it is about, and what is wrong with it. */
const parts = z.tuple([list, list.min(2)])
const Parts = z.object({
  /** How many reports of the time before this city, by language, and how many that are new. */
  earlier: z.record(z.string(), z.number()),
  later: z.record(z.string(), z.number()),
  /** What the desk says when it is done. */
  closing: z.record(z.string(), z.string()),
  openers: z.record(z.string(), list),
  beside: z.record(z.string(), z.string()),
  vague: z.record(z.string(), list),
  /** Categories that people take one for the other. */
  mistaken: z.record(z.string(), z.string()),
  categories: z.record(z.string(), z.record(z.string(), parts)),
})

/** The parts of which sentences are made, by category and language. */
export interface Parts extends z.infer<typeof Parts> {
  readonly texts: Words['texts']
}

/** A text and what it is really about. */
export interface Said {
  readonly text: string
  readonly category: string
  readonly language: string
}

/** Reads the parts of an invented city; undefined when it has none. */
export function readParts(city: string, { texts }: Pick<Words, 'texts'>): Parts | undefined {
  const file = join(city, 'sample', 'earlier.json')
  if (!existsSync(file)) return undefined
  return { ...Parts.parse(JSON.parse(readFileSync(file, 'utf8'))), texts }
}

const capital = (text: string) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)

/** Two letters change places, one falls out, or accents are missing: as on a telephone, in a hurry. */
function hurried(text: string, chance: Chance): string {
  if (chance.often(0.5)) return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const at = chance.whole(1, Math.max(1, text.length - 3))
  const [one, two] = [text.slice(at, at + 1), text.slice(at + 1, at + 2)]
  const typo = chance.often(0.5) ? two + one : two
  return text.slice(0, at) + typo + text.slice(at + 2)
}

/** How somebody says it. The last way to say what is wrong is new: no earlier report says it like that. */
interface Saying {
  readonly category: string
  readonly language: string
  readonly isNew: boolean
}

function wrong({ categories }: Parts, { category, language, isNew }: Saying, chance: Chance) {
  const [what, faults] = categories[category]?.[language] ?? [[''], ['']]
  const known = faults.slice(0, -1)
  const fault = isNew && chance.often(0.02) ? faults.at(-1) : chance.one(known)
  return { what: chance.one(what), fault: fault ?? '' }
}

/** Another thing of the city, by which the place is told: its words mislead whoever sorts by words. */
function besides(parts: Parts, { language }: Saying, chance: Chance): string {
  const other = chance.one(Object.values(parts.categories))[language]
  const sentence = parts.beside[language] ?? '{what}'
  return sentence.replace('{what}', chance.one(other?.[0] ?? ['']))
}

function whole(parts: Parts, saying: Saying, chance: Chance): string {
  const { language } = saying
  const { texts, openers, vague } = parts
  const { what, fault } = wrong(parts, saying, chance)
  const place = chance.one(texts.places)[language] ?? ''
  const order = chance.next()
  const said =
    order < 0.55
      ? `${capital(what)} ${place} ${fault}.`
      : order < 0.85
        ? `${capital(place)}: ${what} ${fault}.`
        : `${capital(what)} ${fault}`
  const before = chance.often(0.15) ? `${chance.one(openers[language] ?? [''])} ` : ''
  const after = [
    chance.often(0.12) ? besides(parts, saying, chance) : '',
    chance.often(0.45) ? chance.one(texts.closers[language] ?? ['']) : '',
    chance.often(0.15) ? chance.one(vague[language] ?? ['']) : '',
  ]
  return [before + said, ...after].filter((part) => part !== '').join(' ')
}

/** One text about something; one in fifty says nothing by which anybody could tell what it is about. */
export function sentence(parts: Parts, saying: Saying, chance: Chance): Said {
  const { category, language } = saying
  const says = chance.often(0.02)
    ? `${chance.one(parts.vague[language] ?? [''])} ${chance.one(parts.texts.closers[language] ?? [''])}`
    : whole(parts, saying, chance)
  return { category, language, text: chance.often(0.08) ? hurried(says, chance) : says }
}
