import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, sql, type Statement } from '#core/database'
import { sweepVault } from '#core/vault'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'
import { freshDatabases, ownersHands } from './databases.ts'
import { type RealCity, startCity } from './kill/real-city.ts'
import { promise } from '#test/promise'

/** How often the city, the vault and both are killed; more by KILL_ROUNDS. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 1)
const AnyRow = z.record(z.string(), z.unknown())

interface Told {
  readonly number: string
  readonly email: string | undefined
}

/** Reports without pause until it is told to stop; gives what the city said yes to. */
async function writing(city: RealCity, writer: string, stop: AbortSignal, told: Told[]) {
  for (let n = 0; !stop.aborted; n += 1) {
    const email = n % 2 ? `${writer}-${n}@mail.example` : undefined
    const body = JSON.stringify({
      category: 'lamp-out',
      answers: { fault: 'dark', lamps: 1 },
      text: `Lamp ${writer} ${n}`,
      lon: 12.45,
      lat: 36.93,
      ...(email ? { email } : {}),
    })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.${n % 250}.1.1` }
    try {
      const url = `${city.address}/api/reports/report`
      const got = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(20_000),
      })
      const answer = (await got.json()) as { number: string }
      if (got.status === 200) told.push({ number: answer.number, email })
      else
        assert.ok(
          got.status === 503 || got.status === 429,
          `${got.status} ${JSON.stringify(answer)}`,
        )
    } catch (failure) {
      if (failure instanceof assert.AssertionError) throw failure
      await pause(20)
    }
  }
}

/** Kills with no warning; a process that is gone already is as dead as it should be. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure
  }
}

async function round(environment: Record<string, string>, whom: string, told: Told[]) {
  const city = await startCity(environment)
  const stop = new AbortController()
  const name = `${whom}-${Math.random().toString(36).slice(2, 8)}`
  const writers = [1, 2, 3, 4].map((n) => writing(city, `${name}-${n}`, stop.signal, told))
  await pause(700 + Math.random() * 1200)
  const { city: process_, vault } = city.pids()
  assert.ok(vault, 'the vault was not found')
  if (whom !== 'city') kill(vault)
  if (whom === 'vault') await pause(2500)
  kill(process_)
  await city.over
  stop.abort()
  await Promise.all(writers)
}

/** What a killed process was doing is done again when its lease is over: a minute of real time at most. */
async function leasesOver(city: OpenCity): Promise<void> {
  const leased = sql`select 1 from jobs.job where leased_by is not null and died_at is null`
  for (let second = 0; second < 80; second += 1) {
    await city.jobs.workUntilIdle()
    if ((await city.db.look((tx) => tx.many(leased, AnyRow))).length === 0) return
    await pause(1000)
  }
  assert.fail('a job of a killed process was never taken up again')
}

/** Letters the mailbox of a city without a mail server keeps. */
const MAILBOX = 200

/** Everything that must be true of the city afterwards. */
async function verify(environment: Record<string, string>, told: readonly Told[]) {
  const settings = settingsFrom({ ...environment, PORT: '0' }, { sample: false })
  let hours = 0
  const clock = () => new Date(Date.now() + hours * 3_600_000).toISOString()
  const city = await openCity(settings, { work: false, log: pino({ level: 'silent' }), clock })
  const owner = await ownersHands(city.db, settings.databaseUrl)
  const rows = (statement: Statement) => owner.look((tx) => tx.many(statement, AnyRow))
  try {
    await sweepVault(city.db, { reports: city.channel('reports') }, 0)
    for (; hours < 30; hours += 6) await city.jobs.workUntilIdle()
    await leasesOver(city)
    const reports = await rows(sql`
      select 'R-' || number as number, contact,
        (select count(*)::int from reports.event where report = number) as events,
        (select count(*)::int from record.outbox
          where t = 'reports.received' and subject = '/reports/R-' || number) as entries,
        (select count(*)::int from decisions.taken where about = '/reports/R-' || number) as decisions
      from reports.report`)
    const found = new Map(reports.map((one) => [one['number'], one]))
    for (const { number, email } of told) {
      assert.ok(found.has(number), `${number} was acknowledged and is gone`)
      assert.equal(found.get(number)?.['contact'] !== null, email !== undefined, number)
    }
    for (const { number, events, entries, decisions } of reports) {
      assert.deepEqual(
        { events, entries, decisions },
        { events: 1, entries: 1, decisions: 1 },
        `half of ${number}`,
      )
    }
    const loose = await rows(sql`select t, subject from record.outbox where t = 'reports.received'
      and not exists (select 1 from reports.report where subject = '/reports/R-' || number)`)
    assert.deepEqual(loose, [])
    const letters = await city.mail.listLetters()
    // The mailbox keeps 200 letters; with more, the vault's log tells of each (verifyVault).
    const all = letters.length < MAILBOX
    for (const { number, email } of told.filter((one) => all && one.email)) {
      assert.ok(
        letters.some(({ to, subject }) => to === email && subject.includes(number)),
        `no letter about ${number}`,
      )
    }
    return {
      letters,
      contacts: reports.flatMap(({ contact }) => (contact === null ? [] : [String(contact)])),
    }
  } finally {
    await city.close()
    if (owner !== city.db) await owner.close()
  }
}

/** The vault holds what was acknowledged and nothing else; each letter left its trace. */
async function verifyVault(
  environment: Record<string, string>,
  city: Awaited<ReturnType<typeof verify>>,
  told: readonly Told[],
) {
  const url = environment['VAULT_DATABASE_URL']
  const db = await openDatabase(
    url ? { url } : { folder: join(environment['DATA'] ?? '', 'vault') },
  )
  const rows = (statement: Statement) => db.look((tx) => tx.many(statement, AnyRow))
  try {
    const refs = await rows(
      sql`select ref.ref from vault.datum join vault.ref using (person) where ref.module = 'reports'`,
    )
    assert.deepEqual(refs.map(({ ref }) => ref).toSorted(), city.contacts.toSorted())
    assert.deepEqual(await rows(sql`select 1 from vault.datum where batch is not null`), [])
    const written = await rows(sql`select distinct case_ref from vault.access
      where purpose = 'reports.confirm' and outcome = 'read'`)
    const cases = new Set(written.map((one) => one['case_ref']))
    for (const { number, email } of told) {
      assert.ok(email === undefined || cases.has(number), `nobody wrote about ${number}`)
    }
    const [read] = await rows(sql`select count(*)::int as n from vault.access
      where purpose = 'reports.confirm' and outcome = 'read'`)
    assert.ok(Number(read?.['n']) >= city.letters.length, 'somebody was written to without a trace')
  } finally {
    await db.close()
  }
}

const where = process.env['DATABASE_URL'] ? 'on PostgreSQL' : 'on embedded databases'

test(
  `killed at any moment, the city keeps what it said yes to and nothing by halves (${where})`,
  {
    timeout: 60_000 * (3 + ROUNDS),
    skip: process.platform === 'linux' ? false : 'finds processes by /proc',
  },
  async () => {
    promise('P4.2')
    const folder = mkdtempSync(join(tmpdir(), 'cityright-kill-'))
    const databases = await freshDatabases(folder)
    const environment = {
      ...databases.environment,
      DATA: join(folder, 'data'),
      KEYS: join(folder, 'keys'),
    }
    const told: Told[] = []
    try {
      for (let n = 0; n < ROUNDS; n += 1) {
        for (const whom of ['vault', 'city', 'both']) await round(environment, whom, told)
      }
      assert.ok(
        told.some(({ email }) => email) && told.some(({ email }) => !email),
        'too little was written',
      )
      await verifyVault(environment, await verify(environment, told), told)
    } finally {
      await databases.drop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
