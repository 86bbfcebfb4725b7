/** What officials can do about the register of algorithms, for tests across services. */
import type { Action } from '#core/actions'
import type { Somebody } from '#test/city'
import algorithms from '#services/algorithms'
import routing from '#services/routing'

/** An action of the register by its verb. */
export function can(verb: string): Action<any, any, any> {
  const found = algorithms.actions.find(({ name }) => name === `algorithms.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} in the register of algorithms`)
  return found
}

/** An action of routing by its verb. */
export function canRoute(verb: string): Action<any, any, any> {
  const found = routing.actions.find(({ name }) => name === `routing.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} the rules of routing`)
  return found
}

/** A draft and an entry in review; addresses of the pages that no link leads to from where `everyPage` begins. */
export async function registered(author: Somebody): Promise<Record<string, string>> {
  const entry = JSON.stringify({ name: 'Scan car', goal: 'Finds cars that did not pay' })
  const given = { name: 'parking.scan-car', standard: 'nl-register', in: 'en', text: entry }
  await author.does(can('take-in'), given)
  const name = 'reports.route'
  await author.does(can('begin'), { name })
  await author.does(can('hand-in'), { name })
  return {
    'algorithms.algorithm': `/algorithms/${name}`,
    'algorithms.history': `/algorithms/${name}/history`,
    'algorithms.edit': '/algorithms/parking.scan-car/edit/about',
    'algorithms.review-page': `/algorithms/${name}/review`,
    'algorithms.affected-page': `/algorithms/${name}/affected`,
    'algorithms.versions': `/algorithms/${name}/versions`,
    'algorithms.replay': `/algorithms/${name}/replay`,
  }
}
