import { type Formatters, IntlMessageFormat } from 'intl-messageformat'
import { type Formats, formatsOf, remembered } from './formats.ts'
import { dirOf, localeOf } from './languages.ts'

/** One language's sentences by key, in ICU MessageFormat; the form Weblate and FormatJS read. */
export type Catalogue = Readonly<
  Record<string, { readonly defaultMessage: string; readonly description?: string }>
>

/** Catalogues by language code. */
export type Texts = Readonly<Record<string, Catalogue>>

/** What a sentence is filled with. */
export type Values = Readonly<Record<string, string | number | Date>>

/** Says everything a person reads, in one language. */
export interface Say extends Formats {
  (key: string, values?: Values): string
  has(key: string): boolean
  readonly language: string
  readonly dir: 'ltr' | 'rtl'
}

/** A sentence made ready: text when there is nothing to fill in. */
type Ready = string | IntlMessageFormat

type Sentences = ReadonlyMap<string, string>

function sentencesOf(texts: readonly Texts[], language: string): Sentences {
  const entries = texts.flatMap((one) => Object.entries(one[language] ?? {}))
  return new Map(entries.map(([key, { defaultMessage }]) => [key, defaultMessage]))
}

function formattersOf(zone: string): Formatters {
  return {
    getNumberFormat: remembered((locale, options) => new Intl.NumberFormat(locale, options)),
    getDateTimeFormat: remembered(
      (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }),
    ),
    getPluralRules: remembered((locale, options) => new Intl.PluralRules(locale, options)),
  }
}

function ready(message: string, language: string, formatters: Formatters): Ready {
  if (!/[{']/.test(message)) return message
  const made = new IntlMessageFormat(message, localeOf(language), undefined, {
    ignoreTag: true,
    formatters,
  })
  const [first, second] = made.getAst()
  return first?.type === 0 && !second ? first.value : made
}

/**
 * Fills one sentence; undefined when the sentence or its values are wrong: then English is tried.
 */
function filled(sentence: Ready | undefined, values: Values | undefined): string | undefined {
  if (sentence === undefined || typeof sentence === 'string') return sentence
  try {
    return String(sentence.format(values))
  } catch {
    return undefined
  }
}

function voiceOf(sentences: Sentences, language: string, zone: string) {
  const formatters = formattersOf(zone)
  const made = new Map<string, Ready | undefined>()
  return (key: string, values?: Values): string | undefined => {
    if (!made.has(key)) {
      const message = sentences.get(key)
      made.set(key, message === undefined ? message : ready(message, language, formatters))
    }
    return filled(made.get(key), values)
  }
}

/**
 * Gives every language its voice. A sentence that is missing is said in English, and as ⟦key⟧ when
 * English
 * lacks it too: a gap is seen, but never a blank page.
 */
export function speakers(
  texts: readonly Texts[],
  languages: readonly string[],
  zone: string,
): (language: string) => Say {
  const english = sentencesOf(texts, 'en')
  const inEnglish = voiceOf(english, 'en', zone)
  const speak = remembered((language: string): Say => {
    const sentences = language === 'en' ? english : sentencesOf(texts, language)
    const voice = language === 'en' ? inEnglish : voiceOf(sentences, language, zone)
    const say = (key: string, values?: Values) =>
      voice(key, values) ?? inEnglish(key, values) ?? `⟦${key}⟧`
    return Object.assign(say, formatsOf(language, zone), {
      has: (key: string) => sentences.has(key) || english.has(key),
      language,
      dir: dirOf(language),
    })
  })
  return (language) => speak(languages.includes(language) ? language : (languages[0] ?? 'en'))
}
