/** What may not be public goes into the vault, whole; what everybody may read stays with the report. */
import type { Work } from '#core/actions'
import { type Category, categoryOf, reportsOf } from './config.ts'
import { freeTexts, publicly, shielded, type Typed } from './masking.ts'
import { reportNumber } from './model.ts'
import { originalWords, reportWords } from './purposes.ts'

type Keeping = Pick<Work<unknown>, 'keep'>

/** The field of the vault holds so many signs; texts are shorter. */
const MOST = 10_000

/** Whose words they are, about which report, and what they call them there. */
export interface Words {
  /** The pseudonym under which words of this report are kept already, or those of its reporter. */
  readonly ref: string | null
  readonly number: string
  /** Its part of the name in the vault: `R-1029/text`. */
  readonly which: string
}

async function keepWords(work: Keeping, it: Words, words: string): Promise<string> {
  const grants = [{ purpose: originalWords, case: it.number }]
  const values = { [reportWords.name]: words.slice(0, MOST) }
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
  return { text, original: await keepWords(work, it, whole) }
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

/** A report as everybody may read it, and the pseudonym of the whole; null when nothing is hidden. */
export async function shield(
  work: Keeping & Pick<Work<unknown>, 'city'>,
  given: Given,
): Promise<Typed & { readonly original: string | null }> {
  const category: Category | undefined = categoryOf(reportsOf(work.city), given.category)
  const shown = shielded(given, category, given.left)
  const typed = freeTexts(given, category)
  const seen = isSame(typed, freeTexts(shown, category))
  if (seen && given.whole === undefined) return { ...shown, original: null }
  const whole = given.whole === undefined ? typed : [given.whole, ...typed.slice(1)]
  const it = { ref: given.ref, number: reportNumber(given.number), which: 'text' }
  return { ...shown, original: await keepWords(work, it, whole.join('\n\n')) }
}
