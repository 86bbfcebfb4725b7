/** Rows on their way into a file and back: JSON, a thousand rows a line, compressed. */
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import type { Table } from './table.ts'

const PORTION = 1_000
/** A cursor takes its count as it is written, not as a value. */
const FETCH: Readonly<Record<number, Statement>> = { 20: sql`fetch 20 from portion` }

const rowShape = z.object({ row: z.string() })
const lineShape = z.union([
  z.object({ table: z.string(), rows: z.array(z.unknown()) }),
  z.object({ end: z.int().nonnegative() }),
])

/** The rows of a table, a portion at a time, as they were when the transaction began. */
async function* portionsOf(tx: Tx, { rows, portion = PORTION }: Table): AsyncGenerator<string[]> {
  await tx.run(sql`declare portion no scroll cursor for ${rows}`)
  for (;;) {
    const found = await tx.many(FETCH[portion] ?? sql`fetch 1000 from portion`, rowShape)
    if (found.length > 0) yield found.map(({ row }) => row)
    if (found.length < portion) break
  }
  await tx.run(sql`close portion`)
}

/** Writes every row of these tables; gives how many. The last line says so, so that half a file is seen. */
export async function dumpTables(tx: Tx, tables: readonly Table[], file: string): Promise<number> {
  const gzip = createGzip()
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  const written = finished(gzip.pipe(out))
  let count = 0
  for (const table of tables) {
    for await (const rows of portionsOf(tx, table)) {
      count += rows.length
      const line = `{"table":"${table.name}","rows":[${rows.join(',')}]}\n`
      if (!gzip.write(line)) await once(gzip, 'drain')
    }
  }
  gzip.end(`{"end":${count}}\n`)
  await written
  return count
}

const notWhole = (file: string, failure?: unknown) =>
  new Error(`${file} is not whole: take another backup`, { cause: failure })

/** The lines of a compressed file. What breaks off in the middle is said to be not whole. */
async function* textsOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip()
  createReadStream(file)
    .once('error', (failure) => unzipped.destroy(failure))
    .pipe(unzipped)
  let parts: string[] = []
  try {
    for await (const chunk of unzipped.setEncoding('utf8')) {
      const [first = '', ...more] = String(chunk).split('\n')
      parts.push(first)
      for (const next of more) {
        yield parts.join('')
        parts = [next]
      }
    }
  } catch (failure) {
    throw notWhole(file, failure)
  }
}

/** The lines of a file, each as what it is. Throws at the end when they are not all. */
async function* linesOf(file: string) {
  let [count, end] = [0, -1]
  for await (const text of textsOf(file)) {
    const line = lineShape.parse(JSON.parse(text))
    if ('end' in line) {
      end = line.end
      continue
    }
    count += line.rows.length
    yield line
  }
  if (end !== count) throw notWhole(file)
}

/** Throws when a file is not whole, so that nothing is begun with it. */
export async function checkFile(file: string): Promise<void> {
  for await (const { table } of linesOf(file)) void table
}

/** Puts every row of a file back; gives how many. Half a file, or another one, is refused. */
export async function loadTables(tx: Tx, tables: readonly Table[], file: string): Promise<number> {
  const known = new Map(tables.map((one) => [one.name, one]))
  let count = 0
  for await (const { table: name, rows } of linesOf(file)) {
    const table = known.get(name)
    if (!table) throw new Error(`${file} has rows of ${name}, which this vault does not know`)
    await tx.run(table.put(JSON.stringify(rows)))
    count += rows.length
  }
  return count
}
