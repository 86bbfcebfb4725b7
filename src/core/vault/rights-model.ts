/** What people may ask of their data, and what is answered; the folder builds on these. */
import type { AccessProof, Export, Exported } from './export-model.ts'
import type { Field } from './field.ts'
import type { Mandate } from './mandate-model.ts'
import type { Actor } from './context-model.ts'
import type { Revealed } from './model.ts'
import type { BreachNotice, Counted, InNumbers } from './oversight-model.ts'
import type { Personal } from './personal.ts'
import type { Purpose } from './purpose.ts'

/** That somebody agreed to a notice in one version, and perhaps no longer does (GDPR art. 7). */
export interface Consent {
  readonly id: string
  readonly notice: string
  readonly version: number
  readonly module: string
  /** How it was given: `form`, `desk`, `paper`. */
  readonly method: string
  /** In which the notice was read; null where nobody wrote it down. */
  readonly language: string | null
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
  readonly language?: string
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
  /** How many people have which values together: numbers alone, none of fewer than ten (scope `aggregate`). */
  count(
    purpose: Purpose<`${M}.${string}`, Field>,
    by: { readonly actor: Actor; readonly at: string; readonly reason?: string },
  ): Promise<Counted>
}

/** What people may ask of their data; `ref` is the folder's pseudonym of a person. */
export interface Rights {
  /** Every consent, also the withdrawn ones. */
  consents(ref: string): Promise<readonly Consent[]>
  limitations(ref: string): Promise<readonly Limitation[]>
  /** Whom a provider calls this, where they linked it; null when nobody here did. */
  knownBy(issuer: string, subject: string): Promise<string | null>
  /** Restricts a retention class, or objects to a purpose: from now on it is not read. */
  limit(ref: string, what: Limiting, at: string): Promise<void>
  /** False when there was nothing to lift. */
  lift(ref: string, what: Limiting, at: string): Promise<boolean>
  /**
   * Erases classes, or everything; `decided` says that the officer found no open case to need it.
   * The class `account` closes the account: end the sessions of the person as well.
   */
  erase(
    ref: string,
    asked: {
      readonly classes?: readonly string[]
      readonly decided?: boolean
      readonly at: string
    },
  ): Promise<ErasureReceipt>
  /** What would come of a request for erasure now, class by class. */
  standing(ref: string): Promise<readonly Standing[]>
  erasures(ref: string): Promise<readonly Erasure[]>
  breaches(ref: string): Promise<readonly BreachNotice[]>
  /** How often the person was counted among others, the newest month first. */
  inNumbers(ref: string): Promise<readonly InNumbers[]>
  /** An order keeps a class from being erased; `release` says whether there was one. */
  hold(ref: string, order: Order, at: string): Promise<void>
  release(ref: string, order: Order, at: string): Promise<boolean>
  holds(ref: string): Promise<readonly Hold[]>
  mandates(ref: string): Promise<readonly Mandate[]>
  /**
   * Everything the vault has of a person, values included, for themselves alone (GDPR art. 15, 20);
   * the reading is logged like any other. `freshAt` says when they last proved who they are.
   */
  export(ref: string, by: { readonly freshAt: string; readonly at: string }): Promise<Export>
  /** The values alone, to be looked at; without those that are about one thing each, such as a message. */
  values(
    ref: string,
    by: { readonly freshAt: string; readonly at: string },
  ): Promise<readonly Exported[]>
  /** What proves one access; undefined while its batch is not on the public record. */
  proof(ref: string, access: string, now: string): Promise<AccessProof | undefined>
  /** Readings in an emergency of which somebody is still to be told, the oldest first. */
  emergencies(limit: number): Promise<readonly Emergency[]>
  told(emergency: Pick<Emergency, 'access' | 'whom'>, at: string): Promise<void>
  /** To whom the letter about a closed account goes; null once it is out, or was given up. */
  farewell(letter: string, now: string): Promise<Farewell | null>
  /** The letter is out: nothing of its address is left. */
  farewellSent(letter: string, now: string): Promise<void>
}

/** Where the last letter of an account goes, and in which language. */
export interface Farewell {
  readonly to: Personal<string, 'account.letters'>
  readonly language: string
}

/** An order that a class is kept (GDPR art. 18(2)). */
export interface Hold {
  /** Retention class. */
  readonly class: string
  /** Number of the order. */
  readonly reference: string
  readonly from: string
  readonly until: string | null
}

/** A class of which something is there, and what keeps it: an order, or an open case. */
export type Standing = Readonly<{ class: string; held: boolean; needed: boolean }>

/** What was erased, and when no copy of its key is left. */
export interface Erasure {
  readonly id: string
  readonly class: string
  readonly why: 'request' | 'retention' | 'account'
  readonly values: number
  readonly at: string
  /** When the last backup of the key is gone too. */
  readonly goneAt: string
}

/** What came of a request for erasure: each class was erased, is held by order, or a case needs it. */
export interface ErasureReceipt {
  readonly at: string
  readonly goneAt: string
  readonly classes: readonly {
    readonly class: string
    readonly outcome: 'erased' | 'held' | 'needed'
  }[]
  /** Number of the letter that says so, when an account was closed. */
  readonly farewell?: string
}

/** Which class an order is about, and its number. */
export type Order = Pick<Hold, 'class' | 'reference'>
