import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from '#core/database'
import { batchDecisions, decisionsMigrations, listTaken, readBatchLeaf } from '#core/decisions'
import { addDays } from '#core/kernel'
import { listEntries, recordMigrations } from '#core/record'
import { hashFrom, isInBatch } from '#core/record/log'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import { factsSeal } from './payload.ts'
import { decideAt, route } from './trial.ts'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

/** Embedded databases have one connection: nobody can be at the same place at the same time. */
const skip = process.env['DATABASE_URL'] ? false : 'needs PostgreSQL (npm run test:postgres)'
const zone = 'Europe/Madrid'
const nightAfter = (day: string) => `${addDays(day, 1)}T00:10:00.000Z`
const batch = (day: string) => batchDecisions(db, { now: nightAfter(day), zone })
const batches = async () =>
  (await db.look((tx) => listEntries(tx, { kind: 'decision.batch' }))).toReversed()
const leaves = () => db.look((tx) => listTaken(tx, { limit: 500 }))

beforeEach(() =>
  db.script(`alter table record.outbox disable trigger keep_entry;
    delete from record.outbox; delete from decisions.taken; delete from decisions.chosen; delete from decisions.standing;
    delete from decisions.registered;
    alter table record.outbox enable trigger keep_entry`),
)

test('every decision of a day can be proved: what was decided, when, about what and why', async () => {
  promise('P3.1')
  await decideAt(db, '2026-03-02T11:00:00.000Z', 12)
  assert.equal(await batch('2026-03-02'), 1)
  const [entry] = await batches()
  assert.ok(entry)
  const { root, hash, ...body } = entry.body
  assert.deepEqual(body, {
    decision: 'reports.route',
    version: 3,
    from: '2026-03-02',
    to: '2026-03-02',
    count: 12,
  })
  assert.match(String(hash), /^[0-9a-f]{64}$/)
  assert.equal(entry.by, 'decision:reports.route')
  for (const taken of await leaves()) {
    const leaf = await db.look((tx) => readBatchLeaf(tx, taken.id))
    assert.ok(leaf)
    assert.equal(leaf.entry, entry.id)
    const { facts, ...payload } = z.record(z.string(), z.unknown()).parse(leaf.proof.payload)
    const { id, decision, version, about, outcome, at } = taken
    const because = 'reports.because.unit'
    assert.deepEqual(payload, { id, decision, version, about, outcome, at, because })
    const published = { root: hashFrom(root) ?? new Uint8Array(), size: 12 }
    assert.ok(isInBatch(leaf.proof, published))
    const lie = { ...leaf.proof, payload: { ...payload, facts, outcome: 'streets' } }
    assert.equal(isInBatch(lie, published), false)
  }
})

test('the facts stay inside: the proof holds only a commitment that guessing does not open', async () => {
  await decideAt(db, '2026-03-02T11:00:00.000Z', 10)
  await batch('2026-03-02')
  const [taken, other] = await leaves()
  assert.ok(taken && other)
  const leaf = await db.look((tx) => readBatchLeaf(tx, taken.id))
  const text = JSON.stringify(leaf?.proof)
  assert.ok(!text.includes('weight') && !text.includes('"unit"'))
  const Salts = z.object({ salt: z.instanceof(Uint8Array), inner: z.instanceof(Uint8Array) })
  const [row] = await db.look((tx) =>
    tx.many(
      sql`select salt, facts_salt as inner from decisions.taken where id = ${taken.id}`,
      Salts,
    ),
  )
  assert.ok(row)
  const { facts } = z.object({ facts: z.string() }).parse(leaf?.proof.payload)
  assert.equal(factsSeal(taken.facts, row.inner), facts)
  assert.notEqual(factsSeal(taken.facts, row.salt), facts)
  assert.notEqual(factsSeal(other.facts, row.inner), facts)
})

test('nine decisions of a day wait for their week; doing it again changes nothing', async () => {
  await decideAt(db, '2026-03-02T11:00:00.000Z', 9)
  assert.equal(await batch('2026-03-02'), 0)
  await decideAt(db, '2026-03-04T11:00:00.000Z', 2)
  assert.equal(await batch('2026-03-04'), 0)
  assert.deepEqual(await batches(), [])
  assert.equal(await batch('2026-03-08'), 1)
  assert.equal(await batch('2026-03-08'), 0)
  const [entry] = await batches()
  assert.deepEqual(
    [entry?.body['from'], entry?.body['to'], entry?.body['count']],
    ['2026-03-02', '2026-03-08', 11],
  )
})

test('a day begins at the midnight of the city: a decision before it is in the earlier batch', async () => {
  await decideAt(db, '2026-03-01T22:59:00.000Z', 10)
  await decideAt(db, '2026-03-01T23:01:00.000Z', 10)
  assert.equal(await batchDecisions(db, { now: '2026-03-01T23:10:00.000Z', zone }), 1)
  assert.equal((await batches())[0]?.body['to'], '2026-03-01')
  assert.equal(await batch('2026-03-02'), 1)
  assert.equal((await batches())[1]?.body['to'], '2026-03-02')
})

test('a batch that is stopped in the middle leaves neither an entry nor a leaf', async () => {
  await decideAt(db, '2026-03-02T11:00:00.000Z', 10)
  await db.script(`create function decisions.stop() returns trigger language plpgsql as
    $$ begin if new.leaf = 7 then raise exception 'the power went'; end if; return new; end $$;
    create trigger stop before update on decisions.taken
      for each row execute function decisions.stop()`)
  await assert.rejects(batch('2026-03-02'), /the power went/)
  await db.script('drop trigger stop on decisions.taken; drop function decisions.stop')
  const [first] = await leaves()
  assert.equal(await db.look((tx) => readBatchLeaf(tx, first?.id ?? '')), undefined)
  assert.deepEqual(await batches(), [])
  assert.equal(await batch('2026-03-02'), 1)
})

test('two processes in one night put every decision into one batch', { skip }, async () => {
  await decideAt(db, '2026-03-02T11:00:00.000Z', 40)
  const made = await Promise.all([1, 2, 3, 4].map(() => batch('2026-03-02')))
  assert.equal(
    made.reduce((sum, n) => sum + n, 0),
    1,
  )
  assert.equal((await batches())[0]?.body['count'], 40)
})

test('a decision that could not be proved later is not taken', async () => {
  const odd = { ...route, decide: () => ({ outcome: 'a\nb', because: { key: 'k', values: {} } }) }
  const { decider, registerDecisions } = await import('#core/decisions')
  const now = '2026-03-02T11:00:00.000Z'
  const registered = await db.transact((tx) => registerDecisions(tx, [odd], now))
  const taking = db.transact((tx) =>
    decider(tx, registered, now)(odd, '/reports/R-1', { unit: 'x' }),
  )
  await assert.rejects(taking, /d\.outcome has a control character/)
})
