/** What a person takes along of the vault, and what the night asks of it. */
import type { BatchProof } from '#core/record/log'
import type { IdentityFacts } from './identity-model.ts'
import type { Mandate } from './mandate-model.ts'
import type { Personal } from './personal.ts'
import type { BreachNotice, InNumbers } from './oversight-model.ts'
import type { Consent, Erasure, Hold, Limitation } from './rights-model.ts'

/** One value as the person takes it along; it prints as `‹personal›` until `reveal` opens it. */
export interface Exported {
  readonly field: string
  readonly class: string
  /** Term of the Data Privacy Vocabulary. */
  readonly pd: string
  readonly since: string
  /** The case it belongs to; null for what does not belong to one alone. */
  readonly case: string | null
  /** What it is about, where a person has several of its kind: `M-7/<number>` is a message of a thread. */
  readonly item: string | null
  /** The service that kept it; null where nobody wrote it down. */
  readonly module: string | null
  readonly value: Personal<string, 'folder.export'>
}

/** What the vault has of a person. Accesses are asked for page by page. */
export interface Export {
  /** Id of the reading as it was written down; documents are fetched under it. */
  readonly access: string
  readonly values: readonly Exported[]
  readonly consents: readonly Consent[]
  readonly limitations: readonly Limitation[]
  readonly holds: readonly Hold[]
  readonly erasures: readonly Erasure[]
  readonly mandates: readonly Mandate[]
  readonly breaches: readonly BreachNotice[]
  /** How often the person was counted among others. */
  readonly inNumbers: readonly InNumbers[]
  /** Accounts of other services with which the person signs in. */
  readonly identities: readonly IdentityFacts[]
  /** Cases for which a service may read or could, with their purposes. */
  readonly grants: readonly {
    readonly purpose: string
    readonly module: string
    readonly case: string
    readonly from: string
    readonly until: string | null
  }[]
}

/** What the city's own nightly work asks of the vault. */
export interface Upkeep {
  /** Erases a portion of what is due; `more` says that another round finds more. */
  retention(
    now: string,
    accessYears?: number,
  ): Promise<{
    readonly erased: Readonly<Record<string, number>>
    /** Accesses that were kept as long as the city says. */
    readonly accesses: number
    readonly held: number
    readonly more: boolean
  }>
  /** Makes the batches that are due by the city's clocks; gives those that are not on the record yet. */
  seals(now: string, zone: string): Promise<readonly SealFacts[]>
  /** A batch stands on the record, in this entry. */
  sealPlaced(seal: string, entry: string): Promise<void>
}

/** A batch of accesses or erasures, as the public record says it. */
export interface SealFacts {
  readonly seal: string
  readonly kind: 'access' | 'erasure'
  /** First and last day of the period, by the city's clocks. */
  readonly from: string
  readonly to: string
  readonly count: number
  /** Root of the tree, in base 64 (RFC 6962 2.1). */
  readonly root: string
}

/** What proves an access: the entry with the root of its batch, and the leaf, salt and path to it. */
export interface AccessProof {
  readonly entry: string
  readonly proof: BatchProof
}
