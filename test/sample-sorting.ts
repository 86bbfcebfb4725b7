/** What has to hold of the sorting of the sample city: trained by itself, explained, audited, and stopped at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#core/database'
import { appoint, startSession } from '#core/people'
import { promise } from '#test/promise'
import { z } from 'zod'
import type { SampleCity } from '../src/opening/sample.ts'

const Row = z.record(z.string(), z.unknown())

const rowsOf = (city: () => SampleCity) => (statement: ReturnType<typeof sql>) =>
  city().db.look((tx) => tx.many(statement, Row))

/** A page as anybody sees it. */
const opened = async (city: () => SampleCity, url: string) =>
  (await city().web.inject({ method: 'GET', url })).body

/** Somebody reports what they see, and names no kind for it. */
async function reported(city: () => SampleCity, text: string): Promise<string> {
  const values = { category: 'unsorted', text, address: 'Calle del Faro 7', language: 'en' }
  const sent = await city().web.inject({
    method: 'POST',
    url: '/api/reports/report',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...values, district: 'puerto-viejo' }),
  })
  assert.equal(sent.statusCode, 200, sent.body)
  return z.object({ number: z.string() }).parse(JSON.parse(sent.body)).number
}

/** It sorts by what it learned itself, and says why. */
function sortsAndExplains(city: () => SampleCity): void {
  const rows = rowsOf(city)
  void test('the sample city sorts a new report by a registered classifier that it trained itself, and says why', async () => {
    promise('P3.18')
    const [earlier] = await rows(sql`
      select (select count(*) from reports.report where external_id is not null) as taken,
        (select sum((d->>'rows')::int) from record.outbox where t = 'reports.imported') as told`)
    assert.deepEqual(earlier, { taken: 14_400, told: 14_400 })
    const bound = await rows(sql`select b.place, b.hash, p.learned from decisions.bound b
      join decisions.part p on p.hash = b.hash
      where b.decision = 'reports.sort' and b.until is null order by b.place`)
    assert.deepEqual(
      bound.map(({ place }) => place),
      ['model-ar', 'model-en', 'model-es'],
    )
    const number = await reported(
      city,
      'The swing outside the primary school has a chain nearly worn through.',
    )
    const page = await opened(city, `/reports/${number}`)
    assert.match(page, /What counted: [^<]*(swing|chain)/)
    const [taken] =
      await rows(sql`select outcome, facts->'model'->>'hash' as hash from decisions.taken
      where decision = 'reports.sort' and about = ${`/reports/${number}`}`)
    const english = String(bound.find(({ place }) => place === 'model-en')?.['hash'])
    assert.deepEqual(taken, { outcome: 'playground', hash: english })
    const register = await opened(city, '/algorithms/reports.sort')
    for (const { hash } of bound) assert.ok(register.includes(String(hash).slice(0, 16)))
    assert.match(await opened(city, `/routing/models/${english}`), /never learned from/)
  })
}

/** Its audit is published and passed. */
function passedItsAudit(city: () => SampleCity): void {
  const rows = rowsOf(city)
  void test('the sorting of the sample city has passed an audit that stands on its own pages, as computed', async () => {
    const [standing] = await rows(sql`select audit_verdict as verdict, audit_page as page
      from decisions.standing where name = 'reports.sort'`)
    assert.equal(standing?.['verdict'], 'pass')
    const page = String(standing?.['page'])
    assert.ok((await opened(city, '/algorithms/reports.sort')).includes(`href="${page}"`))
    const audit = await opened(city, page)
    assert.match(audit, /Verdict[^]*?Within the tolerance/)
    const table = (await opened(city, `${page}/table`)).trim().split('\n')
    assert.ok(table.length > 300, `${table.length} lines`)
  })
}

/** An official of the sample city presses a button of a page, as a browser sends it. */
async function pressed(city: () => SampleCity, url: string, fields: Record<string, string>) {
  const { db, web, clock } = city()
  const now = clock()
  const { secret } = await db.transact(async (tx) => {
    await appoint(tx, { ref: 'stopper', role: 'privacy-officer', unit: null, now })
    const how = { how: ['passkey'], assurance: 'substantial', about: 'test' } as const
    return startSession(tx, { ref: 'stopper', now, ...how })
  })
  return web.inject({
    method: 'POST',
    url,
    headers: {
      cookie: `cityright=${secret}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  })
}

/** A stop holds from the very next report on. */
function stopsAtOnce(city: () => SampleCity): void {
  const rows = rowsOf(city)
  void test('an algorithm of the sample city that is stopped decides nothing more, within a second', async () => {
    assert.match(await opened(city, '/algorithms/lists.sort'), /a moderator reads every message/)
    const stopped = await pressed(city, '/algorithms/reports.sort/stop', {
      reason: 'To see that it stops, and that a person goes on.',
    })
    assert.equal(stopped.statusCode, 303, stopped.body)
    // The very next report: nothing is remembered that could take a second.
    const next = await reported(city, 'The swing by the pharmacy has a chain nearly worn through.')
    const [left] = await rows(sql`select category, (select cause from decisions.passed
      where about = ${`/reports/${next}`} and decision = 'reports.sort') as cause
      from reports.report where 'R-' || number = ${next}`)
    assert.deepEqual(left, { category: 'unsorted', cause: 'suspended' })
    const page = await opened(city, '/algorithms/reports.sort')
    assert.match(page, /No machine decides this now[\s\S]*a person goes on/)
    const [told] = await rows(sql`select by, d ->> 'decision' as decision from record.outbox
      where t = 'algorithm.suspended' order by id desc limit 1`)
    assert.deepEqual(told, { by: 'role:privacy-officer', decision: 'reports.sort' })
  })
}

/** Who is invented is named in the vault alone. */
function holdsNoAddress(city: () => SampleCity): void {
  const rows = rowsOf(city)
  void test('no address of an invented person is in the city’s database', async () => {
    const tables = await rows(sql`select table_schema as s, table_name as t
      from information_schema.tables where table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')`)
    for (const { s, t } of z.array(z.object({ s: z.string(), t: z.string() })).parse(tables)) {
      const { rows: found } = await city().db.look((tx) =>
        tx.raw(
          `select 1 from "${s}"."${t}" x
            where replace(x::text, 'rights@luzarra.example', '') ~ '@(luzarra|post)[.]example' limit 1`,
          [],
        ),
      )
      assert.equal(found.length, 0, `${s}.${t} holds an e-mail address`)
    }
  })
}

/** Proves it in a sample city that is opened already. */
export function sortingOf(city: () => SampleCity): void {
  sortsAndExplains(city)
  passedItsAudit(city)
  stopsAtOnce(city)
  holdsNoAddress(city)
}
