/** The one that writes the public record into its log, and what it works with. */
export { type LogKeys, openLogKeys } from './keys.ts'
export { LogStopped } from './stopped.ts'
export { type RunningRecord, runRecord } from './running.ts'
export { type Alarm, readAlarms } from './alarm.ts'
export { objectLog } from './object-log.ts'
export { type Moment, Sequencer, type Sequencing } from './sequencer.ts'
export { folderLog, type LogShelf } from './shelf.ts'
export {
  type KeptCheckpoint,
  type LogHead,
  readHead,
  readStanding,
  type Witnessing,
} from './store.ts'
