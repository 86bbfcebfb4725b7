/** The words of a principle: those its version was given, else the ones this software brings along. */
import type { Say } from '#core/text'
import { wordsIn } from './model.ts'
import type { Principle } from './store/versions.ts'

type Worded = Pick<Principle, 'id' | 'title' | 'summary'>

/** The title of a principle in the reader's language. */
export function titleOf(say: Say, { id, title }: Pick<Worded, 'id' | 'title'>): string {
  const own = wordsIn(title, say.language)
  if (own) return own
  return say.has(`declaration.principle.${id}`) ? say(`declaration.principle.${id}`) : id
}

/** What a principle means, in one or two sentences. */
export function summaryOf(say: Say, { id, summary }: Pick<Worded, 'id' | 'summary'>): string {
  const own = wordsIn(summary, say.language)
  if (own) return own
  const key = `declaration.principle.${id}.summary`
  return say.has(key) ? say(key) : ''
}
