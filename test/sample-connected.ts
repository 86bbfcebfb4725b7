/** What has to hold of the connections of the sample city, and of what its officials say of its machine. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '#core/database'
import { enqueuer, type Job } from '#core/jobs'
import { z } from 'zod'
import type { SampleCity } from '../src/opening/sample.ts'

const Row = z.record(z.string(), z.unknown())
type Opened = () => SampleCity

const rowsOf = (city: Opened, statement: ReturnType<typeof sql>) =>
  city().db.look((tx) => tx.many(statement, Row))

const pageOf = async (city: Opened, url: string) =>
  (await city().web.inject({ method: 'GET', url })).body

/** Does regular work now, whenever its minute comes. */
export async function regularly(city: Opened, name: string): Promise<void> {
  const all = city().services.flatMap(({ jobs }): readonly Job<any, any>[] => jobs ?? [])
  const found = all.find((job) => job.name === name)
  assert.ok(found, name)
  await city().db.transact((tx) => enqueuer(tx, city().clock)(found, {}))
  await city().jobs.workUntilIdle()
}

/** What was passed on came back, or waits. */
function passesOn(city: Opened): void {
  void test('reports of the sample city went to the waterworks, and everybody reads what came back; the port does not answer', async () => {
    const sent = await rowsOf(
      city,
      sql`select number, remote from open311.delivery
        where system = 'aguas-del-faro' and state = 'sent' order by asked_at`,
    )
    assert.ok(sent.length >= 2, `${sent.length} reports were passed on`)
    const page = await pageOf(city, `/reports/${String(sent[0]?.['number'])}`)
    assert.match(page, /Told by another system: aguas-del-faro/)
    assert.match(page, /Solved[^]*The valve was replaced and the pavement closed again/)
    const moves = await rowsOf(
      city,
      sql`select 1 as n from record.outbox
        where t = 'reports.moved' and d->>'system' = 'aguas-del-faro'`,
    )
    assert.ok(moves.length >= 3, 'each step of it stands on the record')
    const silent = await rowsOf(
      city,
      sql`select state, why, tries > 2 as again from open311.delivery
        where system = 'port-authority'`,
    )
    assert.deepEqual(silent, [{ state: 'unsent', why: 'unreachable', again: true }])
  })
}

/** The filling leaves nothing that the first minutes of a visitor would add. */
function heardAll(city: Opened, began: () => string): void {
  void test('what the systems had said when the sample city was filled was heard: asking them again brings nothing new', async () => {
    await regularly(city, 'open311.pull')
    const later = new Date(Date.parse(began()) + 20_000).toISOString()
    const since = await rowsOf(
      city,
      sql`select t, d, at from record.outbox where d->>'system' = 'aguas-del-faro' and at > ${later}`,
    )
    assert.deepEqual(since, [])
  })
}

/** What an app of others sent came in. */
function takesIn(city: Opened): void {
  void test('an app of others reported to the sample city by its key, and every program finds its reports', async () => {
    const taken = await rowsOf(
      city,
      sql`select 'R-' || number as number from reports.report where source = 'open311'`,
    )
    assert.equal(taken.length, 2)
    const listed = await pageOf(city, '/open311/v2/requests.json')
    for (const { number } of taken) assert.ok(listed.includes(`"${String(number)}"`))
  })
}

/** Officials say whether the machine was right. */
function judgesTheMachine(city: Opened): void {
  void test('officials of the sample city said of some reports that the machine was right, and corrected others', async () => {
    const [said] = await rowsOf(
      city,
      sql`select count(*) filter (where kind = 'category-confirmed') as confirmed,
          count(*) filter (where facts->>'sorted' = 'by-machine') as corrected,
          count(distinct report) filter (where kind = 'category-confirmed') as once
        from reports.event where by = 'official'`,
    )
    const { confirmed = 0, corrected = 0, once } = z.record(z.string(), z.number()).parse(said)
    assert.ok(confirmed >= 20 && corrected >= 1, JSON.stringify(said))
    assert.equal(once, confirmed, 'of each report once')
    const entries = await rowsOf(
      city,
      sql`select 1 as n from record.outbox where t = 'reports.category-confirmed'`,
    )
    assert.equal(entries.length, confirmed)
    const routing = z.object({ said: z.object({ confirmed: z.number(), corrected: z.number() }) })
    const { said: shown } = routing.parse(JSON.parse(await pageOf(city, '/api/routing')))
    assert.ok(shown.confirmed > 0, JSON.stringify(shown))
  })
}

/** The tracker of the invented state asks as the README of the folder says. */
function answersTheTracker(city: Opened): void {
  void test('whoever tries the sample city can ask it as a national tracker who used the data of Amina', async () => {
    const given = z
      .object({ userCode: z.string() })
      .parse(JSON.parse(readFileSync(join(city().settings.city, 'sample/tracker.json'), 'utf8')))
    const token = readFileSync(join(city().settings.data, 'tracker-token'), 'utf8').trim()
    const { userCode } = given
    const headers = { authorization: `Bearer ${token}`, 'x-road-userid': userCode }
    const url = `/folder/tracker/v2/findUsage?userCode=${userCode}`
    const found = await city().web.inject({ method: 'GET', url, headers })
    const { totalUsages, usages } = found.json<{ totalUsages: number; usages: object[] }>()
    assert.ok(totalUsages > 0 && usages.length > 0, found.body)
    assert.equal((await city().web.inject({ method: 'GET', url })).statusCode, 403)
  })
}

/** Nobody writes about what has not happened yet. */
function inOrder(city: Opened): void {
  void test('nothing was said of a report of the sample city before it came in', async () => {
    const early = await rowsOf(
      city,
      sql`select r.number, e.kind, e.at, r.opened_at from reports.event e
        join reports.report r on r.number = e.report where e.at < r.opened_at limit 5`,
    )
    assert.deepEqual(early, [])
  })
}

/** Proves it in a sample city that is opened already. */
export function connectedOf(city: Opened, began: () => string): void {
  heardAll(city, began)
  passesOn(city)
  takesIn(city)
  judgesTheMachine(city)
  answersTheTracker(city)
  inOrder(city)
}
