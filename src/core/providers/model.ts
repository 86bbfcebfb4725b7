/** Signing in with the account of somebody else: what a provider is, and what it tells (OpenID Connect Core 1.0). */
import type { Assurance } from '#core/people'

/** How the city shows a provider that it is the city (OpenID Connect Core 9). */
type Authentication = 'secret' | 'secret-post' | 'private-key'

/** A service that knows people and says who they are. */
export interface ProviderSpec {
  /** One word, as it stands in addresses: `cie`. */
  readonly name: string
  /** Its address, character by character as it writes it into its tokens. */
  readonly issuer: string
  /** By what name it knows the city. */
  readonly client: string
  readonly authentication: Authentication
  /** Under which name the provider has the city's public key, where it has several. */
  readonly keyId?: string | undefined
  readonly scopes: readonly string[]
  /** Claims that are asked for beyond those that say who it is, such as `email` or `address.locality`. */
  readonly claims: readonly string[]
  /** What each of its `acr` values is worth here (Regulation (EU) 910/2014 art. 8). */
  readonly levels: Readonly<Record<string, Assurance>>
  readonly prompt?: 'login' | 'consent' | 'select_account' | undefined
}

/** What the city asks of the person's visit there. */
export interface Wish {
  /** At least this sure. */
  readonly least: Assurance
  /** They show again who they are, even if they are signed in there. */
  readonly fresh: boolean
}

/** One visit there: what proves that an answer belongs to this question. Only the browser can bring it back. */
export interface Visit extends Wish {
  readonly provider: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
  readonly since: string
}

/** Who came back, as the provider tells it: checked, and for this moment only. */
export interface Identity {
  readonly provider: string
  readonly issuer: string
  /** Meaningless outside, and another for every city where the provider is careful (pairwise). */
  readonly subject: string
  readonly assurance: Assurance
  /** When they last showed there who they are; null when the provider does not tell. */
  readonly provedAt: string | null
  /** Everything it told. What no declared purpose asks for is dropped with this object. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Why nobody came back.  */
export type Wrong =
  /** It does not answer, or not in time. */
  | 'down'
  /** The person said no there. */
  | 'declined'
  /** Its answer does not stand up to the checks: another's, forged, old, or used before. */
  | 'not-believed'
  /** It is less sure than was asked for. */
  | 'less'
  /** They were not asked again who they are. */
  | 'old'

/** The providers of a city. Nothing here throws for what a provider does. */
export interface Providers {
  /** Where to send the browser, and what it has to bring back. */
  depart(
    provider: string,
    wish: Wish,
  ): Promise<{ readonly to: string; readonly visit: Visit } | { readonly wrong: Wrong }>
  /** Reads what the browser brought: `back` is the whole address it came to. */
  arrive(visit: Visit, back: string): Promise<Identity | { readonly wrong: Wrong }>
  /** Where to sign out there as well (RP-Initiated Logout 1.0); null where it offers none, or is away. */
  leave(provider: string): Promise<string | null>
}
