/** A list with many receivers, sent by a real city that is killed under way and started again. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { perform } from '#core/actions'
import { openDatabase, sql } from '#core/database'
import { newId, newSecret } from '#core/kernel'
import lists, { arrive } from '#hub/lists'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { type Settings, settingsFrom } from '../src/settings.ts'
import { ownersHands, preparedDatabases } from './databases.ts'
import { startCity } from './kill/real-city.ts'
import { openSink } from './sink.ts'

const DOMAIN = 'lists.luzarra.example'
/** So many addresses are given to the vault at once. */
const PART = 50
/** At most so many are under way when a process dies: of them nobody knows. */
export const UNDER_WAY = 32
/** Nothing that is under way takes longer than this to arrive, in milliseconds. */
const STILL = 1500
/** How long a city may need until it goes on; a lease of the dead process ends after a minute. */
const PATIENCE = 180_000

const [deliver] = lists.purposes ?? []

async function subscribe(city: OpenCity, count: number): Promise<void> {
  const channel = city.channel('lists')
  const at = city.clock()
  for (let from = 0; from < count; from += PART) {
    const batch = newId(at)
    const part = Array.from({ length: Math.min(PART, count - from) }, (_, n) => from + n)
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
async function prepare(city: OpenCity, many: number): Promise<void> {
  const as = { person: null, address: 'test', device: 'test', language: 'en', operator: true }
  const does = (name: string, values: object) => {
    const action = lists.actions.find((one) => one.name === name)
    assert.ok(action)
    return perform(city, action, as, { values: { ...values }, form: false })
  }
  const about = { title: 'Rights', about: 'Cities.', kind: 'open' }
  await does('lists.open', { ...about, name: 'rights', domain: DOMAIN })
  await subscribe(city, many)
  const words = { subject: 'Lamps', text: 'To everybody.', inReplyTo: null, references: [] }
  const given = { ...words, messageId: '<one@x.example>', from: null, files: [], lostFiles: 0 }
  const values = { list: 'rights', proof: 'none', ...given }
  await perform(city, arrive, as, { values, form: false })
  const [row] = await city.db.look((tx) =>
    tx.many(sql`select id from lists.message`, z.object({ id: z.string() })),
  )
  await does('lists.judge', { list: 'rights', message: row?.id, verdict: 'sent' })
}

/** The minute goes by after which others take over what a dead process had leased; an embedded city does not wait for it. */
async function minuteLater(settings: Settings): Promise<void> {
  const db = await openDatabase({ url: settings.databaseUrl, folder: join(settings.data, 'city') })
  await db.transact((tx) =>
    tx.run(sql`update jobs.job set leased_until = clock_timestamp() where leased_by is not null`),
  )
  await db.close()
}

const States = z.object({ state: z.string(), count: z.number() })

/** Receivers by state; only the database is opened, nobody else may have it open. */
async function statesOf(settings: Settings): Promise<Record<string, number>> {
  const db = await openDatabase({ url: settings.databaseUrl, folder: join(settings.data, 'city') })
  const query = sql`select state, count(*)::integer as count from lists.delivery group by state`
  const rows = await db.look((tx) => tx.many(query, States))
  await db.close()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Waits until so many came, or nothing more comes. */
async function arrived(taken: readonly { at: number }[], most: number): Promise<void> {
  const still = () => performance.now() - (taken.at(-1)?.at ?? 0)
  const nearly = () => taken.length >= most - UNDER_WAY
  while (taken.length < most && still() < (nearly() ? STILL : PATIENCE)) await pause(25)
}

/** Letters a second among these, by when they arrived. */
function rateOf(some: readonly { at: number }[]): number {
  const [first, last] = [some[0]?.at ?? 0, some.at(-1)?.at ?? 0]
  return last > first ? Math.round(((some.length - 1) / (last - first)) * 1000) : 0
}

/** Seconds a process has computed, all its threads together (proc(5): utime and stime, 100 ticks a second). */
function computed(pid: number | undefined): number {
  if (pid === undefined) return 0
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const spent = (pids: { city: number; vault: number | undefined }) => ({
  city: computed(pids.city),
  vault: computed(pids.vault),
  here: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
})

/** What became of one post to so many. */
export interface Delivered {
  readonly receivers: number
  /** Letters that arrived before the process was killed, and in all. */
  readonly before: number
  readonly letters: number
  readonly twice: number
  /** Receivers by the state that the list knows at the end. */
  readonly states: Readonly<Record<string, number>>
  /** Letters a second before the kill and after it. */
  readonly rates: readonly [number, number]
  /** Milliseconds of computing a letter took after the kill, in each process; `here` is the receiving server. */
  readonly costs: { readonly city: number; readonly vault: number; readonly here: number }
}

type Sink = Awaited<ReturnType<typeof openSink>>
type Environment = Readonly<Record<string, string>>

/** Waits for something that comes, but not for ever. */
async function until(holds: () => boolean): Promise<void> {
  const began = performance.now()
  while (!holds() && performance.now() - began < PATIENCE) await pause(2)
}

/** A city begins to send, and is killed when a third arrived; gives how many came. */
async function killedUnderWay({ taken }: Sink, environment: Environment, many: number) {
  const city = await startCity(environment)
  await until(() => taken.length >= many / 3)
  process.kill(city.pids().city, 'SIGKILL')
  await city.over
  return taken.length
}

/** A city goes on, and ends when nothing more comes; gives what a letter cost. */
async function gone({ taken }: Sink, environment: Environment, many: number) {
  const before = taken.length
  const city = await startCity(environment)
  await until(() => taken.length > before)
  const [from, then] = [taken.length, spent(city.pids())]
  await arrived(taken, many)
  const now = spent(city.pids())
  process.kill(city.pids().city, 'SIGTERM')
  await city.over
  const letters = Math.max(1, taken.length - from)
  const each = (one: 'city' | 'vault' | 'here') =>
    Math.round(((now[one] - then[one]) * 10_000) / letters) / 10
  return { city: each('city'), vault: each('vault'), here: each('here') }
}

/** Sends one post to so many receivers, and kills the sending city when a third got it. */
export async function deliverKilled(many: number, folder: string): Promise<Delivered> {
  const sink = await openSink()
  const databases = await preparedDatabases(folder)
  const where = { DATA: join(folder, 'data'), SMTP_URL: sink.url, LIST_DOMAIN: DOMAIN }
  const environment = { ...databases.environment, ...where }
  const settings = settingsFrom(environment, { sample: false })
  const first = await openCity(settings, { log: pino({ level: 'silent' }), work: false })
  const db = await ownersHands(first.db, settings.databaseUrl)
  await prepare({ ...first, db }, many)
  if (db !== first.db) await db.close()
  await first.close()
  const before = await killedUnderWay(sink, environment, many)
  if (settings.databaseUrl) await minuteLater(settings)
  const costs = await gone(sink, environment, many)
  const states = await statesOf(settings)
  await sink.close()
  await databases.drop()
  const { taken } = sink
  const twice = taken.length - new Set(taken.map(({ to }) => to)).size
  const rates = [rateOf(taken.slice(0, before)), rateOf(taken.slice(before))] as const
  return { receivers: many, before, letters: taken.length, twice, states, costs, rates }
}
