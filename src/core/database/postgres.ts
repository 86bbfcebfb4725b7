import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Answer, Connection, Driver, How } from './driver.ts'
import { explained } from './errors.ts'
import { encode, parsers } from './values.ts'

/** How long things may take. */
export interface Limits {
  /** Milliseconds one statement may take. */
  readonly statementTimeout: number
  /** Milliseconds an open transaction may say nothing. */
  readonly idleTimeout: number
}

interface Settings extends Limits {
  readonly url: string
  /** Connections at most. */
  readonly pool: number
}

/** Milliseconds to wait for a connection. */
const CONNECT = 10_000

const types: pg.CustomTypesConfig = {
  getTypeParser: (type: number) => parsers[type] ?? ((text: string) => text),
}

function answerOf(result: pg.QueryResult | pg.QueryResult[]): Answer {
  const last = Array.isArray(result) ? result.at(-1) : result
  return { rows: last?.rows ?? [], affected: last?.rowCount ?? 0 }
}

/** What every connection to a server is opened with. */
const configOf = (url: string, limits: Limits, patience: number) => ({
  connectionString: url,
  // A look begins and asks its first question in one go.
  pipeline: true,
  types,
  application_name: 'cityright',
  statement_timeout: limits.statementTimeout,
  idle_in_transaction_session_timeout: limits.idleTimeout,
  connectionTimeoutMillis: patience,
  options: '-c TimeZone=UTC -c DateStyle=ISO -c default_transaction_isolation=serializable',
})

/** A kept plan that no longer fits its tables, or that a pooler lost (SQLSTATE 0A000, 26000). */
const LOST_PLAN = ['0A000', '26000']

/** The name under which a connection keeps the plan of a text; the longest that PostgreSQL takes is 63 bytes. */
const planOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Names of plans that are remembered; there are as many as texts that are asked often. */
const PLANS = 500
const plans = new Map<string, string>()

function planned(text: string): string {
  const known = plans.get(text)
  if (known) return known
  const name = planOf(text)
  if (plans.size < PLANS) plans.set(text, name)
  return name
}

/** One connection to a server, not opened yet. */
export function clientOf(url: string, limits: Limits, patience: number): pg.Client {
  return new pg.Client(configOf(url, limits, patience))
}

/** What is asked meanwhile leaves in one message. */
function together<T>({ connection }: pg.Client | pg.PoolClient, asking: () => T): T {
  connection.stream.cork()
  const asked = asking()
  connection.stream.uncork()
  return asked
}

const LEVEL = 'show default_transaction_isolation'
/** A script says itself what it needs, and is not done again. */
const PLAIN = `set default_transaction_isolation = 'read committed'`
/** How each connection does a statement that stands alone, as the server says: a pooler may have dropped what we asked for. */
const levels = new WeakMap<pg.Client | pg.PoolClient, string>()

async function askLevel(client: pg.Client | pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ default_transaction_isolation: string }>(LEVEL)
  levels.set(client, rows[0]?.default_transaction_isolation ?? '')
}

/** The only statement of a transaction: by itself where the server does those as `begin` says, else between begin and commit. */
function onlyOn(
  client: pg.Client | pg.PoolClient,
  { query, first }: Pick<Required<Connection>, 'query' | 'first'>,
): Required<Connection>['only'] {
  return (begin, ...asked) => {
    if (begin === `begin isolation level ${levels.get(client) ?? ''}`) {
      const answer = query(...asked)
      return { answer, committed: answer }
    }
    return together(client, () => {
      const answer = first(begin, ...asked)
      const committed = query('commit', [])
      if (!levels.has(client)) askLevel(client).catch(() => undefined)
      return { answer, committed }
    })
  }
}

/** A connection as transactions use it; `free` hands it back to whoever lent it. */
export function connectionOf(
  client: pg.Client | pg.PoolClient,
  free: (broken: boolean) => void,
): Required<Connection> {
  let lost = false
  const send = async (text: string, values: readonly unknown[], how?: How): Promise<Answer> => {
    if (values.length === 0) return answerOf(await client.query(text))
    const asked = {
      text,
      values: values.map(encode),
      ...(how?.often ? { name: planned(text) } : {}),
    }
    try {
      return answerOf(await client.query(asked))
    } catch (failure) {
      lost ||= LOST_PLAN.includes((failure as { code?: string }).code ?? '')
      throw failure
    }
  }
  const first: Required<Connection>['first'] = async (begin, ...asked) => {
    const both = together(client, () => Promise.all([client.query(begin), send(...asked)]))
    const [, answer] = await both
    return answer
  }
  return {
    query: send,
    first,
    only: onlyOn(client, { query: send, first }),
    last: (...asked) =>
      together(client, () => ({ answer: send(...asked), committed: send('commit', []) })),
    async script(text) {
      await client.query(`set statement_timeout = 0; ${PLAIN}`)
      levels.delete(client)
      await client.query(text)
      await client.query('reset statement_timeout; reset default_transaction_isolation')
    },
    free: (broken) => free(broken || lost),
  }
}

/** A PostgreSQL server (15 or later), through a pool of connections. */
export function openPostgres({ url, pool, ...limits }: Settings): Driver {
  const connections = new pg.Pool({ ...configOf(url, limits, CONNECT), max: pool })
  // A connection that breaks fails the statement that needs it, and is replaced.
  connections.on('error', () => undefined)
  connections.on('connect', (client) => client.on('error', () => undefined))
  return {
    kind: 'postgres',
    writers: Math.max(1, pool - 2),
    async connect() {
      try {
        const client = await connections.connect()
        return connectionOf(client, (broken) => client.release(broken))
      } catch (failure) {
        throw explained(failure, '')
      }
    },
    close: () => connections.end(),
    dump: () => Promise.reject(new Error('use pg_dump for a PostgreSQL server')),
  }
}
