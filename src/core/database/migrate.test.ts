import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { sql } from '#core/database'
import { testDatabase } from '#test/database'

const root = mkdtempSync(join(tmpdir(), 'cityright-migrate-'))
const db = await testDatabase([])
after(async () => {
  await db.close()
  rmSync(root, { recursive: true })
})

function folderOf(name: string, files: Readonly<Record<string, string>>) {
  const folder = join(root, name)
  mkdirSync(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return { name, folder: pathToFileURL(folder) }
}

const first = '0001-tables.sql'
const places = folderOf('places', {
  [first]: 'create schema places; create table places.a (n int);',
})
const Count = z.object({ n: z.number() })
const rowsIn = async (table: 'a' | 'b') => {
  const counted = {
    a: sql`select count(*) as n from places.a`,
    b: sql`select count(*) as n from places.b`,
  }
  return (await db.look((tx) => tx.one(counted[table], Count)))?.n
}

test('every file is applied once, in the order of the sets and then of the numbers', async () => {
  const streets = folderOf('streets', { [first]: 'insert into places.a values (1)' })
  const done = await db.migrate([places, streets])
  assert.deepEqual(done.applied, ['places/0001-tables.sql', 'streets/0001-tables.sql'])
  assert.deepEqual((await db.migrate([places, streets])).applied, [])
  assert.equal(await rowsIn('a'), 1)
})

test('a mistake names its file and line, and leaves nothing of that file behind', async () => {
  const text = 'create table places.b (n int);\ninsert into places.b values (1);\nselct 1;\n'
  const set = folderOf('wrong', { [first]: text })
  await assert.rejects(db.migrate([set]), /wrong\/0001-tables\.sql:3: syntax error/)
  await assert.rejects(rowsIn('b'), /does not exist/)
  writeFileSync(join(root, 'wrong', first), text.replace('selct', 'select'))
  assert.deepEqual((await db.migrate([set])).applied, ['wrong/0001-tables.sql'])
  assert.equal(await rowsIn('b'), 1)
})

test('a file that was edited after it was applied is refused, line ends aside', async () => {
  const set = folderOf('edited', { [first]: 'select 1;\nselect 2;' })
  await db.migrate([set])
  writeFileSync(join(root, 'edited', first), 'select 1;\r\nselect 2;')
  assert.deepEqual((await db.migrate([set])).applied, [])
  writeFileSync(join(root, 'edited', first), 'select 3')
  await assert.rejects(db.migrate([set]), /edited\/0001-tables\.sql was edited after/)
})

test('a database of a newer version is refused by an older one', async () => {
  const set = folderOf('newer', { [first]: 'select 1', '0002-more.sql': 'select 2' })
  await db.migrate([set])
  rmSync(join(root, 'newer', '0002-more.sql'))
  await assert.rejects(db.migrate([set]), /newer\/0002-more\.sql, which this version does not know/)
})

test('two files with the same number, or with a careless name, are refused', async () => {
  const twice = folderOf('twice', { [first]: 'select 1', '0001-other.sql': 'select 1' })
  await assert.rejects(db.migrate([twice]), /twice: two migrations have the same number/)
  const careless = folderOf('careless', { 'add colours.sql': 'select 1' })
  await assert.rejects(db.migrate([careless]), /careless\/add colours\.sql: name a migration like/)
})

test('several programs that start at once apply each file once', async () => {
  const set = folderOf('crowd', { [first]: 'insert into places.a values (2)' })
  const all = await Promise.all(Array.from({ length: 5 }, () => db.migrate([set])))
  assert.deepEqual(
    all.flatMap(({ applied }) => applied),
    ['crowd/0001-tables.sql'],
  )
})
