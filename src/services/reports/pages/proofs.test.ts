import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'
import { entriesOf } from './parts/proofs.ts'

let city: TestCity
let number: string
before(async () => {
  city = await openCity()
  const bruno = await city.official('bruno', 'unit-lead')
  number = (await city.anybody.does(can.report, lamp)).number
  await bruno.does(can.move, { number, version: 1, to: 'in_progress' })
  const both = { number, version: 2, to: 'resolved', text: 'Repaired' } as const
  await bruno.does(can.answer, { number, version: 2, text: 'We come on Monday.' })
  await bruno.does(can.move, { ...both, version: 3 })
})
after(() => city.close())

const linked = (html: string) =>
  [...html.matchAll(/href="\/record\/([0-9a-f-]{36})#proof"/g)].map(([, id = '']) => id)

test('each state and each answer of a report leads to the entry that proves it', async () => {
  promise('P3.1')
  const page = await city.anybody.opens(`/reports/${number}`)
  const ids = linked(page.text)
  assert.equal(new Set(ids).size, 4)
  const kinds = await Promise.all(
    ids.map(async (id) => (await city.anybody.opens(`/api/record/${id}`)).json()),
  )
  assert.deepEqual(
    kinds.map(({ kind, body }) => [kind, (body as { to?: string }).to]),
    [
      ['reports.received', undefined],
      ['reports.moved', 'in_progress'],
      ['reports.answered', undefined],
      ['reports.moved', 'resolved'],
    ],
  )
})

test('the page of a report says how many witnessed what it cites, as soon as it is signed', async () => {
  const path = `/reports/${number}`
  assert.match((await city.anybody.opens(path)).text, /waits for its place in the log/)
  await city.city.record.step()
  const page = await city.anybody.opens(path)
  assert.match(page.text, /On the public record\. No other city is asked to witness it\./)
  assert.ok(page.text.includes(`/record?subject=%2Freports%2F${number}`))
})

test('the page of a report asks the database no more than twelve times', async () => {
  const before = city.city.db.counts.statements
  await city.anybody.opens(`/reports/${number}`)
  const asked = city.city.db.counts.statements - before
  assert.ok(asked > 3 && asked <= 12, String(asked))
})

test('what no entry was written for gets no proof, and no entry proves two things', () => {
  const at = '2026-03-02T12:00:00.000Z'
  const entry = (id: string, to: string) => ({ id, kind: 'reports.moved', at, body: { to } })
  const moved = (state: 'resolved' | 'reopened') => ({ kind: 'moved', at, state })
  const found = entriesOf(
    [
      moved('reopened'),
      moved('resolved'),
      moved('resolved'),
      { ...moved('resolved'), kind: 'noted' },
    ],
    [entry('a', 'resolved'), entry('b', 'reopened')],
  )
  assert.deepEqual(found, ['b', 'a', null, null])
  const later = { ...moved('resolved'), at: '2026-03-02T12:00:00.001Z' }
  assert.deepEqual(entriesOf([later], [entry('a', 'resolved')]), [null])
})
