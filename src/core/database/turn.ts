import type { Answer, Committing, Connection, Driver } from './driver.ts'
import { explained } from './errors.ts'

/** One transaction on one connection, from its beginning to its end. */
export interface Turn {
  readonly connection: Connection
  /** Everything counts. */
  commit(): Promise<void>
  /** Nothing counts. A connection that cannot even say so is not used again. */
  undo(): Promise<void>
}

async function ask(connection: Connection, text: string): Promise<void> {
  try {
    await connection.query(text, [])
  } catch (failure) {
    throw explained(failure, text)
  }
}

async function undo(connection: Connection): Promise<void> {
  const lost = await connection.query('rollback', []).then(
    () => false,
    () => true,
  )
  connection.free(lost)
}

/** A connection that begins with the first statement, where it can, and may be told which is the last. */
function talking(connection: Connection, begin: string) {
  let begun = connection.first === undefined
  let committed: Promise<Answer> | undefined
  const committing = ({ answer, committed: end }: Committing) => {
    committed = end
    // Whoever commits hears of it.
    committed.catch(() => undefined)
    return answer
  }
  const query: Connection['query'] = (...asked) => {
    const [, , how] = asked
    const isFirst = !begun
    begun = true
    if (isFirst && how?.last && connection.only) return committing(connection.only(begin, ...asked))
    if (isFirst && connection.first) return connection.first(begin, ...asked)
    if (how?.last && connection.last) return committing(connection.last(...asked))
    return connection.query(...asked)
  }
  return {
    connection: { ...connection, query },
    async end() {
      if (!committed) return begun ? ask(connection, 'commit') : undefined
      await committed.catch((failure: unknown) => {
        throw explained(failure, 'commit')
      })
    },
  }
}

/** A turn for writing: it begins with the first statement or before it, and its end is waited for. */
export async function writingTurn(driver: Driver, begin: string): Promise<Turn> {
  const lent = await driver.connect()
  try {
    if (!lent.first) await ask(lent, begin)
  } catch (failure) {
    await undo(lent)
    throw failure
  }
  const { connection, end } = talking(lent, begin)
  return {
    connection,
    async commit() {
      await end()
      lent.free(false)
    },
    undo: () => undo(lent),
  }
}

/**
 * A turn for looking: it takes a connection with the first statement and begins in the same breath, so a page
 * that asks nothing costs nothing. A server's answers do not wait for its end, for nothing was written.
 */
export function lookingTurn(driver: Driver, begin: string): Turn {
  let taken: ReturnType<typeof talking> | undefined
  let lent: Connection | undefined
  async function first(...asked: Parameters<Connection['query']>) {
    lent = await driver.connect()
    if (!lent.first) await ask(lent, begin)
    taken = talking(lent, begin)
    return taken.connection.query(...asked)
  }
  const ended = ({ connection, end }: ReturnType<typeof talking>) =>
    end().then(
      () => connection.free(false),
      () => connection.free(true),
    )
  return {
    connection: {
      query: (...asked) => taken?.connection.query(...asked) ?? first(...asked),
      script: () => Promise.reject(new Error('nobody writes while looking')),
      free: () => undefined,
    },
    async commit() {
      const end = taken && ended(taken)
      if (driver.kind === 'embedded') await end
    },
    undo: async () => lent && undo(lent),
  }
}
