/** A list with many subscribers, sent by a real city that is killed in the middle: nobody gets a message twice. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { newId, newSecret } from '#core/kernel'
import lists, { arrive } from '#hub/lists'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'
import { freshDatabases } from './databases.ts'
import { startCity } from './kill/real-city.ts'
import { openSink } from './sink.ts'
import { promise } from './promise.ts'

/** How many get the list; ten thousand are measured by LIST_RECEIVERS. */
const MANY = Number(process.env['LIST_RECEIVERS'] ?? 200)
/** At most so many are under way when a process dies. */
const UNDER_WAY = 16
const DOMAIN = 'lists.luzarra.example'

const [deliver] = lists.purposes ?? []

async function subscribe(city: OpenCity, count: number): Promise<void> {
  const channel = city.channel('lists')
  const at = city.clock()
  for (let from = 0; from < count; from += 20) {
    const batch = newId(at)
    const part = Array.from({ length: Math.min(20, count - from) }, (_, n) => from + n)
    const rows = await Promise.all(
      part.map(async (number) => {
        const id = newId(at)
        const values = { 'contact.email': `s${number}@cities.example` }
        const grants = [{ purpose: deliver?.id ?? '', case: `subscriber-${id}` }]
        const contact = await channel.keep(batch, null, values, grants, at)
        return { id, contact, code: newSecret(), bounce: newSecret(), mark: `m${number}` }
      }),
    )
    await channel.confirm(batch)
    await city.db.transact((tx) =>
      tx.run(sql`insert into lists.subscriber
          (id, list, mark, contact, state, code, bounce, language, asked_at, known)
        select id, 'rights', mark, contact, 'on', code, bounce, 'en', ${at}, true
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r (id text, mark text, contact text, code text, bounce text)`),
    )
  }
}

/** The list, its subscribers, and one message that was let through and waits to be sent. */
async function prepare(city: OpenCity): Promise<void> {
  const as = { person: null, address: 'test', device: 'test', language: 'en', operator: true }
  const does = (name: string, values: object) => {
    const action = lists.actions.find((one) => one.name === name)
    assert.ok(action)
    return perform(city, action, as, { values: { ...values }, form: false })
  }
  const about = { title: 'Rights', about: 'Cities.', kind: 'open' }
  await does('lists.open', { ...about, name: 'rights', domain: DOMAIN })
  await subscribe(city, MANY)
  const words = { subject: 'Lamps', text: 'To everybody.', inReplyTo: null, references: [] }
  const given = { ...words, messageId: '<one@x.example>', from: null, files: [], lostFiles: 0 }
  const values = { list: 'rights', proof: 'none', ...given }
  await perform(city, arrive, as, { values, form: false })
  const [row] = await city.db.look((tx) =>
    tx.many(sql`select id from lists.message`, z.object({ id: z.string() })),
  )
  await does('lists.judge', { list: 'rights', message: row?.id, verdict: 'sent' })
}

const States = z.object({ state: z.string(), count: z.number() })

async function statesOf(city: OpenCity): Promise<Record<string, number>> {
  const rows = await city.db.look((tx) =>
    tx.many(
      sql`select state, count(*)::integer as count from lists.delivery group by state`,
      States,
    ),
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Waits until nothing more comes for a while. */
async function quiet(taken: readonly unknown[], seconds: number): Promise<void> {
  for (let still = 0, before = -1; still < seconds; still += 1) {
    if (taken.length !== before) still = 0
    before = taken.length
    await pause(1000)
  }
}

test('a city that is killed while it sends to all goes on after its start: nobody gets it twice, and who may have got none is known', async () => {
  promise('P6.12')
  const folder = mkdtempSync(join(tmpdir(), 'cityright-list-'))
  const sink = await openSink()
  const databases = await freshDatabases(folder)
  const environment = {
    ...databases.environment,
    DATA: join(folder, 'data'),
    SMTP_URL: sink.url,
    LIST_DOMAIN: DOMAIN,
  }
  const opened = () =>
    openCity(settingsFrom(environment, { sample: false }), {
      log: pino({ level: 'silent' }),
      work: false,
    })
  const first = await opened()
  await prepare(first)
  await first.close()

  const killed = await startCity(environment)
  for (let waited = 0; sink.taken.length < MANY / 3 && waited < 60_000; waited += 5) await pause(5)
  process.kill(killed.pids().city, 'SIGKILL')
  await killed.over
  const before = sink.taken.length
  assert.ok(before >= MANY / 3 && before < MANY, `${before} of ${MANY} when it was killed`)

  const again = await startCity(environment)
  const began = performance.now()
  const most = databases.environment['DATABASE_URL'] ? 90_000 : 60_000
  while (sink.taken.length === before && performance.now() - began < most) await pause(100)
  const from = performance.now()
  const counted = sink.taken.length
  await quiet(sink.taken, 3)
  const rate = (sink.taken.length - counted) / ((performance.now() - from - 4000) / 1000)
  process.kill(again.pids().city, 'SIGTERM')
  await again.over

  const receivers = sink.taken.map(({ to }) => to)
  assert.equal(new Set(receivers).size, receivers.length, 'nobody got it twice')
  const last = await opened()
  const states = await statesOf(last)
  await last.close()
  const { sent = 0, unsure = 0, ...others } = states
  assert.deepEqual(others, {})
  assert.equal(sent + unsure, MANY)
  assert.ok(unsure <= UNDER_WAY, `${unsure} unsure`)
  assert.ok(receivers.length >= sent && receivers.length <= MANY)
  if (MANY >= 5000) assert.ok(rate >= 200, `${rate.toFixed(0)} a second`)
  console.log(
    `${MANY} receivers, ${unsure} unsure, about ${rate.toFixed(0)} a second after the kill`,
  )
  await sink.close()
  await databases.drop()
  rmSync(folder, { recursive: true, force: true })
})
