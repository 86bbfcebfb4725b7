import type pg from 'pg'
import type { Committing, Connection, Driver } from './driver.ts'
import { explained } from './errors.ts'
import type { Logins } from './login-file.ts'
import { type Limits, clientOf, connectionOf } from './postgres.ts'

/** Milliseconds to wait for a connection. */
const CONNECT = 10_000
/** Milliseconds after which a connection nobody needs is given up. */
const IDLE = 30_000

/** What PostgreSQL says to a login that may not (SQLSTATE 42501), and where it would say that it may. */
function toldWhose(login: string, failure: unknown): never {
  if (failure instanceof Error && (failure as { code?: string }).code === '42501')
    failure.message += `; the login of ${login} may only what its service.ts names in uses, writes and touches`
  throw failure
}

/** The connection of one login, which says whose it was when it was denied something. */
function whose(login: string, connection: Required<Connection>): Connection {
  const told = (failure: unknown) => toldWhose(login, failure)
  const toldOf = ({ answer, committed }: Committing) => ({ answer: answer.catch(told), committed })
  return {
    ...connection,
    query: (...asked) => connection.query(...asked).catch(told),
    first: (...asked) => connection.first(...asked).catch(told),
    only: (...asked) => toldOf(connection.only(...asked)),
    last: (...asked) => toldOf(connection.last(...asked)),
  }
}

interface Idle {
  readonly login: string
  readonly client: pg.Client
  readonly since: number
}

/**
 * The connections of all logins of a city: as many at once as were agreed with the server, whoever needs them.
 * A login without an idle one takes the place of the one that was idle longest.
 */
class LoginPool {
  readonly #url: string
  readonly #most: number
  readonly #logins: Logins
  readonly #limits: Limits
  readonly #idle: Idle[] = []
  readonly #waiting: (() => void)[] = []
  readonly #sweep: NodeJS.Timeout
  #lent = 0
  #closed = false

  constructor(url: string, most: number, logins: Logins, limits: Limits) {
    this.#url = url
    this.#most = most
    this.#logins = logins
    this.#limits = limits
    this.#sweep = setInterval(() => this.#giveUp(Date.now() - IDLE), IDLE / 3).unref()
  }

  /** Only the service whose login it is may be lent it. */
  knows(login: string): boolean {
    return this.#logins.passwords[login] !== undefined
  }

  async connect(login: string): Promise<Connection> {
    await this.#place()
    try {
      const client = await this.#client(login)
      return whose(
        login,
        connectionOf(client, (broken) => this.#back(login, client, broken)),
      )
    } catch (failure) {
      this.#leave()
      throw explained(failure, '')
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#sweep)
    await Promise.allSettled(this.#idle.splice(0).map(({ client }) => client.end()))
  }

  #place(): Promise<void> {
    if (this.#lent < this.#most) {
      this.#lent += 1
      return Promise.resolve()
    }
    return new Promise((enter, refuse) => {
      const mine = () => (clearTimeout(clock), enter())
      const clock = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(mine), 1)
        refuse(explained(new Error('timeout exceeded when trying to connect'), ''))
      }, CONNECT)
      this.#waiting.push(mine)
    })
  }

  /** Whoever waits takes the place over; otherwise it is free. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#lent -= 1
  }

  async #client(login: string): Promise<pg.Client> {
    const at = this.#idle.findLastIndex((one) => one.login === login)
    const known = this.#idle.splice(at, at < 0 ? 0 : 1)[0]
    if (known) return known.client
    if (this.#lent + this.#idle.length > this.#most) void this.#idle.shift()?.client.end()
    const url = new URL(this.#url)
    url.username = `${this.#logins.prefix}_${login}`
    url.password = this.#logins.passwords[login] ?? ''
    const client = clientOf(url.href, this.#limits, CONNECT)
    client.on('error', () => this.#forget(client))
    await client.connect()
    return client
  }

  #back(login: string, client: pg.Client, broken: boolean): void {
    if (broken || this.#closed) void client.end().catch(() => undefined)
    else this.#idle.push({ login, client, since: Date.now() })
    this.#leave()
  }

  /** A connection that broke while nobody used it is not lent again. */
  #forget(client: pg.Client): void {
    const at = this.#idle.findIndex((one) => one.client === client)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  #giveUp(before: number): void {
    while (this.#idle[0] && this.#idle[0].since < before) void this.#idle.shift()?.client.end()
  }
}

/** A PostgreSQL server on which each service has a login of its own (privacy-record.md 2.6). */
export function openLogins(of: {
  readonly url: string
  /** Connections of all logins together at most. */
  readonly most: number
  readonly logins: Logins
  /** The login of what is no service's work. */
  readonly first: string
  readonly limits: Limits
}): Driver {
  const pool = new LoginPool(of.url, of.most, of.logins, of.limits)
  const driver = (login: string): Driver => ({
    kind: 'postgres',
    login,
    writers: Math.max(1, of.most - 2),
    connect: () => pool.connect(login),
    as(other) {
      if (!pool.knows(other)) throw new Error(`the database has no login for ${other}: migrate`)
      return driver(other)
    },
    close: () => pool.close(),
    dump: () => Promise.reject(new Error('use pg_dump for a PostgreSQL server')),
  })
  return driver(of.first)
}
