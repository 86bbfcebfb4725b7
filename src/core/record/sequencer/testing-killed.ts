/** A process that acts and writes the log, until it kills itself at a moment that a test names, or is killed. */
import { writeSync } from 'node:fs'
import { LogStopped, type Moment } from './index.ts'
import { act, bucketLog, openTrial, trialLog } from './trial.ts'

const [where = '', folder = '', moment = '', nth = '1', bucket] = process.argv.slice(2)
/** Long before this many rounds the moment has come. */
const MOST = 1000

const db = await openTrial(where)
const log = trialLog(folder, bucket === undefined ? undefined : bucketLog(JSON.parse(bucket)))
let seen = 0
const after = (now: Moment) => {
  writeSync(1, `${JSON.stringify({ now, note: log.keys.signed()?.note ?? '' })}\n`)
  if (now === moment && (seen += 1) === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
const sequencer = log.sequencer(db, { after })
for (let round = 0; round < MOST; round += 1) {
  await act(db, 1 + ((round * 37) % 120), round)
  try {
    await sequencer.step()
  } catch (failure) {
    // Another process is at it, or a database came back in the middle: the next round begins again.
    if (!(failure instanceof LogStopped)) throw failure
  }
}
