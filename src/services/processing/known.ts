/** Which questions an assessment answers. */
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { QuestionSet } from './model.ts'
import { ownSet } from './questions.ts'
import { findSet } from './store/sets.ts'

type Which = { readonly setCode: string; readonly setVersion: number }

/** The set of questions in the version it was begun with; `say` puts those of the project in words. */
export async function readSet(
  tx: Tx,
  { setCode, setVersion }: Which,
  say: (key: string) => string = (key) => key,
): Promise<QuestionSet> {
  const own = ownSet(say, setCode)
  if (own) return own
  const found = await findSet(tx, setCode, setVersion)
  if (!found) throw new Refusal('not-found', ['no-such-set'])
  return found
}
