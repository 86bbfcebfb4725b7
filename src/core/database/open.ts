import { Database } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { openPostgres } from './postgres.ts'

/**
 * Where the database is. With a `url` a PostgreSQL server, else embedded: in a folder, or in
 * memory.
 */
export interface DatabaseSettings {
  readonly url?: string | undefined
  readonly folder?: string | undefined
  /** Connections to a server at most. */
  readonly pool?: number | undefined
  /** Milliseconds one statement may take. */
  readonly statementTimeout?: number | undefined
  /**
   * Milliseconds an open transaction may say nothing, before it is undone so that others can work.
   */
  readonly idleTimeout?: number | undefined
  /** A file written by `dump`, to begin with; embedded in memory only. */
  readonly snapshot?: string | undefined
}

/** How long things may take, where nobody said otherwise. */
export function limitsOf({ statementTimeout = 15_000, idleTimeout = 60_000 }: DatabaseSettings) {
  return { statementTimeout, idleTimeout }
}

/**
 * Opens the database; throws when it cannot be reached or its folder belongs to another process.
 */
export async function openDatabase(settings: DatabaseSettings = {}): Promise<Database> {
  const { url, folder, snapshot, pool = 10 } = settings
  const limits = limitsOf(settings)
  if (url) return new Database(openPostgres({ url, pool, ...limits }))
  return new Database(await openEmbedded({ folder, snapshot, ...limits }))
}
