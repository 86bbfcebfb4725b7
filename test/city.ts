/**
 * A whole city for a test: real databases, a real vault process, no network but the loopback.
 * Residents act, the test looks on. Nothing is mocked but the clock and the post.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Action, type Caller, perform } from '#core/actions'
import { type Statement, sql } from '#core/database'
import type { KeptLetter } from '#core/mail'
import { appoint, readSession, startSession } from '#core/people'
import type { Service } from '#core/service'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { z } from 'zod'
import { services as known } from '../src/city.ts'
import { openCity as open, type OpenCity } from '../src/opening/open.ts'
import { isHub } from '../src/facts.ts'
import { settingsFrom } from '../src/settings.ts'
import { freshDatabases, ownersHands, preparedDatabases } from './databases.ts'

const AnyRow = z.record(z.string(), z.unknown())

/** Somebody who lives or works in the test's city. */
export interface Somebody {
  /** Performs an action as a program would; gives its output or throws its refusal. */
  does<I extends z.ZodObject, O extends z.ZodType>(
    action: Action<I, O, any>,
    input: z.input<I>,
  ): Promise<z.infer<O>>
  /** Opens a page without JavaScript. */
  opens(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Sends a form as a browser on one of our pages does. */
  posts(path: string, fields?: Record<string, string | string[]>): Promise<Answer>
  readonly cookie: string
  readonly email: string
  readonly ref: string
}

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | number | string[] | undefined>
  readonly text: string
  json<T = Record<string, unknown>>(): T
}

export interface TestCity {
  readonly city: OpenCity
  rows(statement: Statement): Promise<Record<string, unknown>[]>
  /** Somebody without an account. */
  readonly anybody: Somebody
  resident(name: string): Promise<Somebody>
  official(name: string, role: string, unit?: string): Promise<Somebody>
  /** Does all the work that waits: letters, sweeps. */
  work(): Promise<number>
  letters(): Promise<KeptLetter[]>
  /** Sets the clock. */
  today(iso: string): void
  /** Moves the clock on. */
  later(milliseconds: number): void
  close(): Promise<void>
}

function formOf(path: string, fields: Record<string, string | string[]>, cookie: string) {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]),
  )
  return {
    method: 'POST' as const,
    url: path,
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(pairs).toString(),
  }
}

function somebody(
  city: OpenCity,
  signed: { secret: string; email: string; ref: string } | null,
): Somebody {
  let secret = signed?.secret ?? ''
  const cookie = () => (secret ? `cityright=${secret}` : '')
  const inject = async (options: InjectOptions): Promise<Answer> => {
    const got = await city.web.inject(options)
    const renewed = got.cookies.find(({ name, value }) => name === 'cityright' && value)
    if (signed && renewed) secret = renewed.value
    return { status: got.statusCode, headers: got.headers, text: got.body, json: () => got.json() }
  }
  const caller = async (): Promise<Caller> => ({
    person: signed ? await readSession(city.db, secret, city.clock(), city.facts.roles) : null,
    address: `test-${signed?.ref ?? 'anybody'}`,
    device: 'test',
    language: 'en',
  })
  return {
    get cookie() {
      return cookie()
    },
    email: signed?.email ?? '',
    ref: signed?.ref ?? '',
    async does(action, input) {
      const done = await perform(city, action, await caller(), { values: input, form: false })
      if (signed && done.effects.signIn) secret = done.effects.signIn
      return done.output
    },
    opens: (path, headers = {}) =>
      inject({ method: 'GET', url: path, headers: { cookie: cookie(), ...headers } }),
    posts: (path, fields = {}) => inject(formOf(path, fields, cookie())),
  }
}

async function signedUp(
  city: OpenCity,
  name: string,
  role?: { role: string; unit: string | null },
) {
  const email = `${name}@luzarra.example`
  const now = city.clock()
  const account = await city.channel('account').accounts.open({
    address: 'test',
    email,
    password: `${name} likes the harbour`,
    language: 'en',
    confirmed: true,
    now,
  })
  if (!('peopleRef' in account)) throw new Error(`${email} has an account already`)
  const ref = account.peopleRef
  const { secret } = await city.db.transact(async (tx) => {
    if (role) await appoint(tx, { ref, ...role, now })
    return startSession(tx, { ref, now, about: 'test', how: ['passkey'], assurance: 'substantial' })
  })
  return { secret, email, ref }
}

/** A service that only this test knows has no login in what was prepared for all. */
function loginsOf(services: readonly Service[] = []): { DATABASE_LOGINS?: 'one' } {
  const isKnown = services.every(({ name }) => known.some((one) => one.name === name))
  return isKnown ? {} : { DATABASE_LOGINS: 'one' }
}

/** Residents and officials sign up when they are first asked for. */
const peopleOf = (city: OpenCity): Pick<TestCity, 'resident' | 'official'> => ({
  resident: async (name) => somebody(city, await signedUp(city, name)),
  official: async (name, role, unit) =>
    somebody(city, await signedUp(city, name, { role, unit: unit ?? null })),
})

/** Opens a city of these services (all of them when none are named); every test file gets its own. */
export async function openCity(
  services?: readonly Service[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestCity> {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-'))
  let now = '2026-03-02T09:00:00.000Z'
  const own = { PORT: '0', DATA: join(folder, 'data'), REQUESTS_PER_MINUTE: '0', BUSY_AFTER: '0' }
  // What is prepared has the tables of a hub; a city that is none makes its own.
  const { city: words } = settingsFrom({ ...own, ...environment }, { sample: false })
  const databases = await (isHub(words) ? preparedDatabases : freshDatabases)(folder)
  const all = { ...databases.environment, ...own, ...loginsOf(services), ...environment }
  const settings = settingsFrom(all, { sample: false })
  const opened = await open(settings, {
    clock: () => now,
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    work: false,
    ...(services ? { services } : {}),
  })
  const city = { ...opened, db: await ownersHands(opened.db, settings.databaseUrl) }
  return {
    city,
    rows: (statement) => city.db.look((tx) => tx.many(statement, AnyRow)),
    anybody: somebody(city, null),
    ...peopleOf(city),
    work: () => city.jobs.workUntilIdle(),
    letters: () => city.mail.listLetters(),
    today(iso) {
      now = iso
    },
    later(milliseconds) {
      now = new Date(Date.parse(now) + milliseconds).toISOString()
    },
    async close() {
      await city.close()
      if (city.db !== opened.db) await city.db.close()
      await databases.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export { sql }
