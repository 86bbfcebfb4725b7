/** What people may ask of their data, and what is answered; the folder builds on these. */
import type { Field } from './field.ts'
import type { Actor, Revealed } from './model.ts'
import type { Purpose } from './purpose.ts'

/** That somebody agreed to a notice in one version, and perhaps no longer does (GDPR art. 7). */
export interface Consent {
  readonly notice: string
  readonly version: number
  readonly module: string
  /** How it was given: `form`, `desk`, `paper`. */
  readonly method: string
  readonly given: string
  readonly withdrawn: string | null
}

/** A class that is restricted (GDPR art. 18), or a purpose that was objected to (art. 21). */
export interface Limitation {
  readonly kind: 'restriction' | 'objection'
  /** A retention class, or a purpose. */
  readonly subject: string
  readonly from: string
  readonly until: string | null
}

/** What is restricted, or objected to. */
export type Limiting = Pick<Limitation, 'kind' | 'subject'>

/** A reading in an emergency of which somebody is still to be told. */
export interface Emergency {
  readonly access: string
  readonly whom: 'person' | 'officer'
  readonly module: string
  readonly purpose: string
  readonly at: string
}

/** A consent as it is given. */
export interface ConsentGiven {
  readonly notice: string
  readonly version: number
  readonly method: string
  readonly at: string
}

/** Reading about many people: one official asks, another agrees, and it is read once. */
export interface Many<M extends string = string> {
  /** Gives the approval that another official has to agree to. */
  ask(
    purpose: Purpose<`${M}.${string}`, Field>,
    by: { readonly actor: Actor; readonly reason: string; readonly at: string },
  ): Promise<string>
  agree(approval: string, by: { readonly actor: Actor; readonly at: string }): Promise<void>
  /** Of ten people at least, without saying whose values they are; logged for each of them. */
  read<Id extends `${M}.${string}`, F extends Field>(
    purpose: Purpose<Id, F>,
    approval: string,
    by: { readonly actor: Actor; readonly at: string },
  ): Promise<readonly Revealed<Id, F>[]>
}

/** What people may ask of their data; `ref` is the folder's pseudonym of a person. */
export interface Rights {
  /** Every consent, also the withdrawn ones. */
  consents(ref: string): Promise<readonly Consent[]>
  limitations(ref: string): Promise<readonly Limitation[]>
  /** Restricts a retention class, or objects to a purpose: from now on it is not read. */
  limit(ref: string, what: Limiting, at: string): Promise<void>
  /** False when there was nothing to lift. */
  lift(ref: string, what: Limiting, at: string): Promise<boolean>
  /** Readings in an emergency of which somebody is still to be told, the oldest first. */
  emergencies(limit: number): Promise<readonly Emergency[]>
  told(emergency: Pick<Emergency, 'access' | 'whom'>, at: string): Promise<void>
}
