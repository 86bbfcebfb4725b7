/**
 * PostgreSQL, embedded or as a server. A `Tx` is the only way to reach it, and dies with its
 * transaction.
 */
export { isConfined } from './confined.ts'
export { Database } from './database.ts'
export type { Counts } from './driver.ts'
export { writeDurably, writeWhole } from './durable.ts'
export { DatabaseError } from './errors.ts'
export { lockReadings } from './folder-lock.ts'
export { type Logins, readLogins } from './login-file.ts'
export type { LoginPlan, LoginRights } from './logins.ts'
export { migrationHash, type MigrationSet } from './migrate.ts'
export { type DatabaseSettings, openDatabase } from './open.ts'
export { type Prepared, prepareDatabase } from './prepare.ts'
export { sql, type Statement } from './sql.ts'
export { Tx } from './tx.ts'
