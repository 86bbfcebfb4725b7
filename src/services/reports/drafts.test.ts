import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { decisionsMigrations } from '#core/decisions'
import { testDatabase } from '#test/database'
import * as drafts from './drafting.ts'
import { hour } from './trial.ts'

let db: Database
before(async () => {
  const reports = { name: 'reports', folder: new URL('./migrations/', import.meta.url) }
  db = await testDatabase([decisionsMigrations, reports])
})
after(() => db.close())

test('a draft keeps what was said; another category drops the answers of the one before', async () => {
  const life = { now: hour(0), vanishesAt: hour(24) }
  await db.transact(async (tx) => {
    await drafts.addDraft(tx, { code: 'secret', language: 'ar', reporter: null, ...life })
    await drafts.setStep(tx, 'secret', { category: 'tree' }, life)
    await drafts.setStep(tx, 'secret', { answers: { danger: 'no' }, text: 'dry' }, life)
    await drafts.setStep(tx, 'secret', { category: 'tree' }, life)
  })
  const first = await db.look((tx) => drafts.readDraft(tx, 'secret'))
  assert.deepEqual([first.answers, first.text, first.number], [{ danger: 'no' }, 'dry', null])
  const number = await db.transact(async (tx) => {
    await drafts.setStep(tx, 'secret', { category: 'beach', photos: ['p1'] }, life)
    await drafts.takeNumber(tx, 'secret')
    return drafts.takeNumber(tx, 'secret')
  })
  const second = await db.look((tx) => drafts.readDraft(tx, 'secret'))
  assert.deepEqual([second.answers, second.number], [{}, number])
  assert.deepEqual(await db.transact((tx) => drafts.takeForgotten(tx, hour(23), 10)), [])
  assert.deepEqual(await db.transact((tx) => drafts.takeForgotten(tx, hour(24), 10)), [
    { number, photos: ['p1'] },
  ])
})
