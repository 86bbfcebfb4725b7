import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { canonical, entry, entryBytes, readEntry, recorder, recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import fc from 'fast-check'
import { z } from 'zod'

const db = await testDatabase([recordMigrations])
after(() => db.close())

const noon = '2026-03-02T12:00:00.000Z'

test('an entry is one line of bytes that any program writes alike', () => {
  const body = { photos: 2, number: 'R-1', district: undefined }
  const facts = { id: '01', at: noon, kind: 'reports.received', by: 'anonymous', body }
  assert.equal(
    Buffer.from(entryBytes(facts)).toString(),
    '{"at":"2026-03-02T12:00:00.000Z","by":"anonymous","d":{"number":"R-1","photos":2},' +
      '"id":"01","t":"reports.received","v":1}',
  )
})

const word = fc.string({ unit: 'binary', maxLength: 12 }).map((text) =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ''),
)
const key = fc.stringMatching(/^[ -~]{1,8}$/).filter((name) => name !== '__proto__')
const { value: publishable } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.maxSafeInteger(),
    fc.boolean(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}))

test('whatever may be published says the same after it was written and read, in whatever order it was put', () => {
  const shuffled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shuffled)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([name, one]) => [name, shuffled(one)]),
          )
        : value
  fc.assert(
    fc.property(publishable, (value) => {
      const text = canonical(value)
      assert.equal(canonical(JSON.parse(text)), text)
      assert.equal(canonical(shuffled(value)), text)
    }),
  )
})

test('the database gives back the very bytes that were written', async () => {
  const anything = entry('test.said', z.object({ text: z.string(), numbers: z.array(z.number()) }))
  const body = fc.record({ text: word, numbers: fc.array(fc.maxSafeInteger(), { maxLength: 4 }) })
  await fc.assert(
    fc.asyncProperty(body, async (said) => {
      const id = await db.transact((tx) =>
        recorder(tx, { by: 'role:resident', now: noon, service: 'test' })(anything, said),
      )
      const read = await db.look((tx) => readEntry(tx, id))
      assert.ok(read)
      const written = { id, at: noon, kind: 'test.said', by: 'role:resident', body: said }
      assert.deepEqual(entryBytes(read), entryBytes(written))
    }),
    { numRuns: 60 },
  )
})
