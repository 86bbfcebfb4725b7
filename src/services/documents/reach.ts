/** Whose documents an official may withdraw: those that their own units gave, or all. */
import type { By } from '#core/actions'
import { unitsOf } from '#core/people'

/** Where somebody may give documents: units, or 'all' for a post that is not limited and for the operator. */
export function reachOf(by: By): readonly string[] | 'all' {
  return by.actor.kind === 'system' ? 'all' : unitsOf(by.person, 'documents.issue')
}
