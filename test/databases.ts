/** Databases for a whole test city: new ones on the PostgreSQL of DATABASE_URL, or embedded in its folder. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface FreshDatabases {
  readonly environment: Record<string, string>
  drop(): Promise<void>
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

/** Two empty databases, for the city and for its vault; `drop` takes them away again. */
export async function freshDatabases(_folder: string): Promise<FreshDatabases> {
  const server = process.env['DATABASE_URL']
  if (!server) return { environment: {}, drop: () => Promise.resolve() }
  const id = randomBytes(5).toString('hex')
  const names = [`city_${id}`, `vault_${id}`] as const
  await on(server, async (client) => {
    for (const name of names) await client.query(`create database ${name}`)
  })
  return {
    environment: {
      DATABASE_URL: named(server, names[0]),
      VAULT_DATABASE_URL: named(server, names[1]),
    },
    drop: () =>
      on(server, async (client) => {
        for (const name of names) await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}
