import type { Accounts } from './account-model.ts'
import type { Cases } from './cases-model.ts'
import type { DocumentDoor } from './document-model.ts'
import type { Actor, ReadContext } from './context-model.ts'
import type { Field } from './field.ts'
import type { Mandates } from './mandate-model.ts'
import type { Personal } from './personal.ts'
import type { Oversight } from './oversight-model.ts'
import type { Purpose } from './purpose.ts'
import type { Upkeep } from './export-model.ts'
import type { Residence } from './residence-model.ts'
import type { Consent, ConsentGiven, Many, Rights } from './rights-model.ts'

declare const module: unique symbol

/**
 * A person as one service knows them: `HMAC(key of the service, person)`, 16 bytes in hexadecimal.
 * No two services share one, so their tables cannot be joined. Which person it is stands in the
 * vault alone.
 */
export type Ref<M extends string = string> = string & { readonly [module]?: M }

/** What came out: a field that was never left is absent. */
export type Revealed<Id extends string, F extends Field> = {
  readonly [Name in F['name']]?: Personal<string, Id>
}

/** One of several values of a kind: what it is about, and the value. */
export interface Item<Id extends string = string> {
  readonly item: string
  readonly value: Personal<string, Id>
}

/** Permission to read for one case, given by an act of the person. */
export interface GrantSpec {
  readonly purpose: string
  readonly case: string
  /** With this secret the person, who has no account, reads what belongs to the case. */
  readonly code?: string
}

/** One reading of somebody's data, also a denied one. The row is written before anything is decrypted. */
export interface Access {
  readonly id: string
  readonly at: string
  readonly purpose: string
  readonly purposeVersion: number
  readonly fields: readonly string[]
  readonly module: string
  readonly actor: Pick<Actor, 'kind' | 'badge' | 'unit'>
  /** Read by somebody who acts for the person. */
  readonly mandate?: string
  readonly case: string | null
  readonly reason: string | null
  /** Legal basis as declared when it was read. */
  readonly basis: { readonly gdpr: string; readonly law: string } | null
  readonly outcome: 'read' | 'denied'
  /** Why not; text `vault.<denied>`. */
  readonly denied?: string
  /** `gap`: nothing is declared. `violation`: something is declared, but not for this. */
  readonly breach?: 'gap' | 'violation'
  /** When the person saw it first, where a law delayed that. */
  readonly shownFrom?: string
  /** Read without an open case, because somebody was in danger. */
  readonly emergency?: true
}

/** That the vault holds something about a person: never the value itself. */
export interface Holding {
  readonly field: string
  /** Retention class. */
  readonly class: string
  readonly since: string
  /** The services that may read it for an open case now. */
  readonly readableBy: readonly string[]
}

/** Where the next page of a list starts, and which accesses are wanted at all. */
export interface More {
  readonly before?: string
  /** Only this one. */
  readonly id?: string
  readonly limit: number
  /** From this moment on, and before that one. */
  readonly from?: string
  readonly until?: string
  readonly module?: string
  readonly purpose?: string
  /** Only those that asked for this field. */
  readonly field?: string
  readonly outcome?: Access['outcome']
  /** Only what the person read, or only what others did. */
  readonly who?: 'self' | 'others'
  /** What a law delays beyond this moment is left out; the vault's own clock when absent. */
  readonly now?: string
}

/** A service's own line to the vault. What it may ask depends on whose line it is. */
export interface Channel<M extends string = string> {
  /**
   * Throws `forbidden` with `vault.<why>` when denied, after writing that down; `unavailable` when
   * the vault is down.
   */
  read<Id extends `${M}.${string}`, F extends Field, Name extends F['name'] = F['name']>(
    purpose: Purpose<Id, F>,
    ref: Ref<M>,
    context: ReadContext<Name>,
  ): Promise<Revealed<Id, Extract<F, { name: Name }>>>
  /** Every value about one thing, in order, as one reading: of `M-7` the items `M-7/…`. Throws like `read`. */
  readItems<Id extends `${M}.${string}`>(
    purpose: Purpose<Id, Field>,
    ref: Ref<M>,
    context: ReadContext & { readonly of: string },
  ): Promise<readonly Item<Id>[]>
  /** Keeps values until the batch is confirmed or discarded. `ref` null makes a new person. */
  keep(
    batch: string,
    ref: Ref<M> | null,
    values: Readonly<Record<string, string>>,
    grants: readonly GrantSpec[],
    at: string,
    /** What the values are about, where a person has several of their kind: `M-7/<number>`. */
    item?: string,
  ): Promise<Ref<M>>
  confirm(batch: string): Promise<void>
  discard(batch: string): Promise<void>
  /** Batches neither confirmed nor discarded, older than so many seconds by the vault's clock. */
  unconfirmed(olderThan: number): Promise<readonly string[]>
  grant(batch: string, ref: Ref<M>, purpose: string, caseRef: string, at: string): Promise<void>
  /** The case is over for this person, or with null for everybody. */
  revoke(ref: Ref<M> | null, caseRef: string, at: string): Promise<void>
  /** This service's pseudonym of somebody who is signed in. */
  refOf(peopleRef: string): Promise<Ref<M>>
  /** Whether somebody still has an account. Answers only `applications` and `messages`. */
  stands(ref: Ref<M>): Promise<boolean>
  /** Newest first. Answers only the folder. */
  accesses(ref: Ref<M>, more: More): Promise<readonly Access[]>
  /** Answers only the folder. */
  holdings(ref: Ref<M>): Promise<readonly Holding[]>
  /**
   * At start: all that this service declares, and by which hash the public record knows each. The
   * same version with other content is refused; what the record does not say is not read for, and
   * neither is what needs an assessment that is not among those published.
   */
  publish(
    purposes: readonly Purpose<any, any>[],
    recorded: Readonly<Record<string, string>>,
    assessed?: readonly string[],
  ): Promise<void>
  /** Whom another service means; null for somebody without an account. Answers only the service `messages`. */
  refFrom(module: string, ref: string): Promise<Ref<M> | null>
  /** The person consents to one of this service's notices; a newer version takes over. Gives its number. */
  consent(ref: Ref<M>, given: ConsentGiven): Promise<string>
  /** The consent to a notice of this service that stands now. */
  consented(ref: Ref<M>, notice: string): Promise<Consent | null>
  /** Who consents to it now, ordered by pseudonym, with the language of the account. */
  consenting(
    notice: { readonly name: string; readonly version: number },
    part: { readonly after?: string; readonly limit: number },
  ): Promise<readonly { readonly ref: Ref<M>; readonly language: string }[]>
  /** Withdraws; false when no consent stood. The folder may do so for every service. */
  withdraw(ref: Ref<M>, notice: string, at: string): Promise<boolean>
  /** Reading about many people, with two officials. */
  readonly many: Many<M>
  /** What an officer may know of an open case. Answers only the service `protection`. */
  readonly cases: Cases
  /** What people may ask of their data. Answers only the folder. */
  readonly rights: Rights
  /** What the city's own nightly work asks. Answers only the line `operator`. */
  readonly upkeep: Upkeep
  /** Answers only the service `account`. */
  readonly accounts: Accounts
  /** Numbers, breaches and holds. Answers only the service `processing`. */
  readonly oversight: Oversight
  /** What people keep, and what they were given. */
  readonly documents: DocumentDoor<M>
  /** Proof of residence. Answers only the service `residence`. */
  readonly residence: Residence
  /** Who acts for whom. Answers only the service `mandates`. */
  readonly mandates: Mandates
}
