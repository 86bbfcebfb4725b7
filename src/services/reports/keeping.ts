/** What may not be public goes into the vault, whole; what everybody may read stays with the report. */
import type { CityFacts, Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { Purpose } from '#core/vault'
import { type Category, categoryOf, reportsOf } from './config.ts'
import { type FreeText, freeFields, freeTexts, publicly, shielded, type Typed } from './masking.ts'
import { reportNumber } from './model.ts'
import { compareWords, originalWords, reportWords } from './purposes.ts'

type Keeping = Pick<Work<unknown>, 'keep'>

/** The field of the vault holds so many signs. */
const MOST = 10_000

/** What would not fit whole is refused at its longest field: nothing that somebody typed is cut in silence. */
function requireRoom(fields: readonly FreeText[], whole: string): void {
  if (whole.length <= MOST) return
  const [longest] = fields.toSorted((a, b) => b.text.length - a.text.length)
  const field = longest?.field ?? 'text'
  throw new Refusal('invalid', [{ code: 'too-much-hidden', field, values: { most: MOST } }])
}

/** Whose words they are, about which report, and what they call them there. */
export interface Words {
  /** The pseudonym under which words of this report are kept already, or those of its reporter. */
  readonly ref: string | null
  readonly number: string
  /** Its part of the name in the vault: `R-1029/text`. */
  readonly which: string
}

async function keepWords(
  work: Keeping,
  it: Words,
  words: string,
  purposes: readonly Purpose[] = [originalWords],
): Promise<string> {
  const grants = purposes.map((purpose) => ({ purpose, case: it.number }))
  const values = { [reportWords.name]: words }
  return work.keep(it.ref, values, grants, `${it.number}/${it.which}`)
}

/** Words as everybody may read them, and the pseudonym of the whole; the one it had when nothing is hidden. */
export async function shieldWords(
  work: Keeping,
  it: Words & {
    readonly held: string | null
    readonly left?: readonly string[]
    readonly whole?: string | undefined
  },
  words: string,
): Promise<{ text: string; original: string | null }> {
  const text = publicly(words, it.left ?? [])
  const whole = it.whole ?? words
  if (text === whole) return { text, original: it.held }
  if (it.whole === undefined) requireRoom([{ field: 'text', text: words }], words)
  return { text, original: await keepWords(work, it, whole.slice(0, MOST)) }
}

interface Given extends Typed {
  readonly number: number
  readonly category: string
  readonly left: readonly string[]
  readonly ref: string | null
  /** The words with everything that stood around them, such as a signature; absent: there was nothing. */
  readonly whole?: string | undefined
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.every((text, at) => text === other[at])

/** Keeps the whole of words that were public until now, to which what is put back is compared; gives its pseudonym. */
export function shieldWhole(
  work: Keeping & { readonly city: Pick<CityFacts, 'config'> },
  it: Typed & Pick<Given, 'number' | 'category' | 'ref'>,
): Promise<string> {
  const fields = freeFields(it, categoryOf(reportsOf(work.city), it.category))
  const whole = fields.map(({ text }) => text).join('\n\n')
  requireRoom(fields, whole)
  const named = { ref: it.ref, number: reportNumber(it.number), which: 'text' }
  return keepWords(work, named, whole, [originalWords, compareWords])
}

/** A report as everybody may read it, and the pseudonym of the whole; null when nothing is hidden. */
export async function shield(
  work: Keeping & { readonly city: Pick<CityFacts, 'config'> },
  given: Given,
): Promise<Typed & { readonly original: string | null }> {
  const category: Category | undefined = categoryOf(reportsOf(work.city), given.category)
  const shown = shielded(given, category, given.left)
  const fields = freeFields(given, category)
  const typed = fields.map((one) => one.text)
  const seen = isSame(typed, freeTexts(shown, category))
  if (seen && given.whole === undefined) return { ...shown, original: null }
  const all = given.whole === undefined ? typed : [given.whole, ...typed.slice(1)]
  const whole = all.join('\n\n')
  // A letter cannot be asked to be shorter: what stood around its words is cut.
  if (given.whole === undefined) requireRoom(fields, whole)
  const it = { ref: given.ref, number: reportNumber(given.number), which: 'text' }
  return { ...shown, original: await keepWords(work, it, whole.slice(0, MOST)) }
}
