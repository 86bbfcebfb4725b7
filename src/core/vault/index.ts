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
  documentIssued,
  documentIssuedAbout,
  documentKept,
  documentKeptAbout,
  field,
  type Field,
} from './field.ts'
export type { AccountFacts, AccountLetter, Accounts, Knock, LetterKind } from './account-model.ts'
export type { IdentityFacts } from './identity-model.ts'
export type {
  Claim,
  DocumentDoor,
  KeptDocument,
  OpenedDocument,
  TakenIn,
} from './document-model.ts'
export type { CameIn, Site, WaysFacts } from './ways-model.ts'
export type { Actor, ReadContext } from './context-model.ts'
export {
  type Access,
  type Channel,
  type GrantSpec,
  type Holding,
  type Item,
  type More,
  type Ref,
  type Revealed,
} from './model.ts'
export {
  caseEnded,
  sealedIn,
  sweepVault,
  vaultCityMigrations,
  wasKept,
  wasSealed,
} from './outbox.ts'
export { migrateVault, vaultMigrations, type VaultPlace, vaultSocketOf } from './place.ts'
export type { MasterPlace } from './server/masters/provider.ts'
export {
  askOperator,
  isEscrowed,
  lockFrom,
  makeEscrow,
  protectKeys,
  readEscrow,
  recoverKey,
  rehearseEscrow,
} from './operator.ts'
export { backupVault, restoreVault } from './backup/backup.ts'
export { type AgentSettings, runKeyAgent, runVault } from './unit.ts'
export { Personal, reveal, type Sink } from './personal.ts'
export {
  type ActorRule,
  needsAssessment,
  type Purpose,
  purpose,
  type Purposes,
  type PurposeSpec,
  type Scope,
} from './purpose.ts'
export { type DocumentReader, documentReader } from './document-reader.ts'
export { type Readers, readers, type Why } from './readers.ts'
export { openVault, type Vault, type VaultSettings } from './client.ts'
export type { AccessProof, Export, Exported, SealFacts, Upkeep } from './export-model.ts'
export type {
  Consent,
  ConsentGiven,
  Emergency,
  Erasure,
  ErasureReceipt,
  Farewell,
  Hold,
  Limitation,
  Limiting,
  Many,
  Rights,
  Standing,
} from './rights-model.ts'
export type { Cases, Disclosure } from './cases-model.ts'
export type {
  BreachNotice,
  Concerned,
  HoldOrder,
  InNumbers,
  MonthRead,
  Oversight,
  Unread,
} from './oversight-model.ts'
export { declarationHash } from './declaration.ts'
export type { EscrowState } from './escrow.ts'
export type { VaultLog } from './log.ts'
export { basisIn } from './basis.ts'
export { accountLetters, accountNotices, accountRecovery } from './account-purposes.ts'
export { EVIDENCE, type Evidence } from './recovery-model.ts'
export {
  askedAddress,
  askedBirthDate,
  askedCode,
  askedName,
  askedNumber,
  askedPostcode,
  over16From,
  residency,
  residentDistrict,
  residentNow,
  residentUntil,
} from './residence-fields.ts'
export {
  type Attested,
  type Identifying,
  type Registered,
  type Residence,
  type Residency,
  type ToldApart,
} from './residence-model.ts'
export {
  type InForce,
  type Mandate,
  type MandateKind,
  type Mandates,
  type WaitingMandate,
} from './mandate-model.ts'
