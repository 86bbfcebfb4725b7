import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { sql, type Statement } from '#core/database'
import { testDatabase } from '#test/database'

const db = await testDatabase([])
after(() => db.close())

const Value = z.object({ v: z.unknown() })
const ask = async (statement: Statement) => (await db.look((tx) => tx.one(statement, Value)))?.v

test('values come back the same from both databases', async () => {
  const cases: [Statement, unknown][] = [
    [sql`select 9007199254740991::int8 as v`, 9007199254740991],
    [sql`select 9007199254740993::int8 as v`, '9007199254740993'],
    [sql`select count(*) as v from generate_series(1, 3)`, 3],
    [sql`select 12.50::numeric as v`, 12.5],
    [sql`select '2026-03-01 10:00+02'::timestamptz as v`, '2026-03-01T08:00:00.000Z'],
    [sql`select '2026-03-01T08:00:00.1239Z'::timestamptz as v`, '2026-03-01T08:00:00.123Z'],
    [sql`select '2026-03-01'::date as v`, '2026-03-01'],
    [sql`select '{"a":[1,null]}'::jsonb as v`, { a: [1, null] }],
    [sql`select 'null'::json as v`, null],
    [sql`select null::text as v`, null],
    [sql`select true as v`, true],
    [sql`select 1.5::float8 as v`, 1.5],
    [sql`select array[1, null, 3]::int8[] as v`, [1, null, 3]],
    [sql`select array[]::text[] as v`, []],
    [sql`select array['2026-03-01']::date[] as v`, ['2026-03-01']],
    [sql`select array['{"a":1}']::jsonb[] as v`, [{ a: 1 }]],
    [
      sql`select array[[1,2],[3,4]] as v`,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [sql`select '\\x00ff10'::bytea as v`, new Uint8Array([0, 255, 16])],
    [
      sql`select '0190163d-8694-739b-aea5-966c26f8ad91'::uuid as v`,
      '0190163d-8694-739b-aea5-966c26f8ad91',
    ],
    [sql`select interval '1 day 2 hours' as v`, '1 day 02:00:00'],
  ]
  for (const [statement, expected] of cases) {
    assert.deepEqual(await ask(statement), expected, statement.text)
  }
})

test('values are sent the same to both databases', async () => {
  const now = '2026-03-01T10:00:00.000Z'
  const cases: [Statement, unknown][] = [
    [sql`select ${now}::timestamptz as v`, now],
    [sql`select ${new Date(now)}::timestamptz as v`, now],
    [sql`select ${new Uint8Array([0, 1, 255])}::bytea as v`, new Uint8Array([0, 1, 255])],
    [sql`select ${Buffer.from('é')}::bytea as v`, new Uint8Array([195, 169])],
    [
      sql`select ${['a', 'b"c', 'd\\e', '', 'NULL', '{x,y}', null]}::text[] as v`,
      ['a', 'b"c', 'd\\e', '', 'NULL', '{x,y}', null],
    ],
    [sql`select 2 = any(${[1, 2]}::int[]) as v`, true],
    [sql`select ${JSON.stringify({ a: ['x'] })}::jsonb as v`, { a: ['x'] }],
    [sql`select ${true}::boolean as v`, true],
    [sql`select ${12.5}::numeric + 1 as v`, 13.5],
    [sql`select ${2}::int + 1 as v`, 3],
    [sql`select ${null}::text as v`, null],
    [sql`select ${undefined}::text as v`, null],
    [sql`select ${7n}::int8 as v`, 7],
    [sql`select coalesce(${''}, 'x') as v`, ''],
  ]
  for (const [statement, expected] of cases) {
    assert.deepEqual(await ask(statement), expected, statement.text)
  }
})

test('any text comes back as it was sent, alone, in a list and in JSON', async () => {
  const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', '').toWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
      const json = JSON.stringify(texts).replaceAll('\\u0000', '')
      const row = z.object({ list: z.array(z.string()), json: z.array(z.string()) })
      const found = await db.look((tx) =>
        tx.one(sql`select ${texts}::text[] as list, ${json}::jsonb as json`, row),
      )
      assert.deepEqual(found, { list: texts, json: texts })
    }),
    { numRuns: 60 },
  )
})
