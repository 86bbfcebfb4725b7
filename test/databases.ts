/** Databases for a whole test city: new ones on the PostgreSQL of DATABASE_URL, or embedded in its folder. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, openDatabase } from '#core/database'
import pg from 'pg'
import { dropLogins, loginFolder, prepareFolder, prepareOnServer } from './prepared.ts'

export interface FreshDatabases {
  readonly environment: Record<string, string>
  drop(): Promise<void>
  /** Keeps the city's database as it is now; what it gives sets it back to that. Nobody may have it open. */
  keep(): Promise<() => Promise<void>>
}

async function on(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function named(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Copies a database of a server over another one; those who are in either are thrown out. */
async function copied(server: string, from: string, to: string): Promise<void> {
  await on(server, async (client) => {
    await client.query(`drop database if exists ${to} with (force)`)
    const inside = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1'
    await client.query(inside, [from])
    await client.query(`create database ${to} template ${from}`)
  })
}

function keptFolder(folder: string): FreshDatabases['keep'] {
  const [city, kept] = [join(folder, 'city'), join(folder, 'city.kept')]
  const over = async (from: string, to: string) => {
    await rm(to, { recursive: true, force: true })
    await cp(from, to, { recursive: true })
  }
  return async () => {
    await over(city, kept)
    return () => over(kept, city)
  }
}

/** The copies have the logins of what they were copied from, and so their passwords. */
function bringLogins(keys: string): void {
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const from = loginFolder()
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(keys, name))
}

/**
 * The owner's own hands in the city's database, for a test that looks or puts something there; what a service does
 * goes on under the service's login.
 */
export async function ownersHands(db: Database, url: string | undefined): Promise<Database> {
  if (db.logins !== 'each' || url === undefined) return db
  const owner = await openDatabase({ url, pool: 3 })
  owner.as = (login) => db.as(login)
  Object.defineProperty(owner, 'counts', { value: db.counts })
  return owner
}

/**
 * Two databases as a city that opens finds them the second time, with the tables of every service:
 * on the server, or below the folder `data` of this one. It saves each test file five seconds.
 */
export async function preparedDatabases(folder: string): Promise<FreshDatabases> {
  if (process.env['DATABASE_URL']) {
    const databases = await freshDatabases(folder, prepareOnServer)
    bringLogins(`${join(folder, 'data')}.keys`)
    return databases
  }
  await prepareFolder(join(folder, 'data'))
  return freshDatabases(folder)
}

async function createEmpty(server: string, names: readonly string[]): Promise<void> {
  await on(server, async (client) => {
    for (const name of names) await client.query(`create database ${name}`)
  })
}

/** Two empty databases, for the city and for its vault; `drop` takes them away again. */
export async function freshDatabases(
  folder: string,
  create: (server: string, names: readonly [string, string]) => Promise<void> = createEmpty,
): Promise<FreshDatabases> {
  const server = process.env['DATABASE_URL']
  const keep = keptFolder(folder)
  if (!server) return { environment: {}, drop: () => Promise.resolve(), keep }
  const id = randomBytes(5).toString('hex')
  const names = [`city_${id}`, `vault_${id}`] as const
  const kept = `kept_${id}`
  await create(server, names)
  return {
    environment: {
      DATABASE_URL: named(server, names[0]),
      VAULT_DATABASE_URL: named(server, names[1]),
    },
    drop: () =>
      on(server, async (client) => {
        for (const name of [...names, kept]) {
          await client.query(`drop database if exists ${name} with (force)`)
          await dropLogins(client, name)
        }
      }),
    keep: async () => {
      await copied(server, names[0], kept)
      return () => copied(server, kept, names[0])
    },
  }
}
