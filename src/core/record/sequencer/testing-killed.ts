/** A process that acts and writes the log until it is killed; a test kills it. */
import { act, bucketLog, openTrial, trialLog } from './trial.ts'

const [where = '', folder = '', bucket] = process.argv.slice(2)
const db = await openTrial(where)
const log = trialLog(folder, bucket === undefined ? undefined : bucketLog(JSON.parse(bucket)))
const after = () => {
  process.stdout.write(`${JSON.stringify(log.keys.signed()?.note ?? null)}\n`)
}
const sequencer = log.sequencer(db, { after })
for (let round = 0; ; round += 1) {
  await act(db, 1 + ((round * 37) % 120), round)
  await sequencer.step()
}
