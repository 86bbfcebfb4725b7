/** Counting people: numbers leave the vault, and nothing of anybody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import fc from 'fast-check'
import { z } from 'zod'
import { contactEmail, contactName } from '../field.ts'
import { purpose } from '../purpose.ts'
import { contactBack, declared, later, now, official, openTrial } from '../testing.ts'
import { reading, system, type Trial } from '../testing.ts'
import { promise } from '#test/promise'
import { grouped } from './count.ts'

const census = purpose({
  ...contactBack,
  id: 'reports.census',
  fields: [contactName],
  scope: 'aggregate',
  actors: ['official:reports.contact'],
  volume: { perActorPerDay: 3 },
})

let vault: Trial
const people: string[] = []
const settles = async (name: string, times: number) => {
  for (let n = 0; n < times; n += 1)
    people.push(await vault.someone(`R-${people.length}`, { 'contact.name': name }))
}

before(async () => {
  vault = await openTrial()
  await vault.ask('reports', 'publish', declared([contactBack, census]))
  await settles('north', 5)
})
after(() => vault.close())

const counts = (more: object = {}) =>
  vault.ask('reports', 'many.count', {
    purpose: census.id,
    version: 1,
    fields: ['contact.name'],
    actor: official,
    at: now,
    ...more,
  })
const inNumbers = async (ref: string) =>
  vault.ask('folder', 'inNumbers', { ref: await vault.inFolder(ref) })
const logged = () =>
  vault.db.look((tx) =>
    tx.many(
      sql`select person, outcome, denied from vault.access where purpose = 'reports.census' order by id`,
      z.object({
        person: z.string().nullable(),
        outcome: z.string(),
        denied: z.string().nullable(),
      }),
    ),
  )

test('nobody counts without leave, nor what is declared for something else', async () => {
  await settles('north', 7)
  await settles('south', 9)
  await settles('west', 4)
  await assert.rejects(counts({ actor: { ...official, permissions: [] } }), /actor-not-allowed/)
  await assert.rejects(counts({ actor: system }), /actor-not-allowed/)
  await assert.rejects(counts({ fields: [contactEmail.name] }), /field-beyond-purpose/)
  await assert.rejects(counts({ purpose: contactBack.id }), /scope-not-open/)
  await assert.rejects(counts({ version: 2 }), /purpose-unknown/)
  await assert.rejects(
    vault.ask('reports', 'read', reading(people[0] ?? '', { purpose: census.id })),
    /field-beyond-purpose|scope-not-open/,
  )
  const denied = await logged()
  assert.ok(denied.length >= 5 && denied.every(({ outcome }) => outcome === 'denied'))
  assert.deepEqual(await inNumbers(people[0] ?? ''), [])
})

test('of fewer than ten people no number is told at all', () => {
  const nine = Array.from({ length: 9 }, () => ({ district: 'north' }))
  assert.deepEqual(grouped(nine), { groups: [], others: null })
})

test('who counts gets numbers of ten people or more, and those of smaller groups together', async () => {
  promise('P2.12')
  assert.deepEqual(await counts(), {
    groups: [{ values: { 'contact.name': 'north' }, count: 12 }],
    others: 13,
  })
  const rows = (await logged()).filter(({ outcome }) => outcome === 'read')
  assert.deepEqual(rows, [{ person: null, outcome: 'read', denied: null }], 'logged once')
})

test('everybody who was counted sees how often; who restricted the data is not counted', async () => {
  const [first = '', second = ''] = people
  const ref = await vault.inFolder(first)
  const limiting = { ref, kind: 'restriction', subject: contactName.class, at: now }
  await vault.ask('folder', 'limit', limiting)
  assert.equal((await counts()).groups[0].count, 11)
  await vault.ask('folder', 'lift', limiting)
  const row = { purpose: census.id, month: now.slice(0, 7) }
  assert.deepEqual(await inNumbers(first), [{ ...row, times: 1 }])
  assert.deepEqual(await inNumbers(second), [{ ...row, times: 2 }])
})

test('nobody finds somebody by counting again and again', async () => {
  await counts()
  await assert.rejects(counts(), /too-many-readings/)
  assert.equal((await counts({ at: later(2 * 86_400) })).others, 13)
})

test('that somebody was counted is kept as long as accesses are', async () => {
  const years = (n: number) => later(n * 366 * 86_400)
  await vault.ask('operator', 'retention', { now: years(1), accessYears: 2 })
  assert.equal((await inNumbers(people[0] ?? '')).length, 1)
  await vault.ask('operator', 'retention', { now: years(3), accessYears: 2 })
  assert.deepEqual(await inNumbers(people[0] ?? ''), [])
})

test('whatever is counted, no number of fewer than ten people is told or can be worked out', () => {
  const values = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })
  fc.assert(
    fc.property(values, (all) => {
      const { groups, others } = grouped(all.map((district) => ({ district })))
      for (const { count } of groups) assert.ok(count >= 10)
      assert.ok(others === null || others === 0 || others >= 10)
      const sum = groups.reduce((total, { count }) => total + count, others ?? 0)
      assert.equal(others === null ? all.length < 10 : sum === all.length, true)
    }),
  )
})
