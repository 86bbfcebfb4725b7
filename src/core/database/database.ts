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

/** The city's database. Work on it is a transaction; there is no other way to reach it. */
export class Database {
  readonly counts: Counts = { statements: 0, transactions: 0, retries: 0 }
  readonly #driver: Driver
  readonly #gate: Gate
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>()

  constructor(driver: Driver) {
    this.#driver = driver
    const refusal = () => databaseBusy('too many transactions wait')
    this.#gate = openGate({ most: driver.writers, patience: WAIT, refusal })
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
        return await this.#gate.pass(
          () => this.#attempt(() => writingTurn(this.#driver, WRITE), work),
          retry === RETRIES,
        )
      } catch (failure) {
        if (!mayRepeat(failure)) throw failure
        if (retry === RETRIES) throw databaseBusy('others kept changing the same rows')
        this.counts.retries += 1
        this.#gate.narrow()
        await pause(Math.random() * 10 * 2 ** retry)
      }
    }
  }

  /** Looks at one moment of the database; PostgreSQL itself refuses a write. */
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#attempt(() => lookingTurn(this.#driver, LOOK), work)
  }

  async #attempt<T>(begin: () => Turn | Promise<Turn>, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#inside.getStore()?.open)
      throw new Error('a transaction inside a transaction: pass tx')
    const turn = await begin()
    const inside = { open: true }
    const statements = new Statements(turn.connection, this.counts)
    this.counts.transactions += 1
    try {
      const result = await this.#inside.run(inside, () => work(new Tx(statements)))
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
