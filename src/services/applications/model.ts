/** Applications that may sign residents in, and what residents let them have. */
import { z } from 'zod'

/** What the city can hand over of somebody, each for a scope of its own (OpenID Connect Core 5.4). */
export const CLAIMS = ['email', 'name', 'over16', 'resident', 'district'] as const
export type Claim = (typeof CLAIMS)[number]

/** By which scope an application asks for a claim. */
export const SCOPES: Readonly<Record<Claim, string>> = {
  email: 'email',
  name: 'profile',
  over16: 'age',
  resident: 'resident',
  district: 'district',
}

/** The scope with which an application goes on asking while the resident is away (OpenID Connect Core 11). */
export const STAYING = 'offline_access'

/** Words in one or several languages of the city. */
const words = z.record(z.string(), z.string())

const need = z.object({ claim: z.enum(CLAIMS), must: z.boolean(), reason: words })
export type Need = z.infer<typeof need>

/** What is registered of an application. */
export const factsShape = z.object({
  name: words,
  purpose: words,
  /** `confidential` keeps a secret on a server of its own; `public` runs in a browser or a telephone and cannot. */
  kind: z.enum(['confidential', 'public']),
  /** Where a resident is sent back to; all on one host. */
  returns: z.array(z.string()),
  /** Where a resident may be sent after signing out. */
  afterwards: z.array(z.string()),
  needs: z.array(need),
  /** Goes on asking while the resident is away. */
  stays: z.boolean(),
  /** A role mailbox. */
  contact: z.string(),
})
export type Facts = z.infer<typeof factsShape>

export interface Application {
  readonly id: string
  readonly state: 'proposed' | 'standing' | 'ended'
  readonly facts: Facts | null
  readonly proposed: Facts | null
  readonly proposedBy: string | null
  readonly hasSecret: boolean
  readonly since: string
}

/** An application that holds: what it may do is decided by two. */
export interface Standing extends Application {
  readonly state: 'standing'
  readonly facts: Facts
}

/** A resident lets an application sign them in. */
export interface Connection {
  readonly id: string
  readonly application: string
  readonly ref: string
  /** Scopes that were agreed to, and those that were not. */
  readonly allowed: readonly string[]
  readonly refused: readonly string[]
  readonly since: string
}

/** What an application asks at a sign-in. */
export const askedShape = z.object({
  application: z.string(),
  scopes: z.array(z.string()),
  /** How sure the city has to be; `low` when nothing is said. */
  assurance: z.enum(['low', 'substantial', 'high']),
  /** Seconds since the resident proved who they are, at most. */
  age: z.number().nullable(),
  /** They have to prove it again, whenever it was. */
  again: z.boolean(),
  /** They have to be asked, whatever they agreed to before. */
  anew: z.boolean(),
  begun: z.string(),
})
export type Asked = z.infer<typeof askedShape>

/** Words in the reader's language; else in the first there are. */
export function inLanguage(all: Readonly<Record<string, string>>, language: string): string {
  return all[language] ?? all['en'] ?? Object.values(all)[0] ?? ''
}

/** Every scope an application may ask for. */
export function scopesOf({ needs, stays }: Pick<Facts, 'needs' | 'stays'>): string[] {
  return ['openid', ...needs.map(({ claim }) => SCOPES[claim]), ...(stays ? [STAYING] : [])]
}

/** Which claims these scopes stand for. */
export function claimsIn(scopes: readonly string[]): Claim[] {
  return CLAIMS.filter((claim) => scopes.includes(SCOPES[claim]))
}

/** What is asked and was neither agreed to nor refused before. */
export function unanswered({ scopes, anew }: Asked, connection: Connection | undefined): string[] {
  if (anew || !connection) return [...scopes]
  const known = new Set([...connection.allowed, ...connection.refused])
  return scopes.filter((scope) => !known.has(scope))
}

/** Only https; on this machine also http, for trials (RFC 8252 section 8.3). */
function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(hostname))
  )
}

/** An address a resident may be sent to: without credentials, fragment or wildcard (RFC 9700 section 2.1). */
export function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && isSafe(url) && !url.username && !url.hash && !text.includes('*')
}

/** All on one host: who is known there by one name is known by one name (OpenID Connect Core 8.1). */
export function onOneHost(addresses: readonly string[]): boolean {
  return new Set(addresses.map((one) => URL.parse(one)?.host)).size === 1
}
