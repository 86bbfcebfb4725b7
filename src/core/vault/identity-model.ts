import type { Assurance } from '#core/people'
import type { Identifying, Residency } from './residence-model.ts'
import type { CameIn } from './ways-model.ts'

/** An account of another service with which somebody signs in here. */
export interface IdentityFacts {
  readonly identity: string
  /** Name of the provider, as the city's configuration has it. */
  readonly provider: string
  /** The highest level it ever showed. */
  readonly assurance: Assurance
  readonly addedAt: string
  readonly usedAt: string
  /** When its claims last proved that the person lives here; null when they never did. */
  readonly residentAt: string | null
}

/** Who came from a provider. Of `subject` only a keyed hash is kept, of `called` nothing beyond these minutes. */
export interface Arrival {
  readonly provider: string
  readonly issuer: string
  readonly subject: string
  readonly assurance: Assurance
  /** When they last showed there who they are; null when the provider does not tell. */
  readonly provedAt: string | null
  /** Did its claims prove that the person lives here? */
  readonly resident: boolean
  /** An address that the provider vouches for; kept for letters about the account when one is opened. */
  readonly email: string | null
  /** How the provider calls the person, so that they see which account of theirs it is. */
  readonly called: string | null
  /** Whom and what its claims prove, for somebody who left to prove where they live. */
  readonly claim?: { readonly who: Identifying; readonly residency: Residency } | null
  /** Keyed hash of a secret of the browser: nobody else goes on from here. */
  readonly browser: string
  /** Who was signed in when they left for the provider. */
  readonly peopleRef: string | null
  readonly now: string
}

interface Held {
  readonly arrival: string
  readonly browser: string
  readonly now: string
}

/** Ways to sign in that belong to others. */
export interface Identities {
  /** Somebody came back from a provider; gives the secret with which they go on. */
  arrive(arrived: Arrival): Promise<{ readonly arrival: string }>
  /** What the person may know of it; null when it is over, or another browser's. */
  arrivedWith(asked: Held): Promise<{
    readonly provider: string
    readonly called: string | null
    readonly hasAddress: boolean
  } | null>
  /** Signs in whoever the identity belongs to. `unknown`: to nobody yet, and the arrival is still good. */
  enterArrival(
    asked: Held & { readonly peopleRef: string | null },
  ): Promise<CameIn | { readonly unknown: true } | { readonly stranger: true }>
  /** A new account for somebody nobody here knew. */
  openArrival(asked: Held & { readonly language: string }): Promise<CameIn>
  /** Adds the identity to the account of who is signed in, and was when they left. */
  addArrival(
    asked: Held & { readonly peopleRef: string },
  ): Promise<'added' | 'others' | 'over' | 'too-many'>
  /** Takes one away; never the last way to sign in. */
  removeIdentity(asked: {
    readonly peopleRef: string
    readonly identity: string
    readonly now: string
  }): Promise<'removed' | 'last' | 'none'>
}
