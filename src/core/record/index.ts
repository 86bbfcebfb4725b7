/**
 * The public record: what the city did, for everybody to read, written in the transaction that did
 * it.
 */
export { type Entry, entryBytes, type EntryFacts, entryLeaf } from './bytes.ts'
export { canonical } from './canonical.ts'
export { recordDeclared } from './declare.ts'
export { publishedAssessments, recordedPurposes } from './purposes.ts'
export {
  accessBatch,
  erasureBatch,
  purposeEntries,
  recordEntries,
  retentionRun,
  serviceOfKind,
} from './entries.ts'
export { entry, type EntryKind } from './entry.ts'
export type { PublicBody, PublicValue } from './public.ts'
export { type EntryFilter, listEntries, listPlaced, readEntry, readSubject } from './read.ts'
export { shownIn, type ShownTree } from './evidence.ts'
export { type Fact, factsOf, fieldsOf, type Named } from './facts.ts'
export { type Place, placeOf } from './place.ts'
export { type Recorder, recorder, type Recording } from './recorder.ts'
export type { Release } from './release.ts'
export { actorOf, sentenceOf } from './say.ts'
export { type Single, singleBatch } from './single.ts'
export { type LogStanding, readLogStanding } from './standing.ts'
export { batchesDue, type Due, FEWEST, nextPeriod, type Period } from '#core/kernel'
export { recordMigrations } from './migrations.ts'
export {
  type Alarm,
  folderLog,
  type LogHead,
  type LogShelf,
  objectLog,
  openLogKeys,
  readHead,
  type RunningRecord,
  runRecord,
} from './sequencer/index.ts'
export {
  type Followed,
  followLog,
  forgetLog,
  listSplitViews,
  readSeen,
  type SeenLog,
  setFollowed,
  type SplitView,
  takeFollowed,
} from './witness/followed.ts'
export { isInLog, logOrigin, sizesOf } from './copied.ts'
export { countProven, listEvidence } from './witness/table.ts'
export type { KeptAccusation } from './log/index.ts'
