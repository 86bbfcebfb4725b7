/** Words of a text as a classifier sees them: without those that say nothing, and by their stems. */
import { stemmer as arabic } from '@orama/stemmers/arabic'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { ara, eng, nld, spa } from 'stopword'

/** The languages whose words are known. */
export const LANGUAGES = ['nl', 'en', 'es', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** One word: as it was written, and its stem. */
export interface Word {
  readonly written: string
  readonly stem: string
}

interface Tongue {
  readonly stem: (word: string) => string
  readonly stops: ReadonlySet<string>
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu
/** Marks over letters, and the stroke that only makes an Arabic word longer. */
const MARKS = /[\p{M}\u0640]/gu
/** Longer words are cut: no language writes them, and nobody shall make us count their parts. */
const LONGEST = 40

/** One spelling of a word: small letters, without accents; Arabic alef and yeh in one form each. */
export function plain(word: string): string {
  // Most words of most languages here are plain already.
  if (/^[a-z]{1,40}$/.test(word)) return word
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .slice(0, LONGEST)
}

/** Stems that are remembered; more words than this are made anew. */
const REMEMBERED = 50_000

/** The same words come again and again. */
function remembering(stem: Tongue['stem']): Tongue['stem'] {
  const known = new Map<string, string>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const made = plain(stem(word)) || word
    if (known.size < REMEMBERED) known.set(word, made)
    return made
  }
}

const tongue = (stem: Tongue['stem'], stops: readonly string[]): Tongue => ({
  stem: remembering(stem),
  stops: new Set(stops.map(plain)),
})

const tongues: Readonly<Record<Language, Tongue>> = {
  nl: tongue(dutch, nld),
  en: tongue(english, eng),
  es: tongue(spanish, spa),
  ar: tongue(arabic, ara),
}

const writtenIn = (text: string) => text.match(WORD) ?? []

/** The words of a text that say something, in their order. */
export function wordsOf(text: string, language: Language): Word[] {
  const { stem, stops } = tongues[language]
  return writtenIn(text).flatMap((written) => {
    const word = plain(written)
    // A digit alone is a house number, and a single letter an initial.
    if (word.length < 2 || /^\d+$/.test(word) || stops.has(word)) return []
    return [{ written: written.toLowerCase(), stem: stem(word) }]
  })
}

/**
 * The language of a text among these: by its script, then by the little words each language is full of. A short text
 * may have none; then the first of the languages is taken, which should be that of the page.
 */
export function languageOf(text: string, among: readonly Language[] = LANGUAGES): Language {
  const [first = 'en'] = among
  const words = writtenIn(text).map(plain)
  const isArabic = words.filter((word) => /\p{Script=Arabic}/u.test(word)).length
  if (isArabic * 2 > words.length) return among.includes('ar') ? 'ar' : first
  const counts = among.map((language) => ({
    language,
    n: words.filter((word) => tongues[language].stops.has(word)).length,
  }))
  const best = counts.toSorted((a, b) => b.n - a.n)[0]
  const own = counts.find(({ language }) => language === first)
  return best && best.n > (own?.n ?? 0) ? best.language : first
}
