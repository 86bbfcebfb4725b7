/** An algorithm as everybody may know it: what people said of it, how it stands, and what a machine counted. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { obstacleOf, readNumbers, readRegistered, readStanding } from '#core/decisions'
import { addDays } from '#core/kernel'
import type { Say } from '#core/text'
import { counters } from './counters.ts'
import { type Document, type Words, wordsIn } from './model.ts'
import type { Facts } from './standards/index.ts'
import * as store from './store/entries.ts'

/** Days over which the numbers are counted. */
export const DAYS = 30

/** The languages to read an entry in, the wanted one first. */
export function languagesFor(city: CityFacts, language: string): string[] {
  return [language, ...city.languages]
}

/** Name and sentence, in the words of the entry or those of the service whose decision it is. */
export function titlesOf(name: string, words: Words, say: Say): { title: string; says: string } {
  const key = `decision.${name}`
  const own = say.has(key) ? { title: say(key), says: say(`${key}.says`) } : undefined
  return { title: words.name ?? own?.title ?? name, says: words.summary ?? own?.says ?? '' }
}

interface Looking {
  readonly tx: Tx
  readonly now: string
  readonly declared: {
    readonly decisions: readonly { readonly name: string; readonly person: string | null }[]
  }
}

/** The numbers of the last thirty days; null where nothing is counted. */
export async function numbersOf({ tx, now, declared }: Looking, name: string) {
  const since = `${addDays(now.slice(0, 10), -DAYS)}T00:00:00.000Z`
  const person = declared.decisions.find((one) => one.name === name)?.person ?? null
  const { taken, left, passed } = await readNumbers(tx, { name, person, since })
  const all = taken + passed
  return {
    decisions: taken,
    toPerson: all === 0 ? null : (left + passed) / all,
    overrides: (await counters.overrides(tx, { name, since })) ?? null,
    contests: (await counters.contests(tx, { name, since })) ?? null,
  }
}

/** How it stands: the version that runs, what stands in its way, and what people published. */
export async function knownOf({ tx, now }: Looking, name: string) {
  const versions = await readRegistered(tx, name)
  const running = versions.find(({ until }) => until === null) ?? versions[0]
  const entry = await store.findEntry(tx, name, ['published'])
  const standing = (await readStanding(tx, name)) ?? null
  const stopped = running ? ((await obstacleOf(tx, running, now)) ?? null) : null
  return { running: running ?? null, entry: entry ?? null, standing, stopped }
}

/** The facts that every standard asks for beside the words. */
export function factsOf(
  { name, status, publishedAt, savedAt, revisionOn }: store.Entry,
  language: string,
): Facts {
  const [publishedOn, changedOn] = [(publishedAt ?? savedAt).slice(0, 10), savedAt.slice(0, 10)]
  return { id: name, language, status, publishedOn, changedOn, revisionOn }
}

/** The words of an entry for whoever looks, and the language they are in. */
export function spoken(document: Document, languages: readonly string[]) {
  const language = languages.find((one) => document[one] !== undefined) ?? languages[0] ?? 'en'
  return { language, words: wordsIn(document, languages) }
}
