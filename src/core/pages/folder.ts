import type {
  Access,
  BreachNotice,
  Consent,
  Erasure,
  Export,
  Exported,
  Hold,
  Holding,
  InNumbers,
  Limitation,
  Mandate,
  More,
  OpenedDocument,
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
  /** Breaches of which this person was told (GDPR art. 34). */
  breaches(): Promise<readonly BreachNotice[]>
  /** How often this person was counted among others, of whom only numbers were told. */
  inNumbers(): Promise<readonly InNumbers[]>
  /** Every retention class of which something is there, and what keeps it from being erased. */
  standing(): Promise<readonly Standing[]>
  /** Everything, values included; needs a fresh proof of who asks (GDPR art. 15, 20). */
  export(): Promise<Export>
  /** The values the city holds, to be looked at; the same proof is needed, and the reading is logged. */
  values(): Promise<readonly Exported[]>
  /** The pseudonym under which another service knows whoever looks. */
  refIn(service: string): Promise<string>
  /** Pseudonym of whom a provider calls this, where they linked it; null when nobody did. */
  knownBy(issuer: string, subject: string): Promise<string | null>
  /** Who read about somebody whose pseudonym stands beside a secret that was just shown. */
  readingsOf(ref: string, more: More): Promise<readonly Access[]>
  /** How many documents there are, and how long together: no word of what they say. */
  counted(): Promise<{ readonly count: number; readonly bytes: number }>
  /** Every document, under the access of an export. */
  documents(access: string): Promise<readonly OpenedDocument<'folder.export'>[]>
  /** The proof file of one access, to be kept; undefined while no checkpoint covers its batch. */
  proof(access: string): Promise<string | undefined>
}
