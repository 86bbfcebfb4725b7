import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection, Counts, Driver } from './driver.ts'
import { databaseBusy, explained, mayRepeat } from './errors.ts'
import { type Gate, openGate } from './gate.ts'
import { migrate, type MigrationSet } from './migrate.ts'
import { lookingTurn, type Turn, writingTurn } from './turn.ts'
import { Statements, Tx } from './tx.ts'

/** How often work is done again when others changed the same rows at the same time. */
const RETRIES = 3
/** Milliseconds a transaction waits for its turn at most. */
const WAIT = 20_000
/** Milliseconds after which a database that says nothing counts as ill. */
const PATIENCE = 2_000

const WRITE = 'begin isolation level serializable'
const LOOK = 'begin isolation level repeatable read read only'

async function undo(connection: Connection): Promise<void> {
  const lost = await connection.query('rollback', []).then(
    () => false,
    () => true,
  )
  connection.free(lost)
}

/** What all logins of one database have together: they get into each other's way, and none works inside another. */
interface Shared {
  readonly counts: Counts
  readonly gate: Gate
  readonly inside: AsyncLocalStorage<{ open: boolean }>
  readonly views: Map<string, Database>
}

function sharedOf({ writers: most }: Driver): Shared {
  const refusal = () => databaseBusy('too many transactions wait')
  return {
    counts: { statements: 0, transactions: 0, retries: 0 },
    gate: openGate({ most, patience: WAIT, refusal }),
    inside: new AsyncLocalStorage(),
    views: new Map(),
  }
}

/** The city's database. Work on it is a transaction; there is no other way to reach it. */
export class Database {
  readonly counts: Counts
  readonly #driver: Driver
  readonly #shared: Shared

  constructor(driver: Driver, shared: Shared = sharedOf(driver)) {
    this.#driver = driver
    this.#shared = shared
    this.counts = shared.counts
  }

  /** `each`: every service has a login of its own; `one`: they share one; `none`: embedded, nobody signs in. */
  get logins(): 'each' | 'one' | 'none' {
    if (this.#driver.kind === 'embedded') return 'none'
    return this.#driver.as ? 'each' : 'one'
  }

  /** The same database under the login of this service, where each has its own. */
  as(login: string): Database {
    const { views } = this.#shared
    const known = views.get(login)
    if (known || !this.#driver.as) return known ?? this
    const view = new Database(this.#driver.as(login), this.#shared)
    views.set(login, view)
    return view
  }

  get kind(): 'embedded' | 'postgres' {
    return this.#driver.kind
  }

  /**
   * Does work in one serializable transaction: as if nobody else worked at the same time, or not
   * at all.
   * The work may be repeated, so it may touch nothing but `tx`.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let retry = 0; ; retry += 1) {
      try {
        return await this.#shared.gate.pass(
          () => this.#attempt(() => writingTurn(this.#driver, WRITE), work),
          retry === RETRIES,
        )
      } catch (failure) {
        if (!mayRepeat(failure)) throw failure
        if (retry === RETRIES) throw databaseBusy('others kept changing the same rows')
        this.counts.retries += 1
        this.#shared.gate.narrow()
        await pause(Math.random() * 10 * 2 ** retry)
      }
    }
  }

  /** Looks at one moment of the database; PostgreSQL itself refuses a write. */
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#attempt(() => lookingTurn(this.#driver, LOOK), work)
  }

  async #attempt<T>(begin: () => Turn | Promise<Turn>, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#shared.inside.getStore()?.open)
      throw new Error('a transaction inside a transaction: pass tx')
    const turn = await begin()
    const inside = { open: true }
    const statements = new Statements(turn.connection, this.counts)
    this.counts.transactions += 1
    try {
      const result = await this.#shared.inside.run(inside, () => work(new Tx(statements)))
      inside.open = false
      await statements.end()
      if (statements.failure) throw statements.failure
      await turn.commit()
      return result
    } catch (failure) {
      inside.open = false
      await statements.end()
      await turn.undo()
      throw failure
    }
  }

  /** Brings the tables up to date: every file once, in order, each in its own transaction. */
  migrate(sets: readonly MigrationSet[]): Promise<{ applied: string[] }> {
    return migrate(this.#driver, sets)
  }

  /** @NOTE plumbing: several statements at once, outside of any transaction of ours. */
  async script(text: string): Promise<void> {
    const connection = await this.#driver.connect()
    try {
      await connection.script(text)
      connection.free(false)
    } catch (failure) {
      await undo(connection)
      throw explained(failure, '')
    }
  }

  /** True when the database answers soon. */
  async healthy(): Promise<boolean> {
    const asked = this.look((tx) => tx.raw('select 1')).then(
      () => true,
      () => false,
    )
    return Promise.race([asked, pause(PATIENCE, false, { ref: false })])
  }

  /** Writes everything into one file, for tests; only the embedded database can. */
  dump(file: string): Promise<void> {
    return this.#driver.dump(file)
  }

  close(): Promise<void> {
    return this.#driver.close()
  }
}
