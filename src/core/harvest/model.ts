/** Asking for a document of another city: what may be asked, and everything that can come of it. */
import type { TextsSeen } from './dns/texts.ts'

/** Why no document came. Each has a sentence in every language. */
export const failures = [
  'address-forbidden',
  'bad-address',
  'bad-answer',
  'cannot-connect',
  'domain-not-declared',
  'headers-too-large',
  'no-such-name',
  'not-https',
  'stopped',
  'tls-failed',
  'too-large',
  'too-many-redirects',
  'too-slow',
] as const
export type Failure = (typeof failures)[number]

/** One document that is asked for. */
export interface Wanted {
  readonly url: string
  /** Bytes it may have, on the wire and unpacked. */
  readonly mostBytes: number
  /** Media types that are welcome. */
  readonly accept?: string
  /** What the server said of the copy that is known: unchanged ones are not sent again (RFC 9110 13). */
  readonly known?: { readonly etag?: string | undefined; readonly modified?: string | undefined }
  /** Only whether it answers: the body is not read. */
  readonly onlyHead?: boolean
}

/** A document that came. */
export interface Came {
  readonly outcome: 'came'
  readonly status: number
  /** Where it came from after redirects. */
  readonly url: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly etag: string | undefined
  readonly modified: string | undefined
}

/** What came of asking. */
export type Answer =
  | Came
  | { readonly outcome: 'unchanged'; readonly url: string }
  | { readonly outcome: 'failed'; readonly failure: Failure; readonly url: string }

/** The limits of a harvest (coalition-access.md 3.3). */
export interface HarvestLimits {
  readonly connectSeconds: number
  readonly totalSeconds: number
  /** For everything a city is asked through one door. */
  readonly citySeconds: number
  readonly redirects: number
  /** Requests at once per city. */
  readonly atOnce: number
  readonly headerBytes: number
  /** Documents above one megabyte that may be in memory at once, over all cities. */
  readonly largeAtOnce: number
  /** Time of one try to ask a name server. */
  readonly nameSeconds: number
}

export const HARVEST_LIMITS: HarvestLimits = {
  connectSeconds: 20,
  totalSeconds: 120,
  citySeconds: 600,
  redirects: 3,
  atOnce: 2,
  headerBytes: 16 * 1024,
  largeAtOnce: 2,
  nameSeconds: 3,
}

/** Finds the addresses of a name; an empty list when there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** How a city asks others. */
export interface HarvestSettings {
  readonly resolve: Resolve
  /** Who asks, with a contact: the user agent. */
  readonly agent: string
  /** Also http and the loopback, for trials on one machine. Never in a real city. */
  readonly allowLoopback?: boolean
  readonly limits?: Partial<HarvestLimits>
  /** Name servers to ask for proofs, two of them; those of the machine when empty. */
  readonly nameServers?: readonly string[]
}

/** Asks for documents of one city, at most two at once. */
export interface CityDoor {
  ask(wanted: Wanted, signal?: AbortSignal): Promise<Answer>
  /** Further domains that redirects may lead to: those of the city's declared links. */
  declare(domains: readonly string[]): void
}

/** Opens the door of a city by its official domains. */
export interface Harvester {
  /** The TXT records of a name below an official domain, as several name servers tell them. */
  texts(
    it: { readonly name: string; readonly domain: string },
    signal?: AbortSignal,
  ): Promise<readonly TextsSeen[]>
  city(domains: readonly string[]): CityDoor
  /** Where a domain is on the web: https, and in trials http for names of this machine. */
  origin(domain: string): string
}
