/**
 * The public record: what the city did, for everybody to read, written in the transaction that did
 * it.
 */
export { type Entry, entryBytes, type EntryFacts } from './bytes.ts'
export { canonical } from './canonical.ts'
export { entry, type EntryKind } from './entry.ts'
export type { PublicBody, PublicValue } from './public.ts'
export { type EntryFilter, listEntries, readEntry } from './read.ts'
export { type Recorder, recorder, type Recording } from './recorder.ts'
export { actorOf, sentenceOf } from './say.ts'
export { recordMigrations } from './migrations.ts'
export {
  type Alarm,
  folderLog,
  logEntries,
  type LogHead,
  openLogKeys,
  readAlarms,
  readHead,
  readStanding,
  type RunningRecord,
  runRecord,
} from './sequencer/index.ts'
export { listEvidence } from './witness/table.ts'
