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

/** Words that are remembered; more than these are looked at anew. */
const REMEMBERED = 50_000

/** A word that says something, by its stem; null for one that does not. */
function wordFrom(written: string, { stem, stops }: Tongue): Word | null {
  const word = plain(written)
  // A digit alone is a house number, and a single letter an initial.
  if (word.length < 2 || /^\d+$/.test(word) || stops.has(word)) return null
  return { written: written.toLowerCase(), stem: plain(stem(word)) || word }
}

/** The same words come again and again. */
function remembering(tongue: Tongue): (written: string) => Word | null {
  const known = new Map<string, Word | null>()
  return (written) => {
    const found = known.get(written)
    if (found !== undefined) return found
    const made = wordFrom(written, tongue)
    if (known.size < REMEMBERED && written.length <= LONGEST) known.set(written, made)
    return made
  }
}

const tongue = (stem: Tongue['stem'], stops: readonly string[]) => {
  const made: Tongue = { stem, stops: new Set(stops.map(plain)) }
  return { stops: made.stops, word: remembering(made) }
}

const tongues: Readonly<Record<Language, ReturnType<typeof tongue>>> = {
  nl: tongue(dutch, nld),
  en: tongue(english, eng),
  es: tongue(spanish, spa),
  ar: tongue(arabic, ara),
}

const writtenIn = (text: string) => text.match(WORD) ?? []

/** The words of a text that say something, in their order. */
export function wordsOf(text: string, language: Language): Word[] {
  const { word } = tongues[language]
  const words: Word[] = []
  for (const written of writtenIn(text)) {
    const found = word(written)
    if (found) words.push(found)
  }
  return words
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
