/** Where to go on: at what was signed last, if files and database still agree with it. */
import type { Database, Tx } from '#core/database'
import { type Edge, emptyEdge, endsAt, readEdge, readEntries, same, WIDTH } from '../log/index.ts'
import type { LogKeys } from './keys.ts'
import type { LogShelf } from './shelf.ts'
import { isBehind, renew } from './renew.ts'
import { LogStopped } from './stopped.ts'
import { bytesAt, lockLog, nextPosition, restore } from './store.ts'
import { keyOfLog } from './which-log.ts'
import { keyText } from '../log/index.ts'

/** What a sequencer stands on. */
export interface LogPlace {
  readonly db: Database
  readonly shelf: LogShelf
  readonly keys: LogKeys
}

async function signedEntries(shelf: LogShelf, size: number, from: number) {
  const index = Math.floor(from / WIDTH)
  const width = Math.min(WIDTH, size - index * WIDTH)
  const entries = await readEntries(shelf.read, { level: 'entries', index, width })
  return entries.slice(from % WIDTH)
}

/** The entry before the first free place is the one the log has there. */
async function agrees(tx: Tx, shelf: LogShelf, size: number, next: number): Promise<void> {
  if (next === 0) return
  const [there] = await signedEntries(shelf, size, next - 1)
  const mine = await bytesAt(tx, next - 1)
  if (there && mine && same(there, mine)) return
  throw new LogStopped(`the database holds another entry at ${next - 1} than the log`)
}

/** Brings back what a database that was set back has lost, one bundle at a time. */
async function catchUp({ db, shelf }: LogPlace, size: number): Promise<void> {
  for (let done = false; !done;) {
    done = await db.transact(async (tx) => {
      if (!(await lockLog(tx))) throw new LogStopped('another process is restoring the log')
      const next = await nextPosition(tx)
      await agrees(tx, shelf, size, Math.min(next, size))
      if (next >= size) return true
      const lost = await signedEntries(shelf, size, next)
      for (const [n, entry] of lost.entries()) await restore(tx, next + n, entry)
      return false
    })
  }
}

/** A database that still writes the log before this one begins this one. */
async function beginAnew({ db, keys }: LogPlace, now: string): Promise<void> {
  if (!(await db.look((tx) => isBehind(tx, keys)))) return
  await db.transact(async (tx) => {
    if (!(await lockLog(tx))) throw new LogStopped('another process begins the new record')
    if (await isBehind(tx, keys)) await renew(tx, keys, now)
  })
}

/** The edge of the tree that was signed last. Throws `LogStopped` with the reason when the log may not go on. */
export async function openEdge(place: LogPlace, now: string): Promise<Edge> {
  const { db, shelf, keys } = place
  await beginAnew(place, now)
  const [first] = keys.log
  const vkey = first ? keyText(first) : ''
  const known = await db.transact((tx) => keyOfLog(tx, vkey, keys))
  if (!keys.known.some((key) => keyText(key) === known)) {
    throw new LogStopped(`the log is written with another key: ${known}`)
  }
  const signed = keys.signed()?.checkpoint
  if (!signed) return emptyEdge
  const edge = await readEdge(shelf.read, signed.size).catch((failure: unknown) => {
    throw new LogStopped('the files of the log are older than what was signed', { cause: failure })
  })
  if (!endsAt(edge, signed)) throw new LogStopped('the files of the log are not what was signed')
  await catchUp(place, signed.size)
  return edge
}
