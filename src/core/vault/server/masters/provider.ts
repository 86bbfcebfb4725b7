/** A key under the master key, and which version of the master wrapped it. */
export interface Wrapped {
  readonly wrapped: Uint8Array
  readonly master: number
}

/**
 * Where the master key is (privacy-record.md 2.7). It never leaves there: keys go in to be wrapped
 * and come out opened.
 */
export interface MasterKey {
  /** Version that wraps new keys. */
  readonly version: number
  wrap(key: Uint8Array): Promise<Wrapped>
  /** Throws when it was wrapped by another master key, or changed since. */
  unwrap(wrapped: Wrapped): Promise<Uint8Array>
  /** Makes a new version. What older ones wrapped opens until they are retired. */
  rotate(): Promise<number>
  /** Ends every version below this one: what only they opened is gone for good. */
  retire(below: number): Promise<void>
}

/** Where the master key is, as an operator names it. */
export interface MasterPlace {
  /** `file`, the key folder; or `transit:https://host:8200/v1/transit/keys/NAME` (OpenBao, Vault). */
  readonly masterKey?: string | undefined
  /** File with the passphrase that opens the key file. */
  readonly passphraseFile?: string | undefined
  /** File with the token that the transit service asks for. */
  readonly transitTokenFile?: string | undefined
}
