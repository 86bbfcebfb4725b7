import { Refusal } from '#core/kernel'
import type { z } from 'zod'
import type { Answer, Connection, Counts } from './driver.ts'
import { explained, mayRepeat } from './errors.ts'
import type { Statement } from './sql.ts'

/** One within another may bear the same name: the newest is meant (PostgreSQL manual, SAVEPOINT). */
const INNER = 'inner_work'

const short = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/**
 * The statements of one transaction, one after another. After the first failure nothing more is
 * sent.
 */
export class Statements {
  sent = 0
  failure: Error | undefined
  readonly #connection: Connection
  readonly #counts: Counts
  #turn: Promise<unknown> = Promise.resolve()
  #open = true
  #unanswered = 0

  constructor(connection: Connection, counts: Counts) {
    this.#connection = connection
    this.#counts = counts
  }

  async send(asked: Statement): Promise<Answer> {
    const { text } = asked
    if (!this.#open) throw new Error(`transaction is over: ${short(text)}`)
    this.sent += 1
    this.#counts.statements += 1
    this.#unanswered += 1
    if (asked.last) this.#open = false
    const mine = this.#turn.then(() => this.#ask(asked))
    this.#turn = mine.catch(() => undefined)
    try {
      return await mine
    } catch (failure) {
      const error = explained(failure, text)
      this.failure ??= error
      throw error
    } finally {
      this.#unanswered -= 1
    }
  }

  #ask(asked: Statement): Promise<Answer> {
    if (this.failure) throw this.failure
    return this.#connection.query(asked.text, asked.values, asked)
  }

  /**
   * Everything since a savepoint is undone, its failure too. A transaction that has to be done again as a whole, or whose
   * connection is gone, stays failed.
   */
  async undoTo(savepoint: string): Promise<void> {
    await this.#turn
    if (mayRepeat(this.failure) || this.failure instanceof Refusal) return
    this.failure = undefined
    await this.send({ text: `rollback to savepoint ${savepoint}`, values: [] })
    await this.send({ text: `release savepoint ${savepoint}`, values: [] })
  }

  /**
   * No statement after this one; a statement nobody waited for is a mistake, and undoes the work.
   */
  async end(): Promise<void> {
    this.#open = false
    if (this.#unanswered === 0) return
    await this.#turn
    this.failure ??= new Error('transaction is over, but a statement in it was not awaited')
  }
}

/** Shapes that were used before. Most that were not are used this once: zod compiles none of those, which takes longer. */
const used = new WeakSet<z.ZodType>()

function checked<Row>(rows: readonly unknown[], row: z.ZodType<Row>, text: string): Row[] {
  const jitless = rows.length < 20 && !used.has(row)
  used.add(row)
  return rows.map((one) => {
    const parsed = row.safeParse(one, { jitless })
    if (parsed.success) return parsed.data
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`a row is not as expected (${where.join('; ')}), of: ${short(text)}`)
  })
}

/**
 * One unit of work on the database. It dies with its transaction, so a forgotten await fails
 * loudly.
 */
export class Tx {
  readonly #statements: Statements

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Statements sent so far. */
  get statements(): number {
    return this.#statements.sent
  }

  /** Every row, checked against its schema. */
  async many<Row>(statement: Statement, row: z.ZodType<Row>): Promise<Row[]> {
    const { rows } = await this.#statements.send(statement)
    return checked(rows, row, statement.text)
  }

  /** The first row, checked against its schema; undefined when there is none. */
  async one<Row>(statement: Statement, row: z.ZodType<Row>): Promise<Row | undefined> {
    const { rows } = await this.#statements.send(statement)
    return checked(rows.slice(0, 1), row, statement.text)[0]
  }

  /** Does it, and says how many rows it touched. */
  async run(statement: Statement): Promise<number> {
    const { affected } = await this.#statements.send(statement)
    return affected
  }

  /**
   * Work that stands or falls alone inside this one (SQL:2023, savepoints): when it throws, what it wrote is undone and
   * the rest is not. What has to be done again as a whole fails as a whole.
   */
  async inner<T>(work: () => Promise<T>): Promise<T> {
    await this.#statements.send({ text: `savepoint ${INNER}`, values: [] })
    try {
      const result = await work()
      await this.#statements.send({ text: `release savepoint ${INNER}`, values: [] })
      return result
    } catch (failure) {
      await this.#statements.undoTo(INNER)
      throw failure
    }
  }

  /** @NOTE plumbing for the job queue alone: text that was not written with `sql`. */
  async raw(text: string, values: readonly unknown[] = []): Promise<Answer> {
    return this.#statements.send({ text, values })
  }
}
