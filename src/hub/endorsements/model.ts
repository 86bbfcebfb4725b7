/** Where a city stands in the coalition (coalition-access.md 3.1). What comes before is the application's own story. */

/**
 * `historic`: said to be a member before there were proofs, and they are still missing. `on_hold`: confirmed by the
 * secretariat when a city neither reports nor answers. `ended`: merged or dissolved; its successor is named.
 */
export const memberships = ['historic', 'member', 'on_hold', 'withdrawn', 'ended'] as const
export type MembershipState = (typeof memberships)[number]
