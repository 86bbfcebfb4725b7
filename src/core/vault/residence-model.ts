/** What the service `residence` may ask of the vault (privacy-record.md 5). */
import type { Wait } from './account-model.ts'

/** By which somebody is told apart from everybody else: never kept, only hashed under a key. */
export interface Identifying {
  readonly name: string
  readonly birthDate: string
}

/** One person of the register, as it is asked for and as it is taken in. */
export interface Registered extends Identifying {
  readonly postcode: string
  /** The person's number in the register, which makes the hash hard to guess. */
  readonly number: string
}

/** What is left of a proof. */
export interface Residency {
  /** The last day but one on which it counts. */
  readonly until: string
  readonly district: string
  /** The day somebody turns sixteen; for whoever is, the day of the proof. */
  readonly over16From: string
}

/**
 * `held`: proved for this account; `freed` names the account that had it before. `taken`: another account is
 * this person's. `other`: this account is somebody else's.
 */
export type Attested =
  | { readonly held: true; readonly freed?: string }
  | { readonly taken: true }
  | { readonly other: true }

/** What tells two people of one name and birthday apart: of whichever it is, only a keyed hash is kept. */
export const THIRD_FACTS = ['personal-number', 'birth-place'] as const
export type ThirdFact = (typeof THIRD_FACTS)[number]

/**
 * Why nobody is told apart: `other`, the account is somebody else's; `nobody`, there is no namesake; `same`, the
 * namesake is this same person; or the kind of fact by which the namesake is told apart already.
 */
export type NotApart = 'other' | 'nobody' | 'same' | ThirdFact

/**
 * `held`: proved; `freed` names accounts that lost their proof. `kept`: it was proved, and is told apart now.
 * `waits`: until then `first` may show their own fact. `same`: it was the same person all along.
 */
export type ToldApart =
  | {
      readonly state: 'held'
      /** `same`: an account of this very person; else one whose person showed no fact in time. */
      readonly freed: readonly { readonly ref: string; readonly same: boolean }[]
    }
  | { readonly state: 'kept' }
  | { readonly state: 'waits'; readonly until: string; readonly first: readonly string[] }
  | { readonly state: 'same' }

/** People of one name who were born on one day, told apart at the desk by two officials. */
export interface Namesakes {
  /** The first official types everything; nothing counts yet. */
  tellApart(asked: {
    readonly batch: string
    readonly ref: string
    readonly official: string
    readonly who: Identifying
    readonly kind: ThirdFact
    readonly fact: string
    readonly residency: Pick<Residency, 'district' | 'over16From'>
    readonly frees: boolean
    readonly at: string
  }): Promise<{ readonly no: NotApart | null }>
  /** Another official types the fact once more; a proof counts until the day named. */
  agreeApart(asked: {
    readonly batch: string
    readonly ref: string
    readonly official: string
    readonly fact: string
    readonly until: string
    readonly at: string
  }): Promise<ToldApart | { readonly no: 'not-asked' | 'own' | 'fact' }>
  /** Whose wait is over, or can be; what nobody agreed to for a day is forgotten. */
  apartDue(at: string): Promise<readonly string[]>
  settleApart(asked: {
    readonly batch: string
    readonly ref: string
    readonly until: string
    readonly at: string
  }): Promise<ToldApart>
}

/** Residence: attributes, one account per person, and the register as keyed hashes. */
export interface Residence extends Namesakes {
  /** Keeps the attributes in the batch of an action, if no other account is this person's. */
  attest(asked: {
    readonly batch: string
    readonly ref: string
    readonly who: Identifying
    readonly residency: Residency
    /** An official saw the person: an account that had the proof before loses it. */
    readonly frees: boolean
    readonly at: string
  }): Promise<Attested>
  /** What a provider said, once, to whoever left for it in this browser and came back; else null. */
  claimed(asked: {
    readonly ref: string
    readonly arrival: string
    readonly browser: string
    readonly now: string
  }): Promise<{ readonly who: Identifying; readonly residency: Residency } | null>
  /** The proof is over: attributes and hash are gone. */
  end(ref: string, why: 'request' | 'retention', at: string): Promise<void>
  /** What was asked for on the way is not needed any more. */
  forget(ref: string, at: string): Promise<void>
  /** Takes a portion of the register in; names a run. */
  takeRegister(asked: {
    readonly run: string
    readonly rows: readonly (Registered & { readonly district: string })[]
    readonly at: string
  }): Promise<void>
  /** Whoever was not in this run is not in the register any more. Says how many are. */
  finishRegister(run: string): Promise<number>
  /** Looks somebody up who knows all of it; tries are counted. */
  findInRegister(asked: {
    readonly ref: string
    readonly who: Registered
    readonly at: string
  }): Promise<{ readonly district: string; readonly over16From: string | null } | null | Wait>
  /** A number of half an hour by which a desk knows whose account stands before it. */
  deskNumber(ref: string, at: string): Promise<string>
  /** Whose it is; undefined when it is nobody's, or over. Tries are counted for the official. */
  atDesk(asked: {
    readonly number: string
    readonly official: string
    readonly at: string
  }): Promise<{ readonly ref: string } | null | Wait>
}
