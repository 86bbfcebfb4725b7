/** Judging on a table of another city what could be learned from it. Nothing of it sorts reports of this one. */
import { basename } from 'node:path'
import { type Language, languageOf, LANGUAGES } from '#core/classifier'
import { findPersonal, masked } from '#core/masking'
import { type Confirmation, type Source, trained } from '#services/routing'
import { momentOf, NO_MOMENT } from './moment.ts'
import { readTable } from './table-file.ts'
import { Unusable } from './unusable.ts'

/** A file, its columns, and the language of its texts where these do not tell it. */
export interface Judged {
  readonly file: string
  readonly text: string
  readonly category: string
  readonly at: string
  readonly by: string
  readonly language: Language
}

const NAMES: Readonly<Record<Language, string>> = {
  ...{ en: 'English', es: 'Spanish', ar: 'Arabic', nl: 'Dutch' },
}

/** A language by its English name. */
export const nameOf = (code: string): string =>
  NAMES[LANGUAGES.find((one) => one === code) ?? 'en'] ?? code

/** Fewer different texts than this cannot be parted into some to learn from and some to judge by. */
const FEWEST = 20
/** Texts by whose words the language is told. */
const TOLD_BY = 1000

type Columns = Pick<Judged, 'file'> & Partial<Judged>

interface Read {
  readonly texts: readonly Confirmation[]
  readonly left: number
  readonly sha256: string
}

/** Texts without personal data, with the moment each was written; rows without text or category are left out. */
function read({ file, text, category, at, by }: Columns): Read {
  if (!text || !category || !at) {
    throw new Unusable('With --file, name its columns: --text, --category and --at.')
  }
  const { rows, sha256 } = readTable(file, [text, category, at, ...(by ? [by] : [])])
  const texts = rows.flatMap(({ line, cells }): Confirmation[] => {
    const [said = '', named = '', when = '', place = ''] = cells
    if (said === '' || named === '') return []
    const moment = momentOf(when)
    if (Number.isNaN(moment)) {
      const found = `Line ${line}, column ${at}: "${when}" ${NO_MOMENT}`
      throw new Unusable(`${found}; without it nobody knows what is earlier and what is later.`)
    }
    const clean = masked(said, findPersonal(said))
    const written = new Date(moment).toISOString()
    return [{ text: clean, category: named, at: written, district: place || null }]
  })
  if (texts.length === 0) {
    throw new Unusable(
      `${file} has no row with both a text (${text}) and a category (${category}).`,
    )
  }
  return { texts, left: rows.length - texts.length, sha256 }
}

/** The language these texts are written in. Where no word tells it, the first that is asked for would be taken. */
function spoken(texts: readonly Confirmation[]): Language {
  const some = texts.slice(0, TOLD_BY).map(({ text }) => text.slice(0, TOLD_BY))
  const together = some.join(' ')
  const found = languageOf(together, LANGUAGES)
  if (found === languageOf(together, LANGUAGES.toReversed())) return found
  throw new Unusable(
    `No word tells the language of the texts. Name it with --language, one of: ${LANGUAGES.join(', ')}.`,
  )
}

const REASONS = {
  'too-few': `at least ${FEWEST} are needed, to learn from the earlier and to judge by the later ones`,
  'one-category':
    'those that are learned from all have one category, and there is nothing to tell apart',
} as const

/** Judged only: what a file teaches is never promoted. */
export function judgedFile(asked: Columns): Source {
  const { texts, left, sha256 } = read(asked)
  const language = asked.language ?? spoken(texts)
  const of = trained(texts, { language, salt: sha256, before: null, fewest: FEWEST })
  if (of.model === null) {
    throw new Unusable(`${asked.file} has ${of.texts} different texts: ${REASONS[of.because]}.`)
  }
  const { worth } = of
  const different = worth.learned + worth.calibrated + worth.all.n
  const without = left === 0 ? '' : ` Rows without text or category, which were left out: ${left}.`
  const verdict = `Judged only; nothing of it sorts reports of a city.${without}`
  const one = { title: nameOf(language), texts: different, verdict, instructions: null, worth }
  const columns = `columns ${asked.text}, ${asked.category} and ${asked.at}`
  const about = `The file \`${basename(asked.file)}\` (SHA-256 \`${sha256}\`), ${columns}.`
  return { title: basename(asked.file), about, languages: [one] }
}
