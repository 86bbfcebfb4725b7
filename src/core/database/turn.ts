import type { Connection, Driver } from './driver.ts'
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

/** A turn for writing: it has begun before the first statement is sent, and its end is waited for. */
export async function writingTurn(driver: Driver, begin: string): Promise<Turn> {
  const connection = await driver.connect()
  try {
    await ask(connection, begin)
  } catch (failure) {
    await undo(connection)
    throw failure
  }
  return {
    connection,
    async commit() {
      await ask(connection, 'commit')
      connection.free(false)
    },
    undo: () => undo(connection),
  }
}

/**
 * A turn for looking: it takes a connection with the first statement and begins in the same breath, so a page
 * that asks nothing costs nothing. A server's answers do not wait for its end, for nothing was written.
 */
export function lookingTurn(driver: Driver, begin: string): Turn {
  let taken: Connection | undefined
  async function first(text: string, values: readonly unknown[]) {
    taken = await driver.connect()
    if (taken.first) return taken.first(begin, text, values)
    await ask(taken, begin)
    return taken.query(text, values)
  }
  const ended = async (connection: Connection) => {
    await ask(connection, 'commit').then(
      () => connection.free(false),
      () => connection.free(true),
    )
  }
  return {
    connection: {
      query: (text, values, often) => taken?.query(text, values, often) ?? first(text, values),
      script: () => Promise.reject(new Error('nobody writes while looking')),
      free: () => undefined,
    },
    async commit() {
      const end = taken && ended(taken)
      if (driver.kind === 'embedded') await end
    },
    undo: async () => taken && undo(taken),
  }
}
