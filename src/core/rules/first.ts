/** Which rule of a list decides a case. */
import type { Case, Condition, Rule, Value } from './model.ts'

/** What a list of rules says of a case; a value no rule can compare is said, never passed over. */
export type Fired =
  | { readonly is: 'rule'; readonly rule: Rule }
  | { readonly is: 'nothing' }
  | { readonly is: 'broken'; readonly rule: Rule; readonly field: string }

class Incomparable extends Error {
  readonly field: string

  constructor(field: string) {
    super(field)
    this.field = field
  }
}

const ORDERED: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

type Leaf = Exclude<Condition, { any: unknown } | { all: unknown } | { not: unknown }>

/** What was not said is neither like nor unlike anything: such a comparison does not hold. */
function compares(leaf: Leaf, given: Case): boolean {
  const value = given[leaf.field]
  if (value === null || value === undefined) return false
  if (leaf.is === 'has') {
    if (!Array.isArray(value)) throw new Incomparable(leaf.field)
    return value.includes(leaf.value)
  }
  if (typeof value !== 'string' && typeof value !== 'number') throw new Incomparable(leaf.field)
  const others = leaf.is === 'in' ? leaf.values : [leaf.value]
  if (others.some((one) => typeof one !== typeof value)) throw new Incomparable(leaf.field)
  if (leaf.is === 'in') return leaf.values.includes(value)
  return ORDERED[leaf.is]?.(value, leaf.value) ?? false
}

function holds(when: Condition, given: Case): boolean {
  if ('any' in when) return when.any.some((one) => holds(one, given))
  if ('all' in when) return when.all.every((one) => holds(one, given))
  if ('not' in when) return !holds(when.not, given)
  return compares(when, given)
}

/** Whether one rule holds for a case; `broken` names the field that cannot be compared. */
export function matches(rule: Rule, given: Case): boolean | { readonly broken: string } {
  try {
    return holds(rule.when, given)
  } catch (failure) {
    if (failure instanceof Incomparable) return { broken: failure.field }
    throw failure
  }
}

/** The first rule that holds. A rule that breaks ends the search: those after it were not meant to decide. */
export function firstOf(rules: readonly Rule[], given: Case): Fired {
  for (const rule of rules) {
    const is = matches(rule, given)
    if (is === true) return { is: 'rule', rule }
    if (is !== false) return { is: 'broken', rule, field: is.broken }
  }
  return { is: 'nothing' }
}
