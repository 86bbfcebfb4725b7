/**
 * The only place where data about identified people is kept and read. The vault is a process of its
 * own; this is the city's side.
 */
export {
  accountEmail,
  birthDate,
  contactEmail,
  contactName,
  contactPhone,
  field,
  type Field,
} from './field.ts'
export type { AccountFacts, AccountLetter, Accounts, Knock, LetterKind } from './account-model.ts'
export {
  type Access,
  type Actor,
  type Channel,
  type GrantSpec,
  type Holding,
  type ReadContext,
  type Ref,
  type Revealed,
} from './model.ts'
export { caseEnded, sweepVault, vaultCityMigrations, wasKept } from './outbox.ts'
export { migrateVault, vaultMigrations, type VaultPlace } from './place.ts'
export { runVault } from './unit.ts'
export { Personal, reveal, type Sink } from './personal.ts'
export { type ActorRule, type Purpose, purpose, type Purposes, type Scope } from './purpose.ts'
export { type Readers, readers, type Why } from './readers.ts'
export { openVault, type Vault, type VaultSettings } from './client.ts'
export type { VaultLog } from './log.ts'
export { accountLetters } from './account-purposes.ts'
