import type { Assurance } from '#core/people'
import type { Told, Wait } from './account-model.ts'
import type { IdentityFacts } from './identity-model.ts'

/** What was shown at the door of an account. */
export type ShownThere =
  | 'password'
  | 'mail'
  | 'passkey'
  | 'generator'
  | 'printed'
  | 'desk'
  | 'provider'

/** Somebody came in, or has still to show the second half. */
export type CameIn =
  | {
      readonly peopleRef: string
      readonly how: readonly ShownThere[]
      /** How sure a provider was; absent where no provider vouches. */
      readonly assurance?: Assurance
      /** When they showed it to the provider; null when it does not tell, absent where it was here and now. */
      readonly provedAt?: string | null
    }
  | { readonly second: string; readonly whose: string }
  | { readonly wrong: true }
  | Wait

/** The city on the web, as a browser binds a passkey to it (WebAuthn 5.1.2). */
export interface Site {
  readonly id: string
  readonly origin: string
  readonly name: string
}

/** One passkey, as its owner sees it. */
export interface PasskeyFacts {
  readonly passkey: string
  readonly name: string
  readonly madeAt: string
  readonly usedAt: string | null
  /** Copied to other devices by whoever made the device; otherwise it is in one device alone. */
  readonly synced: boolean
}

/** With what somebody can sign in beside the password. */
export interface WaysFacts {
  readonly passkeys: readonly PasskeyFacts[]
  /** Since when a code generator is in use. */
  readonly generatorSince: string | null
  readonly printedLeft: number
  /** Accounts of other services. */
  readonly identities: readonly IdentityFacts[]
  readonly hasPassword: boolean
  /** Without an address there are no letters about the account, and none that lets one in. */
  readonly hasAddress: boolean
}

/** What a browser's `navigator.credentials` is given and gives back, as plain JSON (WebAuthn 5.1.8). */
export type BrowserJson = Readonly<Record<string, unknown>>

interface Own {
  readonly peopleRef: string
  readonly now: string
}

/** Ways to sign in beside the password. */
export interface Ways {
  waysOf(peopleRef: string): Promise<WaysFacts>
  /** What to ask a browser for, to make a passkey for this person. */
  askNewPasskey(asked: Own & { readonly site: Site }): Promise<BrowserJson>
  addPasskey(
    asked: Own & { readonly site: Site; readonly response: BrowserJson; readonly name: string },
  ): Promise<{ readonly passkey: string } | { readonly wrong: true }>
  /** What to ask a browser for, to sign in with whichever passkey it has. */
  askPasskey(asked: { readonly site: Site; readonly now: string }): Promise<BrowserJson>
  checkPasskey(asked: {
    readonly site: Site
    readonly response: BrowserJson
    readonly address: string
    readonly now: string
  }): Promise<CameIn>
  /** False when there is no such passkey of this person. */
  renamePasskey(asked: Own & { readonly passkey: string; readonly name: string }): Promise<boolean>
  removePasskey(asked: Own & { readonly passkey: string }): Promise<'removed' | 'last' | 'none'>
  /** A new secret for a code generator (RFC 6238); it counts once a code of it was entered. */
  offerGenerator(asked: Own): Promise<{ readonly secret: string } | { readonly taken: true }>
  /** The secret that waits for its first code; null when none does. */
  offeredGenerator(asked: Own): Promise<{ readonly secret: string } | null>
  /** With the first code. From now on it is asked for, and printed codes stand in for it. */
  takeGenerator(asked: Own & { readonly code: string }): Promise<boolean>
  /** Ends the generator and the printed codes with it. */
  endGenerator(asked: Own): Promise<boolean>
  /** New printed codes; the old ones are void. False without a generator. */
  printCodes(asked: Own): Promise<boolean>
  /** The codes, for ten minutes after they were made; never again after that. */
  printedCodes(asked: Own): Promise<readonly string[]>
  /** The second half of a sign-in: a code of the generator, or a printed one. */
  checkSecond(asked: {
    readonly second: string
    readonly code: string
    readonly address: string
    readonly now: string
  }): Promise<CameIn>
  /** The password of somebody who is signed in already. */
  checkOwn(asked: Own & { readonly password: string; readonly address: string }): Promise<CameIn>
  /** A letter with a code to the address of somebody who is signed in already. */
  sendOwnCode(
    asked: Own & { readonly address: string },
  ): Promise<{ readonly letter: string } | Wait>
  /** Asks for a letter to somebody that something about their account has happened. */
  tell(asked: Own & { readonly kind: Told }): Promise<{ letter: string }>
}
