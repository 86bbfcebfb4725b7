import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Statement } from '#core/database'

const written = ({ text, values }: Statement) => [text, values]

test('a value is numbered, a statement inside another is spliced in', () => {
  const where = sql`id = ${1} and name = ${'x'}`
  assert.deepEqual(written(sql`select ${0}::int from a where ${where} limit ${5}`), [
    'select $1::int from a where id = $2 and name = $3 limit $4',
    [0, 1, 'x', 5],
  ])
})

test('statements join, also one by one and not at all', () => {
  const parts = [sql`a = ${1}`, sql`b = ${2}`]
  assert.deepEqual(written(sql`where ${sql.join(parts, ' and ')}`), [
    'where a = $1 and b = $2',
    [1, 2],
  ])
  assert.deepEqual(written(sql`(${sql.join([sql`${1}`, sql`${2}`])})`), ['($1, $2)', [1, 2]])
  assert.deepEqual(written(sql`a ${sql.empty} b${sql.join([])}`), ['a  b', []])
})

test('text that looks like a statement is a value, not a statement', () => {
  const pretender = { text: 'drop table a', values: [] }
  assert.deepEqual(written(sql`select ${pretender}`), ['select $1', [pretender]])
})

test('a dollar in the text of a statement is left alone', () => {
  const quoted = sql`select $$it is $1$$, ${1}`
  assert.deepEqual(written(sql`${quoted} where ${2}`), ['select $$it is $1$$, $1 where $2', [1, 2]])
})
