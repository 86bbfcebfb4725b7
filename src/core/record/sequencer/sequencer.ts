/** Puts what waits in the outbox into the log, in one order, and signs it. */
import type { Tx } from '#core/database'
import {
  checkpointText,
  type Edge,
  grown,
  hashText,
  isConsistent,
  noteText,
  readConsistency,
  same,
  signLine,
  treeAt,
  WIDTH,
} from '../log/index.ts'
import { unforked } from './alarm.ts'
import { Announcer, type Saying } from './announce.ts'
import { type LogPlace, openEdge } from './open-edge.ts'
import { LogStopped } from './stopped.ts'
import {
  bytesAt,
  entriesFrom,
  givePositions,
  keepCheckpoint,
  type KeptCheckpoint,
  lockLog,
  nextPosition,
  readHead,
} from './store.ts'

/** Entries that are integrated at once. */
const PORTION = 4096
/** Files that are written at once: their order says nothing before a checkpoint is signed. */
const AT_ONCE = 8
/** After this long a checkpoint is signed again, though nothing happened: it shows that the log lives. */
const FRESH = 3_600_000

/** Moments between two steps; tests stop the sequencer there. */
export type Moment =
  | 'opened'
  | 'placed'
  | 'written'
  | 'integrated'
  | 'signed'
  | 'kept'
  | 'published'

/** What a sequencer works with. */
export interface Sequencing extends LogPlace, Saying {
  /** Called after each step. */
  readonly after?: (moment: Moment) => void | Promise<void>
}

/** The one that writes the log. Many processes may have one: a lock and idempotent steps keep them apart. */
export class Sequencer {
  readonly #of: Sequencing
  #edge: Edge | undefined
  #last: Uint8Array | undefined
  #signedAt = 0
  readonly #announcer: Announcer

  constructor(of: Sequencing) {
    this.#of = of
    this.#announcer = new Announcer(of)
  }

  /**
   * One round: gives places, writes files, signs, publishes. Gives the checkpoint when a new one
   * was published. After a failure the next round begins at what was signed last.
   */
  async step(): Promise<KeptCheckpoint | undefined> {
    try {
      this.#edge ??= await this.#opened()
      for (;;) {
        const mine = await this.#place(this.#edge)
        if (mine === undefined) return undefined
        this.#edge = await this.#integrate(this.#edge)
        if (mine === 0) break
      }
      return await this.#sign(this.#edge)
    } catch (failure) {
      this.#edge = undefined
      throw failure
    }
  }

  async #after(moment: Moment): Promise<void> {
    await this.#of.after?.(moment)
  }

  async #opened(): Promise<Edge> {
    const edge = await openEdge(this.#of, this.#of.clock())
    await this.#after('opened')
    return edge
  }

  /** How many entries got a place; undefined when another process is at it. */
  async #place(edge: Edge): Promise<number | undefined> {
    const { keys, shelf } = this.#of
    const placed = await this.#of.db.transact(async (tx) => {
      if (!(await lockLog(tx))) return undefined
      keys.refresh()
      const next = await nextPosition(tx)
      if (next < Math.max(edge.size, keys.signed()?.checkpoint.size ?? 0)) {
        throw new LogStopped('the database was set back while the log was being written')
      }
      await unforked(tx, shelf, edge)
      const said = await this.#announcer.announce(tx, next)
      return said + (await givePositions(tx, next + said))
    })
    if (placed !== undefined) this.#announcer.committed()
    if (placed) await this.#after('placed')
    return placed
  }

  async #write(edge: Edge, added: readonly Uint8Array[]): Promise<Edge> {
    const { shelf } = this.#of
    const { edge: now, files } = grown(edge, added)
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const some = files.slice(at, at + AT_ONCE)
      await Promise.all(some.map(({ path, bytes }) => shelf.write(path, bytes)))
      await this.#after('written')
    }
    const whole = files.filter(({ path }) => !path.includes('.p/'))
    for (const { path } of whole) await shelf.clear(`${path}.p`)
    return now
  }

  async #integrate(from: Edge): Promise<Edge> {
    let edge = from
    for (;;) {
      const rows = await this.#of.db.look((tx) => entriesFrom(tx, edge.size, PORTION))
      if (rows.length === 0) return edge
      if (rows.some(({ position }, n) => position !== edge.size + n)) {
        throw new LogStopped(`the database has no entry at some place after ${edge.size}`)
      }
      const bytes = rows.map((row) => row.bytes)
      edge = await this.#write(edge, bytes)
      this.#last = bytes.at(-1)
      await this.#after('integrated')
      if (rows.length < WIDTH) return edge
    }
  }

  /** Refuses every tree that does not begin with the one that was signed last. */
  async #follows(tx: Tx, edge: Edge): Promise<boolean> {
    const { keys, shelf, clock } = this.#of
    const signed = keys.signed()?.checkpoint
    if (edge.size < (signed?.size ?? 0)) {
      this.#edge = undefined
      return false
    }
    const tree = treeAt(edge)
    if (signed) {
      const proof = await readConsistency(shelf.read, signed.size, tree.size)
      if (!isConsistent(signed, tree, proof)) {
        throw new LogStopped('the log does not begin with what was signed before')
      }
    }
    const there = edge.size > 0 ? await bytesAt(tx, edge.size - 1) : undefined
    if (this.#last && !(there && same(there, this.#last))) {
      throw new LogStopped('the database changed while the log was being written')
    }
    const published = (await readHead(tx))?.size ?? -1
    return tree.size > published || Date.parse(clock()) - this.#signedAt >= FRESH
  }

  async #signed(tx: Tx, edge: Edge): Promise<KeptCheckpoint | undefined> {
    const { keys, clock } = this.#of
    if (!(await lockLog(tx)) || !(await this.#follows(tx, edge))) return undefined
    const at = clock()
    const { size, root } = treeAt(edge)
    const text = checkpointText({ origin: keys.origin, size, root })
    const lines = keys.log.map((key) => signLine(key, text, Math.floor(Date.parse(at) / 1000)))
    const kept = {
      origin: keys.origin,
      size,
      root: hashText(root),
      at,
      note: noteText({ text, lines }),
    }
    await keys.keep(kept.note)
    await this.#after('signed')
    if ((await keepCheckpoint(tx, kept)) === 0) {
      throw new LogStopped('the database holds another checkpoint of that size')
    }
    await this.#after('kept')
    await this.#of.shelf.write('checkpoint', Buffer.from(kept.note))
    await this.#after('published')
    return kept
  }

  async #sign(edge: Edge): Promise<KeptCheckpoint | undefined> {
    const kept = await this.#of.db.transact((tx) => this.#signed(tx, edge))
    if (kept) this.#signedAt = Date.parse(kept.at)
    return kept
  }
}
