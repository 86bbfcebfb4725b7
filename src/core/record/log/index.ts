/** A transparency log in the formats of C2SP: pure, without database and without network. */
export { type Checkpoint, checkpointFrom, checkpointText, sizeFrom } from './checkpoint.ts'
export {
  batchFrom,
  batchJson,
  batchPath,
  type BatchProof,
  batchTree,
  commitmentOf,
  isInBatch,
} from './commitment.ts'
export { type Edge, emptyEdge, endsAt, grown, type LogFile, rootAt, treeAt } from './edge.ts'
export { checkEvidence, type Evidence, evidenceFrom, evidenceText, type Found } from './evidence.ts'
export { type Growth, readGrowth } from './growth.ts'
export { emptyRoot, type Hash, hashFrom, hashText, leafHash, rootOf, same } from './hash.ts'
export { kindOf } from './kind.ts'
export {
  checkSignature,
  keyText,
  parseKey,
  type SignatureType,
  type SignerKey,
  signerKey,
  type VerifierKey,
} from './keys.ts'
export {
  type Checked,
  checkNote,
  LOG_TYPES,
  lineFrom,
  type Note,
  noteFrom,
  noteText,
  type SignatureLine,
  signLine,
} from './note.ts'
export { judge, type Judgement, nobody, parsePolicy, type Party, type Policy } from './policy.ts'
export {
  checkProof,
  type Extra,
  type ProofFile,
  proofFrom,
  proofText,
  type Proven,
} from './proof-file.ts'
export { isConsistent, isIncluded, type Tree } from './proofs.ts'
export {
  readConsistency,
  readEdge,
  readEntries,
  readEntryAt,
  type ReadFile,
  readInclusion,
  readOldRoot,
  readRoot,
} from './reader.ts'
export { entriesIn, hashesIn, tileAt, type TileName, tilePath, WIDTH } from './tiles.ts'
export { type Continued, type Verified, verifyLog, type Verifying } from './verify.ts'
export {
  type Accusation,
  addCheckpoint,
  addCheckpointBody,
  type KeptAccusation,
  type Witnessed,
  type WitnessAnswer,
  type Witnessing,
  type WitnessMemory,
} from './witness.ts'
