/** Why the log stands still: going on would contradict what the city signed. */
export class LogStopped extends Error {}
