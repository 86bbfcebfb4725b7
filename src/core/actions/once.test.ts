import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import { actionsMigrations } from './migrations.ts'
import { answered, forgetAnswers, keepAnswer, type Once } from './once.ts'

const now = '2026-03-02T09:00:00.000Z'
const key = 'a key as long as it should be'
const mine = { key, by: 'amina' }
let db: Database
before(async () => {
  db = await testDatabase([actionsMigrations])
})
after(() => db.close())

test('an answer is given again to who holds its key, and for this action alone', async () => {
  await db.transact((tx) => keepAnswer(tx, 'reports.report', mine, { number: 'R-1' }, now))
  const again = (action: string, once: Once) => db.look((tx) => answered(tx, action, once))
  assert.deepEqual(await again('reports.report', mine), { answer: { number: 'R-1' } })
  assert.equal(await again('reports.withdraw', mine), undefined)
  assert.equal(await again('reports.report', { ...mine, key: `${key}.` }), undefined)
  assert.equal(await again('reports.report', { ...mine, by: 'bruno' }), undefined)
  await assert.rejects(again('reports.report', { ...mine, asked: 'something else' }), /key-used/)
})

test('who reads the table learns neither the key nor the answer', async () => {
  const Row = z.object({ key_hash: z.string(), sealed: z.instanceof(Uint8Array) })
  const rows = await db.look((tx) => tx.many(sql`select key_hash, sealed from actions.answer`, Row))
  assert.ok(rows.length > 0)
  for (const row of rows) {
    assert.ok(!row.key_hash.includes(key))
    assert.ok(!Buffer.from(row.sealed).toString('latin1').includes('R-1'))
  }
})

test('nothing, a list and a text are answers too', async () => {
  for (const [at, answer] of [null, [], 'done', 0].entries()) {
    await db.transact((tx) => keepAnswer(tx, 'a.b', { key: `${key} ${at}`, by: '' }, answer, now))
    const once = { key: `${key} ${at}`, by: '' }
    assert.deepEqual(await db.look((tx) => answered(tx, 'a.b', once)), { answer })
  }
})

test('answers are forgotten when nobody will ask for them again', async () => {
  assert.equal(await db.transact((tx) => forgetAnswers(tx, now)), 0)
  assert.ok((await db.transact((tx) => forgetAnswers(tx, '2026-03-02T09:00:00.001Z'))) > 0)
  assert.equal(await db.look((tx) => answered(tx, 'reports.report', mine)), undefined)
})
