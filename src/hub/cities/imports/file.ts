/** The file itself: its rows, one at a time, and its hash. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'

/** One row as it stands in the file: cells by column, or why there are none. */
export interface Row {
  readonly line: number
  readonly cells: Readonly<Record<string, string>> | string
}

const LONGEST = 1024 * 1024
const MOST_JSON = 16 * 1024 * 1024

/** Reads the whole file once: a file that is no text is refused before anything is changed. */
export async function hashOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const { size } = await stat(path)
  const hash = createHash('sha256')
  const text = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const bytes = chunk as Buffer
      hash.update(bytes)
      if (text.decode(bytes, { stream: true }).includes('\0')) throw new TypeError('a zero byte')
    }
    text.decode()
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure
    throw new Error('The file is not text in UTF-8. Nothing was taken in.', { cause: failure })
  }
  return { sha256: hash.digest('hex'), bytes: size }
}

const Read = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) })

function rowOf(read: z.infer<typeof Read>, head: readonly string[]): Row {
  const { record, info } = read
  const line = info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  if (record.length !== head.length)
    return { line, cells: `it has ${record.length} cells, the first line has ${head.length}` }
  return { line, cells: Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])) }
}

/** Rows of a CSV file (RFC 4180) whose first line names these columns, among others. */
export async function* csvRows(
  path: string,
  columns: readonly string[],
  progress: (read: number) => void,
): AsyncGenerator<Row> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const options = { bom: true, info: true, max_record_size: LONGEST, skip_empty_lines: true }
  const parser = parse({ ...options, relax_column_count: true })
  let head: string[] | undefined
  try {
    for await (const each of pipeline(file, parser, () => undefined)) {
      const read = Read.parse(each)
      progress(file.bytesRead)
      if (head) {
        yield rowOf(read, head)
        continue
      }
      head = read.record.map((name) => name.trim())
      const missing = columns.filter((name) => !head?.includes(name))
      if (missing.length > 0)
        throw new Error(`These are not the columns of this preset: ${missing.join(', ')} missing.`)
    }
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure
    throw new Error(
      `Line ${String(failure['lines'])}: ${failure.message}. What was taken in before it stays.`,
      { cause: failure },
    )
  } finally {
    file.destroy()
  }
  if (!head) throw new Error('The file is empty.')
}

/** A JSON file that fits into memory at once. */
export async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path)
  if (size > MOST_JSON)
    throw new Error('The file is larger than 16 MB: it is no list of this kind.')
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (failure) {
    throw new Error('The file is no JSON. Nothing was taken in.', { cause: failure })
  }
}
