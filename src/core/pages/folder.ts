import type {
  Access,
  Consent,
  Erasure,
  Export,
  Hold,
  Holding,
  Limitation,
  Mandate,
  More,
  Standing,
} from '#core/vault'

/** What the vault holds about the person who looks, and who read it. The vault answers only the folder. */
export interface Folder {
  accesses(more: More): Promise<readonly Access[]>
  holdings(): Promise<readonly Holding[]>
  consents(): Promise<readonly Consent[]>
  limitations(): Promise<readonly Limitation[]>
  holds(): Promise<readonly Hold[]>
  /** Who acts for the person, and for whom they act. */
  mandates(): Promise<readonly Mandate[]>
  erasures(): Promise<readonly Erasure[]>
  /** Every retention class of which something is there, and what keeps it from being erased. */
  standing(): Promise<readonly Standing[]>
  /** Everything, values included; needs a fresh proof of who asks (GDPR art. 15, 20). */
  export(): Promise<Export>
  /** The proof file of one access, to be kept; undefined while no checkpoint covers its batch. */
  proof(access: string): Promise<string | undefined>
}
