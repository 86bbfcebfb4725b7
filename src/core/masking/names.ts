/**
 * Names of people in running text: what follows a salutation with a capital, or in Arabic the next word or two.
 * Streets are called after people as well; what a street word stands beside is no name of a neighbour.
 */

/** What stands before and after what was seen. */
export interface Around {
  readonly before: string
  readonly after: string
}

/** Written with a capital or without, with or without a dot. */
const TITLES = [
  ...['Mr', 'Mrs', 'Ms', 'Mister', 'Dr', 'Prof', 'Sir', 'Madam', 'Doctor', 'Professor'],
  ...[
    'Sr',
    'Sra',
    'Srta',
    'Señor',
    'Señora',
    'Señorita',
    'Doña',
    'Doctora',
    'Dra',
    'Dª',
    'Profesor',
  ],
  ...[
    'Profesora',
    'Dhr',
    'Mevr',
    'Mw',
    'Meneer',
    'Mevrouw',
    'Juffrouw',
    'De heer',
    'Familie',
    'Fam',
  ],
  ...['Signor', 'Signora', 'Herr', 'Frau', 'Madame', 'Monsieur', 'Família', 'Familia'],
]
/** Written only like this: in small letters they are other words, and a block is called D. */
const AS_WRITTEN = ['Miss', 'Don', 'don', 'D\\.', 'Heer', 'Sig\\.']
const INTRODUCTIONS = [
  ...['my name is', 'my neighbour', 'my neighbor', 'I am called', 'signed'],
  ...['me llamo', 'mi nombre es', 'mi vecino', 'mi vecina', 'firmado', 'fdo'],
  ...['mijn naam is', 'ik heet', 'mijn buurman', 'mijn buurvrouw', 'getekend'],
]
const ARABIC = [
  ...['السيد', 'السيدة', 'الدكتور', 'الدكتورة', 'الأستاذ', 'الأستاذة', 'الآنسة', 'المهندس', 'الحاج'],
  ...['اسمي', 'جاري', 'جارتي'],
]

const SPACE = '[ \\t\\u00a0]+'
const eitherCase = (word: string) =>
  `[${word[0]?.toUpperCase()}${word[0]?.toLowerCase()}]${word.slice(1)}`
const before = [...[...TITLES, ...INTRODUCTIONS].map(eitherCase), ...AS_WRITTEN]
  .map((word) => word.replaceAll(' ', SPACE))
  .join('|')

const CAPITAL = "\\p{Lu}[\\p{L}'’-]+"
/** Small words inside names. */
const INSIDE = '(?:van|de|der|den|del|la|las|los|di|da|bin|al|ten|ter|y|e)'
const NAME = `${CAPITAL}(?:${SPACE}(?:${INSIDE}${SPACE}){0,2}${CAPITAL}){0,3}`

/** A salutation after another one is none of the name. */
const ANOTHER = `(?!(?:${before})(?![\\p{L}]))`

/** A name after a salutation, in English, Spanish, Dutch and their neighbours. */
export const latinName = new RegExp(
  `(?<=(?<![\\p{L}])(?:${before})[.:,]?${SPACE})${ANOTHER}${NAME}`,
  'gu',
)

/** A name after a salutation, in Arabic. */
export const arabicName = new RegExp(
  `(?<=(?<![\\p{L}])و?(?:${ARABIC.join('|')})\\s+)[\\p{Script=Arabic}]+(?:\\s+[\\p{Script=Arabic}]+)?`,
  'gu',
)

const STREET_BEFORE =
  /(?:^|[^\p{L}])(?:calle|c\/|cl|plaza|pza|avenida|avda|av|paseo|camino|carretera|ronda|travesía|parque|jardines?|puente|barrio|colegio|ceip|instituto|hospital|iglesia|estación|parada|square|park|school|bridge|rue|via|piazza)\.?\s+(?:de\s+la\s+|de\s+|del\s+)?[\p{L}ª]+\.?\s+$/iu
const STREET =
  /(?:^|\s)(?:street|road|avenue|lane|square|park|bridge|school|way|st\.|rd\.|straat|laan|weg|plein|kade|gracht|park|brug)$|\p{L}(?:straat|laan|weg|plein|kade|gracht)$/iu

/** Whether a salutation and name are the name of a street, a square or a school. */
export function isStreet(name: string, { before: left, after }: Around): boolean {
  const word = /^\s*\p{L}+/u.exec(after)?.[0] ?? ''
  return STREET_BEFORE.test(left) || STREET.test(name) || STREET.test(word)
}
