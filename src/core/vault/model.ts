import type { Accounts } from './account-model.ts'
import type { Field } from './field.ts'
import type { Personal } from './personal.ts'
import type { Purpose } from './purpose.ts'

declare const module: unique symbol

/**
 * A person as one service knows them: `HMAC(key of the service, person)`, 16 bytes in hexadecimal.
 * No two services share one, so their tables cannot be joined. Which person it is stands in the
 * vault alone.
 */
export type Ref<M extends string = string> = string & { readonly [module]?: M }

/** Who wants to read. */
export interface Actor {
  readonly kind: 'self' | 'official' | 'system'
  /**
   * The reading service's pseudonym of who acts; null for the city's own jobs and for strangers.
   */
  readonly ref: string | null
  readonly permissions: readonly string[]
  readonly unit: string | null
  /** Shown to the person instead of the official's name. */
  readonly badge: string | null
}

/** What a read says of itself beside its purpose. */
export interface ReadContext<Name extends string = string> {
  readonly actor: Actor
  readonly at: string
  /** The open case a reader needs unless people read about themselves. */
  readonly case?: string
  /** In the reader's own words; the person sees it. */
  readonly reason?: string
  /** Fewer fields than the purpose declares. */
  readonly fields?: readonly Name[]
}

/** What came out: a field that was never left is absent. */
export type Revealed<Id extends string, F extends Field> = {
  readonly [Name in F['name']]?: Personal<string, Id>
}

/** Permission to read for one case, given by an act of the person. */
export interface GrantSpec {
  readonly purpose: string
  readonly case: string
}

/**
 * One reading of somebody's data, also a denied one. The row is written before anything is
 * decrypted.
 */
export interface Access {
  readonly id: string
  readonly at: string
  readonly purpose: string
  readonly purposeVersion: number
  readonly fields: readonly string[]
  readonly module: string
  readonly actor: Pick<Actor, 'kind' | 'badge' | 'unit'>
  readonly case: string | null
  readonly reason: string | null
  /** Legal basis as declared when it was read. */
  readonly basis: { readonly gdpr: string; readonly law: string } | null
  readonly outcome: 'read' | 'denied'
  /** Why not; text `vault.<denied>`. */
  readonly denied?: string
  /** `gap`: nothing is declared. `violation`: something is declared, but not for this. */
  readonly breach?: 'gap' | 'violation'
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

/** Where the next page of a list starts. */
export interface More {
  readonly before?: string
  readonly limit: number
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
  /** Keeps values until the batch is confirmed or discarded. `ref` null makes a new person. */
  keep(
    batch: string,
    ref: Ref<M> | null,
    values: Readonly<Record<string, string>>,
    grants: readonly GrantSpec[],
    at: string,
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
  /** Newest first. Answers only the folder. */
  accesses(ref: Ref<M>, more: More): Promise<readonly Access[]>
  /** Answers only the folder. */
  holdings(ref: Ref<M>): Promise<readonly Holding[]>
  /** At start: all that this service declares. The same version with other content is refused. */
  publish(purposes: readonly Purpose<any, any>[]): Promise<void>
  /** Answers only the service `account`. */
  readonly accounts: Accounts
}
