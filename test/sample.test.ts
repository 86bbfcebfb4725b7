/** The sample city: made by acting, whole or not there, and the same when it is opened again. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#core/database'
import { listEntries, readHead } from '#core/record'
import { z } from 'zod'
import { openSampleCity, type SampleCity } from '../src/opening/sample.ts'
import { settingsFrom } from '../src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-sample-'))
const settings = settingsFrom({ PORT: '0', DATA: join(folder, 'data'), LOG_LEVEL: 'silent' })
const Row = z.record(z.string(), z.unknown())

let city: SampleCity
let told: string[] = []

const open = () => openSampleCity(settings, (line) => told.push(line))
const rows = (statement: ReturnType<typeof sql>) => city.db.look((tx) => tx.many(statement, Row))
const counts = () =>
  rows(sql`select (select count(*) from reports.report) as reports,
    (select count(*) from reports.event) as events, (select count(*) from record.outbox) as entries,
    (select count(*) from people.post) as posts, (select count(*) from files.file) as files`)

/** Begins to fill the city as `npm start` does, and is killed while the year goes by. */
async function killedInTheMiddle(): Promise<void> {
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'))
  const main = join(import.meta.dirname, '../src/main.ts')
  const args = [...flags, main, 'start', '--port', '0', '--data', settings.data]
  const none = { DATABASE_URL: '', VAULT_DATABASE_URL: '', VAULT_SOCKET: '', KEYS: '' }
  const env = { ...process.env, ...none, LOG_LEVEL: 'silent', NODE_TEST_CONTEXT: '' }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'exit')
  let said = ''
  for await (const part of child.stdout.setEncoding('utf8')) {
    said += String(part)
    if (said.includes(' 60 of')) break
  }
  child.kill('SIGKILL')
  await ended
  assert.match(said, /60 of/)
}

before(async () => {
  await killedInTheMiddle()
  city = await open()
})

after(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a city whose filling was interrupted begins again and becomes whole', async () => {
  assert.match(told.join('\n'), /interrupted: beginning again/)
  assert.doesNotMatch(told.join('\n'), /refused/)
  const [found] = await rows(sql`select count(*) as reports from reports.report`)
  assert.equal(found?.['reports'], 300)
  assert.match(readFileSync(join(settings.data, 'sample.json'), 'utf8'), /"whole"/)
})

test('every invented report came in by an act that stands in the public record', async () => {
  const missing = await rows(sql`
    select number from reports.report r where not exists (select 1 from record.outbox o
      where o.t = 'reports.received' and o.d->>'number' = 'R-' || r.number)`)
  assert.deepEqual(missing, [])
  const states = await rows(sql`select distinct state from reports.report`)
  assert.ok(states.length >= 10, `only ${states.length} states`)
  const [late] = await rows(sql`select count(*) as n from reports.report where opened_at > now()`)
  assert.equal(late?.['n'], 0)
})

test('no address of an invented person is in the city’s database', async () => {
  const tables = await rows(sql`select table_schema as s, table_name as t
    from information_schema.tables where table_type = 'BASE TABLE'
    and table_schema not in ('pg_catalog', 'information_schema')`)
  for (const { s, t } of tables) {
    const { rows: found } = await city.db.look((tx) =>
      tx.raw(
        `select 1 from "${s}"."${t}" x where x::text ~ '@(luzarra|post)[.]example' limit 1`,
        [],
      ),
    )
    assert.equal(found.length, 0, `${s}.${t} holds an e-mail address`)
  }
})

test('residents find in their folders who read, and what was refused', async () => {
  const password = 'lantern by the harbour'
  const now = city.clock()
  const door = { email: 'amina@luzarra.example', password, address: 'test', now }
  const signed = await city.channel('account').accounts.check(door)
  assert.ok('peopleRef' in signed)
  const channel = city.channel('folder')
  const accesses = await channel.accesses(await channel.refOf(signed.peopleRef), { limit: 100 })
  const official = accesses.filter(({ actor }) => actor.kind === 'official')
  assert.ok(official.some(({ outcome, reason }) => outcome === 'read' && reason))
  assert.ok(official.some(({ outcome }) => outcome === 'denied'))
})

/** The record as it stands when everything in it was witnessed. */
async function witnessed() {
  for (let tries = 0; tries < 240; tries += 1) {
    const head = await city.db.look((tx) => readHead(tx))
    const [waits] = await rows(sql`select 1 from record.outbox where position is null limit 1`)
    if (head && !waits && head.quorumSize === head.size) return head
    await pause(250)
  }
  return assert.fail('the record was not witnessed within a minute')
}

test('the public record lives from the first start: the library and the newspaper witness it', async () => {
  const head = await witnessed()
  assert.deepEqual(
    head.witnesses.map(({ name, at }) => [name, at !== null]),
    [
      ['library', true],
      ['gazette', true],
    ],
  )
  assert.equal(city.witnesses().length, 2)
  const [entry] = await city.db.look((tx) =>
    listEntries(tx, { kind: 'reports.received', limit: 1 }),
  )
  const page = await city.web.inject({ method: 'GET', url: `/record/${entry?.id}` })
  assert.match(page.body, /2 of 2/)
  const first = await rows(
    sql`select t, d->>'change' as change from record.outbox where position = 0`,
  )
  assert.deepEqual(first, [{ t: 'log.key', change: 'first' }])
})

test('a second start finds everything as it was left, and adds nothing', async () => {
  await witnessed()
  const left = await counts()
  await city.close()
  told = []
  city = await open()
  await witnessed()
  assert.deepEqual(await counts(), left)
  assert.deepEqual(told, [])
  assert.ok(existsSync(join(settings.data, 'files')))
})
