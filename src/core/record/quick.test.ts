import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { listEntries, readSubject, recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import { type EntryFilter, entriesStatement } from './read.ts'

const ROWS = Number(process.env['RECORD_ROWS'] ?? 20_000)
/** One entry a minute since then: ids as the recorder makes them. */
const BEGAN = Date.parse('2026-01-01T00:00:00.000Z')
const day = (n: number) => new Date(BEGAN + (ROWS / 50) * 60_000 * n).toISOString()

const db = await testDatabase([recordMigrations])
let middle: string
before(async () => {
  await db.transact((tx) =>
    tx.run(sql`
      insert into record.outbox (id, at, t, by, d, service, subject, position)
      select substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7000-8000-' || lpad(n::text, 12, '0'),
        to_timestamp(ms / 1000.0),
        case when n % 1000 = 0 then 'account.role-changed'
          when n % 3 = 0 then 'reports.received' else 'reports.moved' end,
        'role:resident', '{"number":"R-1"}'::jsonb,
        case when n % 1000 = 0 then 'account' else 'reports' end,
        case when n % 1000 = 0 then null else '/reports/R-' || n / 4 end, n
      from (select n, ms, lpad(to_hex(ms), 12, '0') as h
        from (select n, ${BEGAN}::bigint + n::bigint * 60000 as ms
          from generate_series(1, ${ROWS}::integer) as n) as each) as made`),
  )
  await db.transact((tx) => tx.run(sql`analyze record.outbox`))
  const [one] = await db.look((tx) => listEntries(tx, { to: day(25), limit: 1 }))
  middle = one?.id ?? ''
})
after(() => db.close())

const choices: Readonly<Record<string, readonly EntryFilter[]>> = {
  kind: [{}, { kind: 'reports.moved' }, { kind: 'account.role-changed' }, { kind: 'none.such' }],
  service: [{}, { service: 'reports' }, { service: 'account' }],
  subject: [{}, { subject: '/reports/R-77' }],
  time: [{}, { from: day(20), to: day(30) }, { to: day(1) }, { from: day(49) }],
}
const combined = Object.values(choices).reduce<EntryFilter[]>(
  (all, some) => all.flatMap((one) => some.map((more) => ({ ...one, ...more }))),
  [{}],
)

interface Node {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly Plans?: readonly Node[] | undefined
}
const Node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(Node).optional()
  },
})
const Plan = z.object({ 'QUERY PLAN': z.array(z.object({ Plan: Node })) })

/** Rows that were touched in table and indexes to give an answer. */
function touched(node: Node): number {
  const below = (node.Plans ?? []).map(touched).reduce((sum, n) => sum + n, 0)
  if (!node['Node Type'].includes('Scan')) return below
  const each = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
  return below + each * node['Actual Loops']
}

test('whatever is looked for in the record, a page of it touches no more than a few hundred rows', async () => {
  const wrong: string[] = []
  for (const filter of combined) {
    for (const cursor of [{}, { before: middle }, { after: middle }]) {
      const asked = { ...filter, ...cursor, limit: 26 }
      const explain = sql`explain (analyze, format json) ${entriesStatement(asked)}`
      const plan = await db.look((tx) => tx.one(explain, Plan))
      const rows = plan?.['QUERY PLAN'].map((one) => touched(one.Plan)) ?? []
      if (rows.length === 0 || rows.some((n) => n > 300)) {
        wrong.push(`${rows.join()} rows for ${JSON.stringify(asked)}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('a page is found among many by its number, or is not there', async () => {
  const found = await db.look((tx) => readSubject(tx, ['/record/R-77', '/reports/R-77']))
  assert.equal(found, '/reports/R-77')
  assert.equal(await db.look((tx) => readSubject(tx, ['/reports/r-77'])), undefined)
})

test('time, kind and service together give exactly what fits, on both sides of a cursor', async () => {
  const around = (minutes: number) => new Date(Date.parse(day(25)) + minutes * 60_000).toISOString()
  const asked = {
    kind: 'reports.received',
    service: 'reports',
    from: around(-400),
    to: around(400),
  }
  const all = await db.look((tx) => listEntries(tx, { ...asked, limit: 500 }))
  const fits = (id: string) => all.filter((entry) => entry.id < middle === (id === 'older'))
  const older = await db.look((tx) => listEntries(tx, { ...asked, before: middle, limit: 500 }))
  const newer = await db.look((tx) => listEntries(tx, { ...asked, after: middle, limit: 500 }))
  assert.ok(all.length > 100 && all.length < 500)
  assert.deepEqual(older, fits('older'))
  assert.deepEqual(
    newer,
    fits('newer').filter(({ id }) => id !== middle),
  )
})
