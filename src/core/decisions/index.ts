/** Automated decisions. None may be taken that is not in the public register exactly as it runs. */
export { type Because, type Decision, decision, modelHash, type Verdict } from './decision.ts'
export { type Decider, decider } from './decider.ts'
export { batchDecisions, type BatchLeaf, type Evening, readBatchLeaf } from './batch.ts'
export { readBatchOf } from './batched.ts'
export { decisionEntries } from './entries.ts'
export {
  bindPart,
  type BoundPart,
  boundParts,
  keepPart,
  partReader,
  type Standing,
} from './parts.ts'
export { registerDecisions, type Registered } from './register.ts'
export {
  listRegistered,
  listTaken,
  readRegistered,
  readTaken,
  type RegisteredDecision,
  type Taken,
} from './read.ts'
export { decisionsMigrations } from './migrations.ts'
