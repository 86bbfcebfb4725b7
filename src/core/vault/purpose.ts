import type { Field } from './field.ts'
import type { Sink } from './personal.ts'

/** Whose data a purpose may reach: one's own, or that of a person with an open case. */
export type Scope = 'self' | 'case' | 'population' | 'aggregate'

/** Who may read: the person, the city's own jobs, or officials who hold the permission. */
export type ActorRule = 'self' | 'system' | `official:${string}`

/** Shown at once, or after so many days where a law says so; it is written down at once in any case. */
export type Visibility = 'immediate' | { readonly law: string; readonly days: number }

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
  readonly visibility: Visibility
  /** Read only from people whose consent to exactly this notice stands (GDPR art. 7). */
  readonly notice?: { readonly name: string; readonly version: number }
  /** The assessment without which nobody reads special categories or many people (GDPR art. 35). */
  readonly dpia?: string
  /** How many times one official may read for it in a day; a thousand when it is not said. */
  readonly volume?: { readonly perActorPerDay: number }
  /** An official may read without an open case when somebody is in danger, and everybody is told. */
  readonly emergency?: true
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

/** Whether an impact assessment must come first (GDPR art. 35(3)). */
export function needsAssessment(
  scope: Scope,
  fields: readonly { readonly special?: 'art9' | undefined }[],
): boolean {
  return scope === 'population' || fields.some(({ special }) => special !== undefined)
}

/**
 * Declares why a service reads personal data. There is no other way to read any. A city whose
 * purpose needs an impact assessment and names none does not start.
 */
export function purpose<const Id extends `${string}.${string}`, F extends Field>(
  spec: PurposeSpec<Id, F>,
): Purpose<Id, F> {
  if (needsAssessment(spec.scope, spec.fields) && !spec.dpia) {
    throw new Error(
      `The purpose ${spec.id} reads special categories or many people: name its assessment in dpia`,
    )
  }
  return Object.freeze({ ...spec }) as Purpose<Id, F>
}

/** The service a purpose belongs to: the part of its id before the first dot. */
export function moduleOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('.')))
}
