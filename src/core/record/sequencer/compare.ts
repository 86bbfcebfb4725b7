/** Asks witnesses what they have seen of our own log: whoever holds our key elsewhere shows there. */
import { createHash } from 'node:crypto'
import { checkNote, checkpointFrom, noteFrom, type Party, type Tree } from '../log/index.ts'
import { beginsWith, keepAlarm } from './alarm.ts'
import type { LogPlace } from './open-edge.ts'

/** What is needed to compare. */
export interface Comparing extends LogPlace {
  readonly clock: () => string
  readonly tell: (witness: string, why: string) => void
}

const PATIENCE = 2000
/** Bytes of a checkpoint at most. */
const LONGEST = 100_000

/** The checkpoint of our log that a witness shows, when one of our keys signed it. */
async function shownBy(witness: Party, { keys }: LogPlace) {
  const hash = createHash('sha256').update(keys.origin).digest('hex')
  const answer = await fetch(`${witness.url}/${hash}/checkpoint`, {
    signal: AbortSignal.timeout(PATIENCE),
    redirect: 'error',
  })
  if (answer.status !== 200) return undefined
  const text = (await answer.text()).slice(0, LONGEST)
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  if (!note || checkpoint?.origin !== keys.origin) return undefined
  return (checkNote(note, keys.known)?.length ?? 0) > 0
    ? { text, size: checkpoint.size }
    : undefined
}

/**
 * Compares what a witness shows with what this city signed last; an alarm is kept when ours does not
 * begin with it. Gives the size the witness has seen of our log. `claimed` is a size it only spoke of.
 */
export async function compareWith(
  witness: Party,
  of: Comparing,
  claimed?: number,
): Promise<number | undefined> {
  const shown = await shownBy(witness, of).catch(() => undefined)
  const mine: Tree | undefined = of.keys.signed()?.checkpoint
  const known = shown && mine && (await beginsWith(of.shelf, mine, shown.text))
  if (known) return shown.size
  const size = shown?.size ?? claimed
  if (size === undefined || (!shown && size <= (mine?.size ?? -1))) return undefined
  const at = of.clock()
  const alarm = { witness: witness.name, size, note: shown?.text ?? null, at }
  await of.db.transact((tx) => keepAlarm(tx, alarm))
  const what = shown ? 'has seen, signed by us,' : 'says that it has seen'
  of.tell(witness.name, `it ${what} a record of ${size} entries that this city does not know`)
  return undefined
}
