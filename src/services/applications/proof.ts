/** What a resident has still to show before an application learns anything (OpenID Connect Core 3.1.2.1). */
import { type Person, strongest } from '#core/people'
import type { Asked } from './model.ts'

/** `more`: a stronger way; `again`: once more; `impossible`: nobody can show it here yet. */
export type Missing = 'more' | 'again' | 'impossible' | null

/** What is missing of a person for this sign-in. */
export function missingFor(
  asked: Asked,
  person: Pick<Person, 'assurance' | 'provedAt'>,
  now: string,
): Missing {
  if (strongest(asked.assurance, person.assurance) !== person.assurance)
    return asked.assurance === 'high' ? 'impossible' : 'more'
  const age = (Date.parse(now) - Date.parse(person.provedAt)) / 1000
  if (asked.age !== null && age > asked.age) return 'again'
  return asked.again && person.provedAt < asked.begun ? 'again' : null
}
