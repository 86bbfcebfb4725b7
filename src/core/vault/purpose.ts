import type { Field } from './field.ts'
import type { Sink } from './personal.ts'

/** Whose data a purpose may reach: one's own, or that of a person with an open case. */
export type Scope = 'self' | 'case' | 'population' | 'aggregate'

/** Who may read: the person, the city's own jobs, or officials who hold the permission. */
export type ActorRule = 'self' | 'system' | `official:${string}`

/** Why personal data are read, by what right, by whom and until when (GDPR art. 30). */
export interface PurposeSpec<Id extends string = string, F extends Field = Field> {
  /** `service.purpose`; the part before the dot is the only service that may read for it. */
  readonly id: Id
  /** A changed purpose is a new version; the vault refuses the old number with other content. */
  readonly version: number
  readonly fields: readonly F[]
  /** GDPR article and the city's or state's own law. */
  readonly basis: { readonly gdpr: string; readonly law: string }
  readonly scope: Scope
  readonly actors: readonly ActorRule[]
  /** Who else receives the data, outside the city. */
  readonly recipients: readonly string[]
  readonly retention: { readonly class: string; readonly until: string }
  /** Purpose of the Data Privacy Vocabulary. */
  readonly dpv: string
  /** When the person sees that somebody read. */
  readonly visibility: 'immediate'
  /** The only places where a value read for this purpose may be put. */
  readonly sinks: readonly Sink[]
}

declare const declared: unique symbol

/** A declared purpose. Only `purpose()` makes one, so that a literal cannot be passed off as it. */
export interface Purpose<Id extends string = string, F extends Field = Field> extends PurposeSpec<
  Id,
  F
> {
  readonly [declared]: 'purpose'
}

/** Purposes by the name a service calls them: `{ contactBack }`. */
export type Purposes = Readonly<Record<string, Purpose<any, any>>>

/** Declares why a service reads personal data. There is no other way to read any. */
export function purpose<const Id extends `${string}.${string}`, F extends Field>(
  spec: PurposeSpec<Id, F>,
): Purpose<Id, F> {
  return Object.freeze({ ...spec }) as Purpose<Id, F>
}

/** The service a purpose belongs to: the part of its id before the first dot. */
export function moduleOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('.')))
}
