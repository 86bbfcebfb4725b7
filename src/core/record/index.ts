/**
 * The public record: what the city did, for everybody to read, written in the transaction that did
 * it.
 */
export { type Entry, entryBytes, type EntryFacts } from './bytes.ts'
export { canonical } from './canonical.ts'
export { recordDeclared } from './declare.ts'
export { purposeEntries, recordEntries, serviceOfKind } from './entries.ts'
export { entry, type EntryKind } from './entry.ts'
export type { PublicBody, PublicValue } from './public.ts'
export { type EntryFilter, listEntries, listPlaced, readEntry } from './read.ts'
export { type Recorder, recorder, type Recording } from './recorder.ts'
export type { Release } from './release.ts'
export { actorOf, sentenceOf } from './say.ts'
export { batchesDue, type Due, FEWEST, nextPeriod, type Period } from './small-counts.ts'
export { recordMigrations } from './migrations.ts'
export {
  folderLog,
  type LogHead,
  objectLog,
  openLogKeys,
  publicPolicy,
  readHead,
  readStanding,
  type RunningRecord,
  runRecord,
} from './sequencer/index.ts'
export {
  type Followed,
  followLog,
  listFollowed,
  listSplitViews,
  readSeen,
  type SeenLog,
  setFollowed,
  type SplitView,
  takeFollowed,
} from './witness/followed.ts'
export { isInLog, logOrigin, originOf, sizesOf } from './copied.ts'
