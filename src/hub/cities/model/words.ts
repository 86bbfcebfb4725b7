/** Words as they are looked for: accents, capitals and the forms of a letter make no difference. Pure. */

/** Letters that Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ـ: '',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
}

/** `Zürich` and `ZURICH` are the same, and so are `São Paulo` and `sao paulo`. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłđðþæœıςـأإآىة]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC')
}

/** The words in a text, folded. */
export function wordsIn(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The part of an address that stands for a name: `São Paulo` → `sao-paulo`; nothing for a name without such letters. */
export function slugOf(name: string): string {
  const parts = wordsIn(name).filter((word) => /^[a-z0-9]+$/.test(word))
  let slug = ''
  for (const part of parts) {
    if (slug.length + part.length > 60) break
    slug = slug ? `${slug}-${part}` : part.slice(0, 60)
  }
  return slug || 'city'
}

const names = new Map<string, Intl.DisplayNames>()

/** The name of a country in a language; undefined when there is no such country (ISO 3166-1, Unicode CLDR). */
export function countryName(code: string, language: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ') return undefined
  const known = names.get(language)
  const format =
    known ?? new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' })
  names.set(language, format)
  return format.of(code)
}

/** Everything a city is found by: its names, its region, and its country in these languages. */
export function searchText(
  it: {
    name: string
    names: Readonly<Record<string, string>>
    country: string
    region: string | null
  },
  languages: readonly string[],
): string {
  const countries = languages.map((language) => countryName(it.country, language) ?? '')
  const all = [it.name, ...Object.values(it.names), it.region ?? '', it.country, ...countries]
  return [...new Set(all.flatMap(wordsIn))].join(' ')
}
