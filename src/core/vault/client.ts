import type { Channel } from './model.ts'

/** Where the client writes what an operator should know; never anything personal. */
export interface VaultLog {
  info(facts: object, says: string): void
  warn(facts: object, says: string): void
  error(facts: object, says: string): void
}

/** Where the vault is. `fork` makes it a child of this process; otherwise it runs as its own unit. */
export interface VaultSettings {
  /** Folder of the embedded vault database; needed with `fork` unless `url` is given. */
  readonly folder?: string
  /** PostgreSQL of the vault: another database than the city's. */
  readonly url?: string
  /** Key folder, outside the data folder. */
  readonly keys: string
  /** Unix socket the vault listens on. */
  readonly socket: string
  readonly fork: boolean
  readonly log: VaultLog
}

/** The city's side of the vault. */
export interface Vault {
  /** The line of one service: always the same one for the same service. */
  channel<M extends string>(module: M): Channel<M>
  /** True while the vault answers. */
  healthy(): boolean
  close(): Promise<void>
}

/** Reaches the vault, starting it first when it is to be a child of this process. */
export function openVault(_settings: VaultSettings): Promise<Vault> {
  return Promise.reject(new Error('not built yet'))
}
