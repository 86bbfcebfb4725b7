/** How sure the city is that it is really this person who acts (Regulation (EU) 910/2014 art. 8). */
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Person } from './person.ts'

/** The levels of art. 8, the weakest first. */
export const ASSURANCES = ['low', 'substantial', 'high'] as const
export type Assurance = (typeof ASSURANCES)[number]

/** What somebody showed to sign in. */
export const PROOFS = [
  'password',
  'mail',
  'passkey',
  'generator',
  'printed',
  'desk',
  'provider',
] as const
export type Proof = (typeof PROOFS)[number]

export const assuranceShape = z.enum(ASSURANCES)
export const proofShape = z.enum(PROOFS)

/** What an act or a page asks for beyond being signed in. */
export interface Demand {
  /** At least this sure. */
  readonly assurance?: Assurance
  /** Shown again within the last minutes, so that a browser left open is not enough. */
  readonly fresh?: boolean
  /**
   * What a mandate has to let somebody do who acts for another; `own`: it stays their own meanwhile, such as signing
   * out. Absent: nobody does it for another.
   */
  readonly onBehalf?: string
}

/** Minutes for which a proof counts as fresh. */
export const FRESH_MINUTES = 10

/** Milliseconds by which the clocks of two machines of a city may differ. */
const SKEW = 30_000

/** How sure these proofs make the city: two that differ in kind, or one that joins two (NIST SP 800-63B 2.2). */
export function assuranceOf(how: readonly Proof[], mailIsSecond: boolean): Assurance {
  const has = (...wanted: Proof[]) => wanted.some((proof) => how.includes(proof))
  if (has('passkey', 'desk')) return 'substantial'
  if (has('password', 'mail', 'provider') && has('generator', 'printed')) return 'substantial'
  return mailIsSecond && has('password') && has('mail') ? 'substantial' : 'low'
}

/** The stronger of two levels. */
export function strongest(one: Assurance, other: Assurance): Assurance {
  return ASSURANCES.indexOf(one) > ASSURANCES.indexOf(other) ? one : other
}

type Shown = Pick<Person, 'assurance' | 'provedAt'>

/** Why what was shown is not enough: null when it is. */
export function missingProof(demand: Demand, person: Shown, now: string): string | null {
  const { assurance = 'low', fresh = false } = demand
  if (strongest(assurance, person.assurance) !== person.assurance)
    return `people.prove-more-${assurance}`
  const age = Date.parse(now) - Date.parse(person.provedAt)
  const isFresh = age >= -SKEW && age <= FRESH_MINUTES * 60_000
  return fresh && !isFresh ? 'people.prove-again' : null
}

/** Refuses until enough was shown; whoever is asked comes back to where they were (RFC 9470). */
export function requireProof(demand: Demand, person: Person | null, now: string): void {
  if (!person) return
  const missing = missingProof(demand, person, now)
  if (missing) throw new Refusal('sign-in', [missing])
}

/** True when the refusal asks somebody who is signed in to show more. */
export function asksForProof(refusal: Refusal): boolean {
  return refusal.reasons.some(({ code }) => code.startsWith('people.prove-'))
}
