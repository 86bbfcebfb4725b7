import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Connection, Driver } from './driver.ts'
import { explained } from './errors.ts'

/** The numbered SQL files of one part of the house. */
export interface MigrationSet {
  /** Name under which the table `public.migration` remembers them. */
  readonly name: string
  readonly folder: URL
}

interface MigrationFile {
  readonly set: string
  readonly name: string
  readonly path: string
  readonly text: string
  readonly sha256: string
}

/** Any number, the same in every process: only one of them migrates at a time. */
const LOCK = 'select pg_advisory_xact_lock(7361001)'

const TABLE = `create table if not exists public.migration (
  set text not null,
  name text not null,
  sha256 text not null,
  at timestamptz not null default now(),
  primary key (set, name)
)`

function filesOf({ name: set, folder }: MigrationSet): MigrationFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const wrong = names.find((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name))
  if (wrong) throw new Error(`${set}/${wrong}: name a migration like 0002-add-colours.sql`)
  const numbers = new Set(names.map((name) => name.slice(0, 4)))
  if (numbers.size < names.length) throw new Error(`${set}: two migrations have the same number`)
  return names.sort().map((name) => {
    const file = new URL(name, folder.href.endsWith('/') ? folder : `${folder.href}/`)
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    const sha256 = createHash('sha256').update(text).digest('hex')
    return { set, name, path: fileURLToPath(file), text, sha256 }
  })
}

/** What every file of the sets is known by in the table of migrations. */
export function migrationKeys(sets: readonly MigrationSet[]): string[] {
  return sets.flatMap(filesOf).map(({ set, name }) => `${set}/${name}`)
}

/** A hash of everything the sets contain: two equal ones make the same tables. */
export function migrationHash(sets: readonly MigrationSet[]): string {
  const hash = createHash('sha256')
  for (const { set, name, sha256 } of sets.flatMap(filesOf))
    hash.update(`${set}/${name} ${sha256}\n`)
  return hash.digest('hex')
}

type Known = ReadonlyMap<string, string>

async function known(connection: Connection): Promise<Known> {
  const { rows } = await connection.query('select set, name, sha256 from public.migration', [])
  return new Map(
    rows.map((row) => [`${String(row['set'])}/${String(row['name'])}`, String(row['sha256'])]),
  )
}

/** True when the file still has to be applied; throws when it is not the file that was. */
function isNew(file: MigrationFile, applied: Known): boolean {
  const before = applied.get(`${file.set}/${file.name}`)
  if (before === undefined) return true
  if (before === file.sha256) return false
  throw new Error(`${file.path} was edited after it was applied here: write a new file instead`)
}

function refuseUnknown(
  sets: readonly MigrationSet[],
  files: readonly MigrationFile[],
  applied: Known,
): void {
  const names = new Set(files.map((file) => `${file.set}/${file.name}`))
  for (const key of applied.keys()) {
    const ours = sets.some(({ name }) => key.slice(0, key.lastIndexOf('/')) === name)
    if (ours && !names.has(key)) {
      throw new Error(`the database has the migration ${key}, which this version does not know`)
    }
  }
}

function at(file: MigrationFile, failure: unknown): Error {
  const { position, message } = explained(failure, '') as Error & { position?: number }
  const line = position ? file.text.slice(0, position - 1).split('\n').length : undefined
  return new Error(`${file.path}${line ? `:${line}` : ''}: ${message}`, { cause: failure })
}

async function within<T>(driver: Driver, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await driver.connect()
  try {
    await connection.query('begin isolation level read committed', [])
    await connection.query('set local statement_timeout = 0', [])
    await connection.query(LOCK, [])
    const result = await work(connection)
    await connection.query('commit', [])
    connection.free(false)
    return result
  } catch (failure) {
    await connection.query('rollback', []).catch(() => undefined)
    connection.free(driver.kind === 'postgres')
    throw failure
  }
}

async function apply(connection: Connection, file: MigrationFile): Promise<boolean> {
  if (!isNew(file, await known(connection))) return false
  await connection.script(file.text).catch((failure: unknown) => {
    throw at(file, failure)
  })
  await connection.query('insert into public.migration (set, name, sha256) values ($1, $2, $3)', [
    file.set,
    file.name,
    file.sha256,
  ])
  return true
}

/**
 * Applies what is missing, in the order of the sets, one transaction a file. Safe when several
 * start at once.
 */
export async function migrate(
  driver: Driver,
  sets: readonly MigrationSet[],
): Promise<{ applied: string[] }> {
  const files = sets.flatMap(filesOf)
  const before = await within(driver, async (connection) => {
    await connection.query(TABLE, [])
    return known(connection)
  })
  refuseUnknown(sets, files, before)
  const applied: string[] = []
  for (const file of files) {
    if (!isNew(file, before)) continue
    const done = await within(driver, (connection) => apply(connection, file))
    if (done) applied.push(`${file.set}/${file.name}`)
  }
  return { applied }
}
