import { join } from 'node:path'
import type { Connection, Driver } from './driver.ts'
import { startThread, type Thread } from './embedded-thread.ts'
import type { Place } from './embedded-worker.ts'
import { databaseBusy, databaseDown } from './errors.ts'
import { lockFolder } from './folder-lock.ts'
import { openQueue } from './queue.ts'
import { encode } from './values.ts'

interface Settings {
  readonly folder?: string | undefined
  readonly snapshot?: string | undefined
  /** Milliseconds one statement may take. */
  readonly statementTimeout: number
  /**
   * Milliseconds an open transaction may say nothing, before it is undone so that others can work.
   */
  readonly idleTimeout: number
}

/** Milliseconds a transaction may wait for its turn. */
const PATIENCE = 30_000

const ROLLBACK = { op: 'query', text: 'rollback', values: [] } as const

class Embedded implements Driver {
  readonly kind = 'embedded'
  readonly writers = Infinity
  readonly #place: Place
  readonly #limit: number
  readonly #idle: number
  readonly #leave: () => void
  readonly #queue = openQueue(PATIENCE, () => databaseBusy('too many wait for the database'))
  #thread: Promise<Thread> | undefined
  #closed = false

  constructor(settings: Settings) {
    const { folder, snapshot } = settings
    this.#leave = folder ? lockFolder(folder) : () => undefined
    this.#limit = settings.statementTimeout
    this.#idle = settings.idleTimeout
    this.#place = {
      ...(folder ? { folder: join(folder, 'pg') } : {}),
      ...(snapshot ? { snapshot } : {}),
    }
  }

  /** The running thread; after a crash a new one, on the same folder. */
  thread(): Promise<Thread> {
    if (this.#closed) return Promise.reject(new Error('the database is closed'))
    this.#thread ??= startThread(this.#place, () => this.#died()).catch((failure: unknown) => {
      this.#thread = undefined
      throw failure
    })
    return this.#thread
  }

  #died(): void {
    const inMemory = this.#place.folder === undefined
    this.#thread = undefined
    if (this.#closed) return
    if (inMemory) {
      const lost = databaseDown('the database in memory was lost when its thread stopped')
      this.#thread = Promise.reject(lost)
      this.#thread.catch(() => undefined)
    } else void this.thread().catch(() => undefined)
  }

  /**
   * A thread that has been stopped needs a moment to be gone, before another may open its folder.
   */
  async #living(): Promise<Thread> {
    const thread = await this.thread()
    if (!thread.dead) return thread
    await thread.stop()
    return this.thread()
  }

  async connect(): Promise<Connection> {
    const leave = await this.#queue.turn()
    try {
      return this.#lend(await this.#living(), leave)
    } catch (failure) {
      leave()
      throw failure
    }
  }

  #lend(thread: Thread, leave: () => void): Connection {
    const loan = { over: false, asking: 0 }
    const end = (last: Promise<unknown>) => {
      loan.over = true
      clearInterval(idle)
      void last.then(leave, leave)
    }
    const idle = setInterval(() => {
      if (loan.asking === 0) end(thread.ask(ROLLBACK, this.#limit))
    }, this.#idle).unref()
    const ask: Thread['ask'] = async (question, limit) => {
      if (loan.over) throw new Error('transaction is over: it said nothing for too long')
      loan.asking += 1
      idle.refresh()
      return thread.ask(question, limit).finally(() => (loan.asking -= 1))
    }
    return {
      query: (text, values) => ask({ op: 'query', text, values: values.map(encode) }, this.#limit),
      script: async (text) => void (await ask({ op: 'script', text }, 0)),
      free: (broken) => {
        if (!loan.over) end(broken && !thread.dead ? thread.stop() : Promise.resolve())
      },
    }
  }

  async dump(file: string): Promise<void> {
    const leave = await this.#queue.turn()
    try {
      await (await this.#living()).ask({ op: 'dump', file }, 0)
    } finally {
      leave()
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    const leave = await this.#queue.turn()
    this.#closed = true
    const thread = await this.#thread?.catch(() => undefined)
    await thread?.ask({ op: 'close' }, PATIENCE).catch(() => undefined)
    await thread?.stop()
    this.#leave()
    leave()
  }
}

/**
 * PostgreSQL inside this program (PGlite): one connection, for trying out, small cities and tests.
 */
export async function openEmbedded(
  settings: Settings,
): Promise<Driver & { thread(): Promise<Thread> }> {
  const driver = new Embedded(settings)
  try {
    await driver.thread()
  } catch (failure) {
    await driver.close()
    throw failure
  }
  return driver
}
