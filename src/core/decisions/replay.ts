/** What a version would have decided from facts: those kept with a decision, or the same case by other rules. */
import type { Json } from '#core/kernel'
import { type Decision, type Verdict, versionsOf } from './decision.ts'

/**
 * What this version would have decided; undefined where it cannot be told: its code is not held, or it finds in these
 * facts not what it needs. Nothing is kept, and nobody is told.
 */
export function replayed<Facts, Outcome extends string>(
  decision: Decision<Facts, Outcome>,
  version: number,
  facts: Facts | Json,
): Verdict<Outcome> | undefined {
  const one = versionsOf(decision).find((each) => each.version === version)
  if (!one || typeof facts !== 'object' || facts === null || Array.isArray(facts)) return undefined
  const missing = new Set<string>()
  const asked = new Proxy(facts, {
    get(held, key) {
      if (typeof key === 'string' && !(key in held)) missing.add(key)
      return Reflect.get(held, key)
    },
  })
  try {
    // @NOTE facts as another version kept them: what it asks for and does not find makes the replay worthless.
    const verdict = one.decide(asked as Facts)
    return missing.size > 0 || !verdict.outcome ? undefined : verdict
  } catch {
    return undefined
  }
}
