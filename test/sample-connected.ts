/** What has to hold of the connections of the sample city, and of what its officials say of its machine. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import type { SampleCity } from '../src/opening/sample.ts'

const Row = z.record(z.string(), z.unknown())

/** Proves it in a sample city that is opened already. */
export function connectedOf(city: () => SampleCity): void {
  const rows = (statement: ReturnType<typeof sql>) =>
    city().db.look((tx) => tx.many(statement, Row))
  const opened = async (url: string) => (await city().web.inject({ method: 'GET', url })).body

  void test('reports of the sample city went to the waterworks, and everybody reads what came back; the port does not answer', async () => {
    const sent = await rows(sql`select number, remote from open311.delivery
      where system = 'aguas-del-faro' and state = 'sent' order by asked_at`)
    assert.ok(sent.length >= 2, `${sent.length} reports were passed on`)
    const [first] = sent
    const page = await opened(`/reports/${String(first?.['number'])}`)
    assert.match(page, /Told by another system: aguas-del-faro/)
    assert.match(page, /Solved[^]*The valve was replaced and the pavement closed again/)
    const moves = await rows(sql`select 1 as n from record.outbox
      where t = 'reports.moved' and d->>'system' = 'aguas-del-faro'`)
    assert.ok(moves.length >= 3, 'each step of it stands on the record')
    const silent = await rows(sql`select state, why, tries > 2 as again from open311.delivery
      where system = 'port-authority'`)
    assert.deepEqual(silent, [{ state: 'unsent', why: 'unreachable', again: true }])
  })

  void test('an app of others reported to the sample city by its key, and its reports are asked for by every program', async () => {
    const taken = await rows(sql`select 'R-' || number as number from reports.report
      where source = 'open311' order by number`)
    assert.equal(taken.length, 2)
    const listed = await opened('/open311/v2/requests.json')
    for (const { number } of taken)
      assert.ok(listed.includes(`"${String(number)}"`), String(number))
  })

  void test('officials of the sample city said of some reports that the machine was right, and corrected others', async () => {
    const [said] = await rows(sql`select
        count(*) filter (where kind = 'category-confirmed') as confirmed,
        count(*) filter (where kind = 'recategorised') as corrected
      from reports.event where by = 'official'`)
    assert.ok(Number(said?.['confirmed']) >= 20 && Number(said?.['corrected']) >= 20, String(said))
    const entries = await rows(sql`select 1 as n from record.outbox
      where t = 'reports.category-confirmed'`)
    assert.equal(entries.length, Number(said?.['confirmed']))
    const twice = await rows(sql`select report from reports.event
      where kind = 'category-confirmed' group by report having count(*) > 1`)
    assert.deepEqual(twice, [])
    const register = await opened('/api/algorithms/reports.sort')
    const { numbers } = z
      .object({ numbers: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(register))
    assert.ok(Number(numbers['overrides']) > 0, JSON.stringify(numbers))
  })
}
