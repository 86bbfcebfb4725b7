import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, sql } from '#core/database'
import { decisionsMigrations } from '#core/decisions'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import * as change from './store/change.ts'
import * as desk from './store/desk.ts'
import * as list from './store/list.ts'
import * as one from './store/one.ts'
import { linesOf } from './statistics.ts'
import { readTimes } from './store/statistics.ts'
import * as timeline from './store/timeline.ts'
import { hour, incoming, refusedAs } from './trial.ts'

let db: Database
before(async () => {
  const reports = { name: 'reports', folder: new URL('./migrations/', import.meta.url) }
  db = await testDatabase([decisionsMigrations, reports])
})
after(() => db.close())

async function add(more: Partial<change.Incoming> = {}): Promise<string> {
  return db.transact(async (tx) => {
    const number = await change.takeNumber(tx)
    return (await change.addReport(tx, { ...incoming, ...more, number })).number
  })
}

test('the first report is R-1001', async () => {
  assert.equal(await add(), 'R-1001')
})

test('a list is walked by key: every report once, the newest first, whatever comes in meanwhile', async () => {
  for (let n = 1; n <= 12; n += 1) {
    await add({ openedAt: hour(Math.ceil(n / 3)), category: 'pothole' })
  }
  const seen: string[] = []
  for (let at: string | undefined; ;) {
    const after = at
    const filter = { categories: ['pothole'] }
    const part = await db.look((tx) => list.listPublic(tx, filter, { after, limit: 5 }))
    seen.push(...part.rows.map((row) => row.number))
    if (part.next === null) break
    await add({ openedAt: hour(9), category: 'pothole' })
    at = part.next
  }
  assert.equal(seen.length, 12)
  assert.equal(new Set(seen).size, 12)
  const times = await db.look((tx) => list.listPublic(tx, {}, { limit: 50 }))
  const opened = times.rows.map((row) => row.openedAt)
  assert.deepEqual(opened, opened.toSorted().toReversed())
})

test('a page that nobody offered is a field error, not a fault', async () => {
  for (const after of ['x', '2026-03-01~R-x', "'; drop table~R-1"]) {
    await assert.rejects(
      db.look((tx) => list.listPublic(tx, {}, { after, limit: 5 })),
      refusedAs('invalid'),
    )
  }
})

test('filters find by category, state, district, time, box and words', async () => {
  const tree = await add({
    category: 'tree',
    text: 'Un árbol caído, شجرة ساقطة',
    district: 'molinos',
    lon: 12.5,
    lat: 36.95,
    openedAt: hour(30),
  })
  const found = async (filter: Parameters<typeof list.listPublic>[1]) =>
    (await db.look((tx) => list.listPublic(tx, filter, { limit: 50 }))).rows.map(
      (row) => row.number,
    )
  assert.deepEqual(await found({ categories: ['tree', 'beach'] }), [tree])
  assert.deepEqual(await found({ district: 'molinos', class: 'open' }), [tree])
  assert.deepEqual(await found({ from: hour(30), until: hour(31) }), [tree])
  assert.deepEqual(await found({ box: [12.49, 36.94, 12.51, 36.96] }), [tree])
  assert.deepEqual(await found({ words: 'arb' }), [])
  assert.deepEqual(await found({ words: 'árb caí' }), [tree])
  assert.deepEqual(await found({ words: 'شجرة' }), [tree])
  assert.deepEqual(await found({ words: tree.toLowerCase() }), [tree])
  assert.deepEqual(await found({ states: ['resolved'] }), [])
  assert.deepEqual(await found({ words: "& | ! ( ' :*", categories: ['tree'] }), [tree])
})

test('a category that is not public shows neither place nor text, and its words find nothing', async () => {
  const number = await add({ text: 'zither at night', publicPoint: false, publicText: false })
  const shown = await db.look((tx) => one.readPublic(tx, number))
  const { text, address, lon, lat, answers } = shown.report
  assert.deepEqual([text, address, lon, lat, answers], [null, null, null, null, null])
  const words = { words: 'zither' }
  assert.equal((await db.look((tx) => list.listPublic(tx, words, { limit: 5 }))).rows.length, 0)
  const queue = { ...words, units: 'all' } as const
  assert.equal((await db.look((tx) => list.listQueue(tx, queue, { limit: 5 }))).rows.length, 1)
  const near = await db.look((tx) => list.listNearest(tx, { lon: 12.45, lat: 36.93 }, {}, 50))
  assert.ok(!near.some((row) => row.number === number))
})

test('the nearest come first, with their distance in metres', async () => {
  await add({ category: 'quay', lon: 12.46, lat: 36.93 })
  await add({ category: 'quay', lon: 12.45, lat: 36.9381 })
  const filter = { categories: ['quay'] }
  const near = await db.look((tx) => list.listNearest(tx, { lon: 12.45, lat: 36.93 }, filter, 5))
  assert.deepEqual(
    near.map((row) => Math.round(row.metres / 10) * 10),
    [890, 900],
  )
})

test('whoever changes what they did not see is told', async () => {
  const number = await add()
  const [first, second] = await db.transact(async (tx) => {
    const held = await change.holdReport(tx, number)
    await change.changeReport(tx, held, { state: 'assigned' }, hour(40))
    return [held, await change.holdReport(tx, number)]
  })
  assert.equal(second.version, first.version + 1)
  await assert.rejects(
    db.transact((tx) => change.changeReport(tx, first, { state: 'triage' }, hour(41))),
    refusedAs('conflict'),
  )
})

test('a follow-up code opens one report, also with capitals, dashes and an O for a zero', async () => {
  const number = await add({ code: 'abc0d1efgh' })
  for (const code of ['abc0d1efgh', 'ABCO-DIEF-GH']) {
    assert.equal((await db.look((tx) => one.readByCode(tx, code))).report.number, number)
  }
  await assert.rejects(
    db.look((tx) => one.readByCode(tx, 'abc0d1efgj')),
    refusedAs('not-found'),
  )
  const stored = await db.look((tx) =>
    tx.many(
      sql`select code_hash from reports.report where code_hash is not null`,
      z.object({ code_hash: z.any() }),
    ),
  )
  assert.ok(!JSON.stringify(stored).includes('abc0'))
})

test('the public sees what is public of the story, the reporter more, the desk all of it', async () => {
  promise('P4.1')
  const number = await add({ reporter: 'ref-amina' })
  const report = one.known(number)
  const audiences = ['public', 'reporter', 'desk'] as const
  await db.transact(async (tx) => {
    for (const audience of audiences) {
      const happened = { report, at: hour(50), kind: 'noted', audience, by: 'official' } as const
      const more = { badge: '4-7F', unit: 'lighting', salt: 's', text: audience }
      await timeline.addHappening(tx, { ...happened, ...more, id: `${number}-${audience}` })
    }
    await timeline.addPhotos(tx, report, ['photo-b', 'photo-a'], { by: 'reporter', at: hour(50) })
    await timeline.hidePhoto(tx, report, 'photo-a', 'personal-data')
    await timeline.hideHappening(tx, report, `${number}-public`, 'insult')
  })
  const seen = await db.look(async (tx) => ({
    public: await one.readPublic(tx, number),
    reporter: await one.readOwn(tx, number, 'ref-amina'),
    desk: await one.readAtDesk(tx, number),
  }))
  assert.deepEqual(
    audiences.map((audience) => seen[audience].timeline.map(({ text }) => text)),
    [[null], [null, 'reporter'], ['desk', 'public', 'reporter']],
  )
  assert.deepEqual(
    seen.public.photos.map(({ file }) => file),
    ['photo-b'],
  )
  assert.equal(seen.desk.photos.length, 2)
  await assert.rejects(db.look((tx) => one.readOwn(tx, number, 'ref-bruno')))
  assert.equal((await db.look((tx) => one.readPhoto(tx, 'photo-b')))?.public, true)
  assert.equal((await db.look((tx) => one.readPhoto(tx, 'photo-a')))?.public, false)
})

test('a report is looked at in three statements', async () => {
  const number = await add()
  const count = await db.look(async (tx) => {
    await one.readAtDesk(tx, number)
    return tx.statements
  })
  assert.ok(count <= 3, `${count}`)
})

test('queues are counted by unit and state, with those past their day', async () => {
  await add({ unit: 'shore', dueOn: '2026-01-01', openedAt: hour(-5) })
  await add({ unit: 'shore', openedAt: hour(-4) })
  await add({ unit: 'green' })
  const counts = await db.look((tx) => desk.countQueues(tx, ['shore'], '2026-03-02'))
  assert.deepEqual(
    counts.filter(({ unit }) => unit !== null),
    [{ unit: 'shore', state: 'received', count: 2, late: 1, oldest: hour(-5) }],
  )
})

test('reports of one moment are walked by their numbers, also past R-9999', async () => {
  promise('P4.7')
  const same = { openedAt: hour(3), category: 'beach' }
  for (const number of [9998, 9999, 10_000, 10_001]) {
    await db.transact((tx) => change.addReport(tx, { ...incoming, ...same, number }))
  }
  const seen: string[] = []
  for (let after: string | undefined; seen.length < 10;) {
    const at = after
    const filter = { categories: ['beach'] }
    const part = await db.look((tx) => list.listPublic(tx, filter, { after: at, limit: 1 }))
    seen.push(...part.rows.map(({ number }) => number))
    if (part.next === null) break
    after = part.next
  }
  assert.deepEqual(seen, ['R-10001', 'R-10000', 'R-9999', 'R-9998'])
})

test('reports taken in from another system say nothing of the first answer, of which nobody knows', async () => {
  const ended = { category: 'imported', closedAt: hour(2), state: 'resolved' } as const
  for (let n = 0; n < 6; n += 1) await add({ ...ended, externalId: `old-${n}` })
  const filter = { categories: ['imported'] }
  const times = await db.look((tx) => readTimes(tx, filter, { now: hour(99), zone: 'UTC' }))
  const [line] = linesOf('category', times)
  assert.deepEqual([line?.count, line?.open, line?.answerDays], [6, 0, null])
  assert.notEqual(line?.endDays, null)
})
