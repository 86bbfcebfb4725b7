/** What an action may do beyond its transaction, as effects that vanish unless it commits. */
import type { Assurance, Proof } from '#core/people'
import type { Claim, Residence, TakenIn } from '#core/vault'

/** What somebody showed, and how sure that makes the city. */
export interface Shown {
  readonly how: readonly Proof[]
  readonly assurance: Assurance
  /** When it was shown, if not now: a provider tells when it last asked. */
  readonly provedAt?: string
}

/** Proof of residence, as part of an action: what is attested vanishes again unless it commits. */
export interface ResidenceDoor
  extends Omit<Residence, Attesting | 'settleApart' | 'apartDue'>, Pick<InBatch, Attesting> {}

type Attesting = 'attest' | 'tellApart' | 'agreeApart'
type InBatch = {
  readonly [Name in Attesting]: (
    asked: Omit<Parameters<Residence[Name]>[0], 'batch' | 'at'>,
  ) => ReturnType<Residence[Name]>
}

/** Signing in and out, as effects of an action. */
export interface SessionDoor {
  /**
   * A new session for the account; the web shell sets the cookie after the commit. True when the owner should be
   * told: somebody signed in with a browser not seen before.
   */
  start(peopleRef: string, shown: Shown): Promise<boolean>
  /** The same session under a new secret, after what it may do has changed. */
  renew(): Promise<void>
  /** Ends the session with this id; without one, the session of who acts. */
  end(session?: string): Promise<void>
  endAll(peopleRef: string): Promise<void>
}

/** Documents of people, as effects of an action. */
export interface OwnDocuments {
  /** Puts what the city itself made into the vault, where it waits to be claimed. */
  make(bytes: Uint8Array, of: Pick<TakenIn, 'name' | 'type'>): Promise<string>
  /** What was uploaded or made is this person's, unless this action does not commit. */
  claim(ref: string, claim: Claim): Promise<TakenIn & { bytes: number }>
  note(ref: string, of: { document: string; note: string; text: string }): Promise<void>
  /** The field of a document of this person; undefined when it is not theirs. */
  has(ref: string, document: string): Promise<string | undefined>
  /** Erases one for good, at once; says when the last copy of its key is gone. */
  forget(ref: string, document: string): Promise<string>
}
