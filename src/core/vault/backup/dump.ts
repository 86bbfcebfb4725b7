/** Rows on their way into a file and back: JSON, a thousand rows a line, compressed. */
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import type { Table } from './tables.ts'

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

/** Puts every row of a file back; gives how many. Half a file, or another one, is refused. */
export async function loadTables(tx: Tx, tables: readonly Table[], file: string): Promise<number> {
  const known = new Map(tables.map((one) => [one.name, one]))
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) })
  let [count, end] = [0, -1]
  for await (const text of lines) {
    const line = lineShape.parse(JSON.parse(text))
    if ('end' in line) {
      end = line.end
      continue
    }
    const table = known.get(line.table)
    if (!table) throw new Error(`${file} has rows of ${line.table}, which this vault does not know`)
    await tx.run(table.put(JSON.stringify(line.rows)))
    count += line.rows.length
  }
  if (end !== count) throw new Error(`${file} is not whole: take another backup`)
  return count
}
