/**
 * A database for one test file: migrated once for all of them, then copied, and gone at the end.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Database, migrationHash, type MigrationSet, openDatabase } from '#core/database'

const cache = new URL('../node_modules/.cache/cityright/databases/', import.meta.url)

/** Milliseconds after which a snapshot nobody used is thrown away. */
const FORGET = 3 * 86_400_000

/** True when the file is there; using it keeps it. */
function isKept(file: string): boolean {
  try {
    utimesSync(file, new Date(), new Date())
    return true
  } catch {
    return false
  }
}

function sweep(): void {
  for (const name of readdirSync(cache)) {
    const file = new URL(name, cache)
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity)
    if (age > FORGET) rmSync(file, { force: true })
  }
}

/**
 * A file with these tables and no rows, to begin an embedded database with (`openDatabase({
 * snapshot })`).
 */
export async function snapshotOf(sets: readonly MigrationSet[]): Promise<string> {
  const file = fileURLToPath(new URL(`${migrationHash(sets).slice(0, 24)}.tar`, cache))
  if (isKept(file)) return file
  mkdirSync(cache, { recursive: true })
  sweep()
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  const db = await openDatabase()
  try {
    await db.migrate(sets)
    await db.dump(draft)
  } finally {
    await db.close()
  }
  renameSync(draft, file)
  return file
}

async function once(url: string, statement: string): Promise<void> {
  const server = await openDatabase({ url, pool: 1 })
  try {
    await server.script(statement)
  } finally {
    await server.close()
  }
}

async function onServer(url: string, sets: readonly MigrationSet[]): Promise<Database> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await once(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = await openDatabase({ url: own.href })
  const close = db.close.bind(db)
  db.close = async () => {
    await close()
    await once(url, `drop database if exists ${name} with (force)`)
  }
  await db.migrate(sets)
  return db
}

/** A fresh database with these tables: embedded, or on the server of DATABASE_URL. Close it. */
export async function testDatabase(sets: readonly MigrationSet[]): Promise<Database> {
  const url = process.env['DATABASE_URL']
  return url ? onServer(url, sets) : openDatabase({ snapshot: await snapshotOf(sets) })
}
