/** Rules tried on cases that were: what each does, and what would become different. */
import { firstOf, matches } from './first.ts'
import type { Case, Rule } from './model.ts'

/** A case that was, with the unit that answers where no rule holds; null: a person at the central desk. */
export interface Past {
  readonly number: string
  readonly given: Case
  readonly otherwise: string | null
}

/** What one rule did on them. */
export interface Covered {
  readonly rule: Rule
  /** Cases it holds for, and those it decided: the others were decided by a rule before it. */
  readonly holds: number
  readonly decides: number
  readonly broken: number
  readonly finding: 'decides' | 'shadowed' | 'never'
}

export interface Coverage {
  readonly cases: number
  readonly rules: readonly Covered[]
  /** Cases that no rule decided: their category's unit answers. */
  readonly unmatched: number
}

/** What every rule of a list did on these cases. */
export function coverageOf(rules: readonly Rule[], cases: readonly Past[]): Coverage {
  const fired = cases.map(({ given }) => firstOf(rules, given))
  const covered = rules.map((rule): Covered => {
    const all = cases.map(({ given }) => matches(rule, given))
    const holds = all.filter((one) => one === true).length
    const decides = fired.filter((one) => one.is === 'rule' && one.rule === rule).length
    const broken = all.filter((one) => typeof one !== 'boolean').length
    const finding = decides > 0 ? 'decides' : holds > 0 ? 'shadowed' : 'never'
    return { rule, holds, decides, broken, finding }
  })
  const unmatched = fired.filter(({ is }) => is === 'nothing').length
  return { cases: cases.length, rules: covered, unmatched }
}

/** Where a case goes by a list of rules; null: to a person. */
export function unitBy(rules: readonly Rule[], { given, otherwise }: Past): string | null {
  const fired = firstOf(rules, given)
  if (fired.is === 'rule') return fired.rule.unit
  return fired.is === 'broken' ? null : otherwise
}

/** A case that other rules would send elsewhere. */
export interface Moved {
  readonly number: string
  readonly from: string | null
  readonly to: string | null
}

/** Which cases would go elsewhere by new rules. */
export function differences(
  before: readonly Rule[],
  after: readonly Rule[],
  cases: readonly Past[],
): Moved[] {
  return cases.flatMap((one) => {
    const [from, to] = [unitBy(before, one), unitBy(after, one)]
    return from === to ? [] : [{ number: one.number, from, to }]
  })
}
