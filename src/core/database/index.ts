/**
 * PostgreSQL, embedded or as a server. A `Tx` is the only way to reach it, and dies with its
 * transaction.
 */
export { Database } from './database.ts'
export type { Counts } from './driver.ts'
export { DatabaseError } from './errors.ts'
export { migrationHash, type MigrationSet } from './migrate.ts'
export { type DatabaseSettings, openDatabase } from './open.ts'
export { sql, type Statement } from './sql.ts'
export { Tx } from './tx.ts'
