/** How the four proofs stand (coalition-access.md 3.1, A to D). */
import type { Kind, Proof, Standing, Stands } from '../model.ts'

/** What is looked at. */
export interface Shown {
  readonly kind: Kind
  readonly officialWay: string | null
  readonly documentSha256: string | null
  readonly documentFailure: string | null
  readonly documentChangedAt: string | null
  readonly mailboxConfirmedAt: string | null
  readonly signerConfirmedAt: string | null
}

/** A domain that is looked at. */
export interface DomainShown {
  readonly passedAt: string | null
  readonly reason: string | null
  readonly flaggedAt: string | null
}

function domainStands(domains: readonly DomainShown[]): Stands {
  if (domains.length === 0) return 'waits'
  if (domains.some(({ flaggedAt }) => flaggedAt !== null)) return 'failed'
  if (domains.every(({ passedAt }) => passedAt !== null)) return 'stands'
  return domains.some(({ reason }) => reason !== null) ? 'failed' : 'waits'
}

function documentStands(it: Shown): Stands {
  if (it.documentChangedAt !== null) return 'failed'
  if (it.documentSha256 !== null) return 'stands'
  return it.documentFailure === null ? 'waits' : 'failed'
}

/**
 * Which proofs are needed: all four to join; domain and decision to withdraw, and officialness as well when the domain
 * was never proved; to affirm again, whoever may speak for the city is known anew.
 */
export function neededFor(kind: Kind, provedBefore: boolean): readonly Proof[] {
  if (kind === 'join' || !provedBefore) return ['domain', 'official', 'authority', 'contacts']
  return kind === 'withdraw' ? ['domain', 'authority'] : ['domain', 'authority', 'contacts']
}

/** How the needed proofs stand. */
export function standingOf(
  it: Shown,
  domains: readonly DomainShown[],
  provedBefore: boolean,
): Standing {
  const contacts = it.mailboxConfirmedAt !== null && it.signerConfirmedAt !== null
  const all: Record<Proof, Stands> = {
    domain: domainStands(domains),
    official: it.officialWay === null ? 'waits' : 'stands',
    authority: documentStands(it),
    contacts: contacts ? 'stands' : 'waits',
  }
  return Object.fromEntries(neededFor(it.kind, provedBefore).map((one) => [one, all[one]]))
}

/** Whether everything stands that the machine and the city's two people see to; officialness is for reviewers. */
export function readyForReview(standing: Standing): boolean {
  return Object.entries(standing).every(([proof, one]) => proof === 'official' || one === 'stands')
}
