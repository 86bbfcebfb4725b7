import type { Identities } from './identity-model.ts'
import type { Personal } from './personal.ts'
import type { Recoveries } from './recovery-model.ts'
import type { CameIn, Ways } from './ways-model.ts'

/** What letters the vault prepares for the owner of an account. */
export type LetterKind = 'confirm' | 'sign-in' | 'reset' | Told

/** Letters without a secret: somebody signed in, ways to sign in changed, a desk was asked for help. */
export type Told = 'entered' | 'changed' | 'recovery'

/**
 * Somebody at the door of an account. The answers are the same whether or not the account exists.
 */
export interface Knock {
  readonly email: string
  /** Keyed hash of the network address. */
  readonly address: string
  readonly now: string
}

/** Too many attempts: seconds until the next one counts. */
export interface Wait {
  readonly wait: number
}

/**
 * A letter ready to go out: to whom, in which language, and the secret it carries. Log none of it.
 */
export interface AccountLetter {
  readonly to: Personal<string, 'account.letters'>
  readonly kind: LetterKind
  readonly language: string
  /**
   * Six digits, or a long token for a new password. Asking again makes a new one and voids this.
   */
  readonly secret: string
  readonly until: string
}

/** What the owner of an account may know of it. */
export interface AccountFacts {
  readonly since: string
  readonly language: string
  /** True once a letter to the address was answered. */
  readonly confirmed: boolean
}

/** Accounts: the vault alone knows e-mail addresses and passwords. */
export interface Accounts extends Ways, Identities, Recoveries {
  /**
   * With the right password of an account that exists it gives that person, so it may be repeated.
   * Nobody signs in with a password until a letter was answered, or `confirmed` says that the city
   * vouches for the address.
   */
  open(
    knock: Knock & {
      readonly password: string
      readonly language: string
      readonly confirmed?: boolean
    },
  ): Promise<{ readonly peopleRef: string } | { readonly exists: true } | Wait>
  check(knock: Knock & { readonly password: string }): Promise<CameIn>
  /**
   * Asks for a letter; a job then takes it with `letter`. Nobody learns whether there is an
   * account.
   */
  sendCode(
    knock: Knock & { readonly kind: Exclude<LetterKind, Told> },
  ): Promise<{ readonly letter: string } | Wait>
  /**
   * For the job that sends: null when there is no such account or the letter is no longer wanted.
   */
  letter(letter: string, now: string): Promise<AccountLetter | null>
  /** Six digits, good for ten minutes, five tries and one success. */
  checkCode(asked: {
    readonly letter: string
    readonly code: string
    readonly address: string
    readonly now: string
  }): Promise<CameIn>
  /** With the token of a `reset` letter. */
  setPassword(asked: {
    readonly token: string
    readonly password: string
    readonly address: string
    readonly now: string
  }): Promise<CameIn>
  setLanguage(peopleRef: string, language: string): Promise<void>
  /** The letter about a reading in an emergency; null when there is nobody to write to. */
  notice(
    access: string,
    now: string,
  ): Promise<{ readonly to: Personal<string, 'account.notices'>; readonly language: string } | null>
  facts(peopleRef: string): Promise<AccountFacts | null>
}
