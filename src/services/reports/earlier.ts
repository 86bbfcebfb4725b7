/** Words from before anybody looked at words: what would be hidden in them, and what may be shown again. Pure. */
import { rule } from '#core/kernel'
import { type Category, categoryOf, reportsOf } from './config.ts'
import { freeTexts, shielded, type Typed } from './masking.ts'

/** What stands where something is hidden. */
const HIDDEN = '•••'

/** The words as everybody may read them; undefined when nothing has to be hidden. */
export function laterShown(
  city: Parameters<typeof reportsOf>[0],
  it: Typed & { readonly category: string },
): Typed | undefined {
  const category: Category | undefined = categoryOf(reportsOf(city), it.category)
  const shown = shielded(it, category, [])
  const [before, after] = [freeTexts(it, category), freeTexts(shown, category)]
  return before.every((text, at) => text === after[at]) ? undefined : shown
}

/** Signs that one hidden piece has at most. */
const LONGEST = 200

const isPiece = (text: string) => text !== '' && text.length <= LONGEST && !text.includes('\n')

/** Whether these are the shown words, with something in the place of each hidden piece and nothing else changed. */
export function fillsIn(shown: string, whole: string): boolean {
  const [first = '', ...rest] = shown.split(HIDDEN)
  const last = rest.pop()
  if (last === undefined || !whole.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const next = whole.indexOf(part, at + 1)
    if (next < 0 || !isPiece(whole.slice(at, next))) return false
    at = next + part.length
  }
  return whole.endsWith(last) && isPiece(whole.slice(at, whole.length - last.length))
}

/**
 * Whether these words are what was typed, or leave hidden pieces of it hidden. The vault has the words first, then the
 * place and the answers that were typed, an empty line between.
 */
export function wasTyped(whole: string, kept: string): boolean {
  const parts = kept.split('\n\n')
  const typed = parts.map((_, at) =>
    parts
      .slice(0, at + 1)
      .join('\n\n')
      .trim(),
  )
  return typed.some((one) => one === whole || fillsIn(whole, one))
}

interface Restoring {
  /** Something in it was hidden later, and not shown again since. */
  readonly hidden: boolean
  readonly shown: string
  readonly whole: string
  /** What the vault has of it; null when it is kept no longer, absent while nobody asked. */
  readonly kept?: string | null
}

/** What the detector took for personal data and is none is put back, and nothing else is written into it. */
export const mayRestore = rule<Restoring>({
  name: 'reports.may-restore',
  says: 'Whoever moderates may put back what was hidden in earlier words without need, and changes nothing else of them.',
  law: 'GDPR art. 5(1)(d)',
  refuseWhen: {
    'nothing-hidden-later': ({ hidden }) => !hidden,
    'other-words': ({ hidden, shown, whole }) => hidden && !fillsIn(shown, whole),
    'kept-no-longer': ({ hidden, kept }) => hidden && kept === null,
    'not-what-was-typed': ({ hidden, whole, kept }) =>
      hidden && typeof kept === 'string' && !wasTyped(whole, kept),
  },
})
