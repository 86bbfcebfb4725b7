type Direction = 'ltr' | 'rtl'

/**
 * Languages by their own name, the name a reader of that language looks for (W3C, Language on the
 * Web).
 */
const names: Readonly<Record<string, string>> = {
  am: 'አማርኛ',
  ar: 'العربية',
  bg: 'Български',
  bn: 'বাংলা',
  bs: 'Bosanski',
  ca: 'Català',
  ckb: 'کوردیی ناوەندی',
  cs: 'Čeština',
  cy: 'Cymraeg',
  da: 'Dansk',
  de: 'Deutsch',
  el: 'Ελληνικά',
  en: 'English',
  es: 'Español',
  et: 'Eesti',
  eu: 'Euskara',
  fa: 'فارسی',
  fi: 'Suomi',
  fr: 'Français',
  ga: 'Gaeilge',
  gl: 'Galego',
  he: 'עברית',
  hi: 'हिन्दी',
  hr: 'Hrvatski',
  hu: 'Magyar',
  id: 'Bahasa Indonesia',
  is: 'Íslenska',
  it: 'Italiano',
  ja: '日本語',
  ka: 'ქართული',
  ko: '한국어',
  lb: 'Lëtzebuergesch',
  lt: 'Lietuvių',
  lv: 'Latviešu',
  mk: 'Македонски',
  mt: 'Malti',
  nb: 'Norsk bokmål',
  nl: 'Nederlands',
  pl: 'Polski',
  ps: 'پښتو',
  pt: 'Português',
  ro: 'Română',
  ru: 'Русский',
  sd: 'سنڌي',
  sk: 'Slovenčina',
  sl: 'Slovenščina',
  so: 'Soomaali',
  sq: 'Shqip',
  sr: 'Српски',
  sv: 'Svenska',
  sw: 'Kiswahili',
  ta: 'தமிழ்',
  ti: 'ትግርኛ',
  tr: 'Türkçe',
  uk: 'Українська',
  ur: 'اردو',
  vi: 'Tiếng Việt',
  yi: 'ייִדיש',
  zh: '中文',
}

const fromTheRight = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** English with the dates and hours of Europe; every other language as it is. */
const locales: Readonly<Record<string, string>> = { en: 'en-GB' }

const first = (code: string) => code.toLowerCase().split('-')[0] ?? ''

/** The name of a language in that language; its code when we do not know it (BCP 47). */
export function languageName(code: string): string {
  return names[code.toLowerCase()] ?? names[first(code)] ?? code
}

/** The side a text of this language begins on (HTML `dir`). */
export function dirOf(code: string): Direction {
  return fromTheRight.has(first(code)) ? 'rtl' : 'ltr'
}

/** The locale whose formats a language is written with (Unicode CLDR). */
export function localeOf(code: string): string {
  return locales[code] ?? code
}

interface Wish {
  readonly tag: string
  readonly weight: number
}

function wishesOf(header: string): Wish[] {
  const wishes = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
    const q = parameters.find((one) => one.startsWith('q='))
    return { tag, weight: q === undefined ? 1 : Number(q.slice(2)) }
  })
  return wishes
    .filter(({ tag, weight }) => tag !== '' && weight > 0 && weight <= 1)
    .toSorted((a, b) => b.weight - a.weight)
}

/**
 * Shortens a tag from its end until it is one we have: `ar-EG` finds `ar` (RFC 4647 section 3.4).
 */
function lookUp(tag: string, languages: readonly string[]): string | undefined {
  if (tag === '*') return languages[0]
  for (let rest = tag; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('-')))) {
    const found = languages.find((language) => language.toLowerCase() === rest)
    if (found) return found
  }
  return undefined
}

/**
 * The language a browser prefers among ours (RFC 9110 section 12.5.4); our first when it names none
 * of them.
 */
export function pickLanguage(header: string | undefined, languages: readonly string[]): string {
  for (const { tag } of wishesOf((header ?? '').slice(0, 500))) {
    const found = lookUp(tag, languages)
    if (found) return found
  }
  return languages[0] ?? 'en'
}
