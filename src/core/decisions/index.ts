/** Automated decisions. None may be taken that is not in the public register exactly as it runs. */
export {
  type Because,
  type Decision,
  decision,
  type Earlier,
  modelHash,
  type Verdict,
} from './decision.ts'
export { type Chosen, type HeldVersion, listChosen, listHeld, readChosen } from './chosen.ts'
export { BARS, goBack, type GoingBack, listVersions, type VersionKnown } from './back.ts'
export { replayed } from './replay.ts'
export { type Decider, decider } from './decider.ts'
export { batchDecisions, type BatchLeaf, type Evening, readBatchLeaf } from './batch.ts'
export { readBatchOf } from './batched.ts'
export {
  algorithmPublished,
  algorithmSuspended,
  algorithmWentBack,
  algorithmWithdrawn,
  decisionEntries,
} from './entries.ts'
export {
  bindBefore,
  bindPart,
  type BoundPart,
  boundParts,
  formerParts,
  keepPart,
  type PartRead,
  partReader,
  readPart,
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
export {
  type Decided,
  listDecided,
  listOutcomes,
  type Outcomes,
  type OutcomeWindow,
} from './outcomes.ts'
export { decisionsMigrations } from './migrations.ts'
export { countPassed } from './passed.ts'
export { type Audited, noteAudit } from './audited.ts'
export { isMended, TRIAL_DAYS, trialEnds } from './mended.ts'
export { type Publication, publish, type Reasoned, suspend, withdraw } from './life.ts'
export {
  type Cause,
  listStanding,
  obstacleOf,
  readStanding,
  type Standing,
  STATUSES,
} from './standing.ts'
export { type Affected, listAffected, type Numbers, readNumbers } from './numbers.ts'
