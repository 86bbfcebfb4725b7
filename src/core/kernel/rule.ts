import { Refusal } from './refusal.ts'

/**
 * A civic rule as it is written down: who may do what, by which law, and every reason to say no.
 */
export interface RuleSpec<Facts> {
  /** `service.mayDoSomething`: pages show the sentence with the key `<service>.rule.<rest>`. */
  readonly name: string
  /** The rule in English prose, for documents and tests. */
  readonly says: string
  /** The law or ordinance it comes from, with its article. */
  readonly law: string
  /** Reason code → whether it applies; a code and its predicate say the same thing. */
  readonly refuseWhen: Readonly<Record<string, (facts: Facts) => boolean>>
}

/** A rule that can be asked. It is pure: the same facts always give the same reasons. */
export interface Rule<Facts> extends RuleSpec<Facts> {
  /** Every reason that applies, in the order of the article; an empty list means yes. */
  reasons(facts: Facts): string[]
  /** Throws a `Refusal` of kind `refused` that names every reason. */
  require(facts: Facts): void
}

/** Writes down a civic rule, so that it can be read like its article and asked like a function. */
export function rule<Facts>(spec: RuleSpec<Facts>): Rule<Facts> {
  const conditions = Object.entries(spec.refuseWhen)
  const reasons = (facts: Facts) =>
    conditions.filter(([, applies]) => applies(facts)).map(([reason]) => reason)
  return {
    ...spec,
    reasons,
    require(facts) {
      const found = reasons(facts)
      if (found.length > 0) throw new Refusal('refused', found, { detail: { rule: spec.name } })
    },
  }
}
