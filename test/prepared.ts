/** The databases of a whole city with every service, made once for all test files and then copied. */
import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationHash, openDatabase } from '#core/database'
import { migrateVault, vaultMigrations } from '#core/vault'
import pg from 'pg'
import { servicesOf } from '../src/city.ts'
import { openCityDatabase } from '../src/opening/databases.ts'
import { cityLogins } from '../src/opening/logins.ts'
import { migrationSets } from '../src/opening/migrations.ts'
import { settingsFrom } from '../src/settings.ts'

const cache = fileURLToPath(new URL('../node_modules/.cache/cityright/cities/', import.meta.url))

/** Milliseconds after which a prepared city nobody used is thrown away. */
const FORGET = 86_400_000
/** Any number: one process at a time makes or copies the prepared databases of a server. */
const LOCK = 7361002
const NAME = 'cityright_prepared'

const all = () => servicesOf({ hub: true })
const sets = () => migrationSets(all())

/** Changes with every migration and every right: 24 letters. */
function stamp(): string {
  const hash = createHash('sha256').update(migrationHash([...sets(), vaultMigrations]))
  hash.update(cityLogins(all()).stamp)
  return hash.digest('hex').slice(0, 24)
}

function sweep(): void {
  for (const name of readdirSync(cache)) {
    const age = Date.now() - (statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > FORGET) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

async function migrated(place: { readonly folder: string }) {
  const db = await openDatabase(place)
  try {
    await db.migrate(sets())
  } finally {
    await db.close()
  }
}

async function keptFolder(): Promise<string> {
  const folder = join(cache, stamp())
  mkdirSync(cache, { recursive: true })
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date())
    return folder
  }
  sweep()
  const draft = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}`
  await Promise.all([
    migrated({ folder: join(draft, 'city') }),
    migrateVault({ folder: join(draft, 'vault'), keys: draft }),
  ])
  try {
    renameSync(draft, folder)
  } catch (failure) {
    // Another test file was quicker: its folder is the same.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw failure
  }
  return folder
}

/** Puts both embedded databases with their tables, and no rows, into the data folder of a city. */
export async function prepareFolder(data: string): Promise<void> {
  const from = await keptFolder()
  // At once: two thousand small files cost twice as much one promise after another.
  cpSync(from, data, { recursive: true })
}

function named(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Takes roles away that no database is left for. */
export async function dropLogins(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where starts_with(rolname, $1)',
    [`${prefix}_`],
  )
  for (const { rolname } of rows) await client.query(`drop role "${rolname}"`)
}

/** Where the passwords of the prepared databases lie, which the copies have too. */
export function loginFolder(): string {
  return join(cache, `${stamp()}.logins`)
}

async function makePrepared(server: string, client: pg.Client, stamped: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [NAME],
  )
  const names = rows.map(({ datname }) => datname)
  if (names.includes(`${NAME}_${stamped}_vault`)) return
  for (const name of names) await client.query(`drop database ${name} with (force)`)
  await dropLogins(client, NAME)
  for (const part of ['city', 'vault'])
    await client.query(`create database ${NAME}_${stamped}_${part}`)
  const keys = loginFolder()
  const url = named(server, `${NAME}_${stamped}_city`)
  const settings = settingsFrom({ DATABASE_URL: url, KEYS: keys })
  const { db } = await openCityDatabase(settings, all(), { passwords: 'make' })
  await db.close()
  await migrateVault({ url: named(server, `${NAME}_${stamped}_vault`), keys })
}

/** Makes databases of these names with the tables of a city and of its vault, and no rows. */
export async function prepareOnServer(
  server: string,
  names: readonly [string, string],
): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const stamped = stamp()
    await makePrepared(server, client, stamped)
    for (const [at, part] of ['city', 'vault'].entries()) {
      await client.query(`create database ${names[at]} template ${NAME}_${stamped}_${part}`)
    }
  } finally {
    await client.end()
  }
}
