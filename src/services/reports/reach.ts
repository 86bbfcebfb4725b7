/** Whose reports an official may work on: those of the own units, or all. */
import type { By } from '#core/actions'
import { unitsOf } from '#core/people'

/** Where somebody holds this permission: units, or 'all' for a post that is not limited and for the operator. */
export function reachOf(by: By, permission = 'reports.read'): readonly string[] | 'all' {
  return by.actor.kind === 'system' ? 'all' : unitsOf(by.person, permission)
}
