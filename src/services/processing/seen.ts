/** What a form showed of some answers, so that nobody writes over what somebody else wrote since. */
import { createHash } from 'node:crypto'

/** Fingerprint of the answers to these questions. */
export function seenOf(answers: Readonly<Record<string, string>>, ids: readonly string[]): string {
  const said = ids.flatMap((id) => (answers[id] ? [[id, answers[id]]] : []))
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
