import type { Work } from '#core/actions'
import { requireProof } from '#core/people'

/**
 * Whoever has a stronger way to sign in changes the ways with it, and not with the password alone: otherwise
 * a stolen password would be enough to add one's own passkey (NIST SP 800-63B 6.1.2).
 */
export async function requireStrength({
  accounts,
  by,
  now,
}: {
  readonly accounts: Pick<Work<unknown>['accounts'], 'waysOf'>
  readonly by: Pick<Work<unknown>['by'], 'person'>
  readonly now: string
}): Promise<void> {
  const ways = await accounts.waysOf(by.person?.ref ?? '')
  const sure = ways.identities.some(({ assurance }) => assurance !== 'low')
  const strong = sure || ways.passkeys.length > 0 || ways.generatorSince !== null
  if (strong) requireProof({ assurance: 'substantial' }, by.person, now)
}
