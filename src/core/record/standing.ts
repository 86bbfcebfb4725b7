import type { Tx } from '#core/database'
import { lastSeen } from './place.ts'
import {
  type Alarm,
  readAlarms,
  readHead,
  readStanding,
  type Witnessing,
} from './sequencer/index.ts'

/** An entry that waits longer than this for its place says that the log stands still (privacy-record.md 3.4). */
const LATE = 5 * 60_000

/** How the log stands as a whole, for those who read the record. */
export interface LogStanding {
  /** Name of the log; null before its first checkpoint. */
  readonly origin: string | null
  /** Entries in the last signed checkpoint, and when it was signed. */
  readonly size: number
  readonly signedAt: string | null
  /** Witnesses that cosigned last, of how many, and when the last of them did. */
  readonly seen: number
  readonly asked: number
  readonly at: string | null
  readonly witnesses: readonly Witnessing[]
  /** Signed entries that no witness has seen yet. */
  readonly unseen: number
  /** Since when acts wait for their place longer than they should; null while all is well. */
  readonly still: string | null
  /** What a witness has seen of our log that this city does not know; null when there is no such thing. */
  readonly alarm: Alarm | null
}

/** How the log stands, in three statements. */
export async function readLogStanding(tx: Tx, now: string): Promise<LogStanding> {
  const late = new Date(Date.parse(now) - LATE).toISOString()
  const head = await readHead(tx)
  const still = (await readStanding(tx, late)) ?? null
  const witnesses = head?.witnesses ?? []
  const size = head?.size ?? 0
  return {
    origin: head?.origin ?? null,
    size,
    signedAt: head?.at ?? null,
    seen: witnesses.filter(({ at }) => at !== null).length,
    asked: witnesses.length,
    at: lastSeen(witnesses),
    witnesses,
    unseen: size - Math.min(size, head?.witnessedSize ?? 0),
    still,
    alarm: (await readAlarms(tx))[0] ?? null,
  }
}
