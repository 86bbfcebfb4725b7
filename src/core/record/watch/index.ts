/** Keeps watching the public record of a city from outside, given how to read it and what time it is. */
export { type Alert, isAlarm } from './alerts.ts'
export { stateFile } from './file.ts'
export { Unreachable, type Watching } from './model.ts'
export { FAILURES, watchOnce } from './round.ts'
export { type KeptState } from './state.ts'
