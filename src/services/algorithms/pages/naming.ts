/** What a decision is about and what came out of it, in words instead of paths and codes. */
import type { CityFacts } from '#core/actions'
import type { Because } from '#core/decisions'
import { type About, aboutText, type Declared, namesIn, routesOf, valuesNamed } from '#core/pages'
import type { Say } from '#core/text'

/** What is needed to name things: this city, what it declares, and the reader's language. */
interface Naming {
  readonly city: CityFacts
  readonly declared: Pick<Declared, 'pages' | 'decisions'>
  readonly language: string
}

/** A case with the page it is about and the name of its outcome, where it has one. */
export interface Named {
  readonly about: string
  readonly outcome: string
  readonly page: About | null
  readonly outcomeName: string | null
}

/** The name of an outcome of a decision; `person`: it left the case to one; null where the code says it all. */
export function outcomesOf(it: Naming, name: string): (outcome: string) => string | null {
  const nameOf = namesIn(it)
  const known = it.declared.decisions.find((one) => one.name === name)
  return (outcome) => {
    if (outcome === known?.person) return 'person'
    const list = known?.names['outcome']
    return (list && nameOf(list, outcome)) ?? null
  }
}

/** The because of a decision, with the names of its codes instead of the codes. */
export function becauseOf(it: Naming, name: string): (because: Because) => Because {
  const lists = it.declared.decisions.find((one) => one.name === name)?.names ?? {}
  const told = valuesNamed(it, lists)
  return ({ key, values }) => ({ key, values: told(values) })
}

/** Puts words beside the paths and outcomes of cases. */
export function named<Case extends { about: string; outcome: string }>(
  it: Naming,
  name: string,
  cases: readonly Case[],
): (Case & Named)[] {
  const routeOf = routesOf(it.declared)
  const nameOf = outcomesOf(it, name)
  return cases.map((one) => ({
    ...one,
    page: routeOf(one.about),
    outcomeName: nameOf(one.outcome),
  }))
}

/** What a case is about, in words. */
export const caseText = ({ about, page }: Pick<Named, 'about' | 'page'>, say: Say): string =>
  aboutText({ subject: about, about: page }, say)

/** What came out, in words. */
export function outcomeText(outcome: string, name: string | null, say: Say): string {
  if (name === 'person') return say('algorithms.outcome.person')
  return name ?? outcome
}
