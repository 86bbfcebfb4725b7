/** The sentences of the city, and what is wrong with them before anybody says them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { z } from 'zod'
import { filesOf, root } from '../build/inputs.mjs'

/** The sentences of one folder in one language, by key. */
export interface Catalogue {
  readonly folder: string
  readonly language: string
  readonly sentences: ReadonlyMap<string, string>
}

const File = z.record(
  z.string(),
  z.object({ defaultMessage: z.string(), description: z.string().optional() }),
)

/** Reads every `text/<language>.json` of the source. */
export function readCatalogues(): Catalogue[] {
  return filesOf('src/**/{text,example-texts}/*.json').map((file) => {
    const [, folder = '', language = ''] = /^(.*)\/([\w-]+)\.json$/.exec(file) ?? []
    const parsed = File.safeParse(JSON.parse(readFileSync(join(root, file), 'utf8')))
    if (!parsed.success)
      throw new Error(`${file}: ${parsed.error.issues[0]?.path.join('.')} is no sentence`)
    const entries = Object.entries(parsed.data).map(
      ([key, { defaultMessage }]) => [key, defaultMessage] as const,
    )
    return { folder, language, sentences: new Map(entries) }
  })
}

type Read = { readonly elements: readonly MessageFormatElement[] } | { readonly fault: string }

function read(message: string): Read {
  try {
    return { elements: parse(message, { ignoreTag: true, requiresOtherClause: true }) }
  } catch (failure) {
    return { fault: failure instanceof Error ? failure.message : String(failure) }
  }
}

/** Arguments with what they are filled with: text and numbers may be said in different ways, choices not. */
function argumentsOf(elements: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    found.add(element.value)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue
    for (const { value } of Object.values(element.options)) {
      for (const name of argumentsOf(value)) found.add(name)
    }
  }
  return found
}

/** Only whole millions have this form, which our counts do not reach in these languages. */
const RARE = new Set(['es many', 'fr many', 'it many', 'pt many', 'ca many'])

function missingForms(elements: readonly MessageFormatElement[], language: string): string[] {
  return elements.flatMap((element) => {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const inner = Object.values(element.options).flatMap(({ value }) =>
      missingForms(value, language),
    )
    if (element.type === TYPE.select) return inner
    const type = element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal'
    const { pluralCategories } = new Intl.PluralRules(language, { type }).resolvedOptions()
    const missing = pluralCategories.filter(
      (form) => !(form in element.options) && !RARE.has(`${language} ${form}`),
    )
    return [...missing.map((form) => `{${element.value}} lacks the form "${form}"`), ...inner]
  })
}

const same = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((name) => other.has(name))
const list = (names: ReadonlySet<string>) =>
  [...names].map((name) => `{${name}}`).join(' ') || 'nothing'

function sentenceFaults(message: string, english: string | undefined, language: string): string[] {
  if (message.trim() === '') return ['is empty']
  const mine = read(message)
  if ('fault' in mine) return [`cannot be read: ${mine.fault}`]
  const theirs = read(english ?? message)
  if ('fault' in theirs) return missingForms(mine.elements, language)
  const [own, original] = [argumentsOf(mine.elements), argumentsOf(theirs.elements)]
  const differ = same(own, original)
    ? []
    : [`is filled with ${list(own)}, in English with ${list(original)}`]
  return [...differ, ...missingForms(mine.elements, language)]
}

function folderFaults(catalogues: readonly Catalogue[], languages: readonly string[]): string[] {
  const folder = catalogues[0]?.folder ?? ''
  const inLanguage = (code: string) =>
    catalogues.find(({ language }) => language === code)?.sentences
  const english = inLanguage('en') ?? new Map<string, string>()
  return languages.flatMap((language) => {
    const sentences = inLanguage(language)
    if (!sentences) return [`${folder}/${language}.json is missing`]
    const missing = [...english.keys()]
      .filter((key) => !sentences.has(key))
      .map((key) => `${key} is missing`)
    const faults = [...sentences].flatMap(([key, message]) => {
      if (!english.has(key)) return [`${key} is not in English`]
      return sentenceFaults(message, english.get(key), language).map((fault) => `${key} ${fault}`)
    })
    return [...missing, ...faults].map((fault) => `${folder}/${language}.json: ${fault}`)
  })
}

function saidTwice(catalogues: readonly Catalogue[]): string[] {
  const owner = new Map<string, string>()
  return catalogues
    .filter(({ language }) => language === 'en')
    .flatMap(({ folder, sentences }) =>
      [...sentences.keys()].flatMap((key) => {
        const other = owner.get(key)
        owner.set(key, folder)
        return other ? [`${folder}: ${key} is already said in ${other}`] : []
      }),
    )
}

/** Examples of components are shown in some languages; what residents read is said in all. */
function spokenIn(
  folder: string,
  group: readonly Catalogue[],
  all: readonly string[],
): readonly string[] {
  return folder.endsWith('/text') ? all : group.map(({ language }) => language)
}

/** What is wrong with the catalogues themselves: keys, sentences, arguments and plural forms. */
export function catalogueFaults(catalogues: readonly Catalogue[]): string[] {
  const languages = [...new Set(['en', ...catalogues.map(({ language }) => language)])]
  const folders = Map.groupBy(catalogues, ({ folder }) => folder)
  return [
    ...[...folders].flatMap(([folder, group]) =>
      folderFaults(group, spokenIn(folder, group, languages)),
    ),
    ...saidTwice(catalogues),
  ]
}
