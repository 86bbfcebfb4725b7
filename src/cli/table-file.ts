/** Tables that commands are given: CSV with a first line that names the columns (RFC 4180). */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'

/** The wanted columns of a table, by position, and the hash by which anybody knows the same file again. */
export interface Table {
  readonly sha256: string
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

const Read = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
)

function parsed(text: string, file: string): z.infer<typeof Read> {
  try {
    const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true }
    return Read.parse(parse(text, options))
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure
    throw new Error(`${file} cannot be read as CSV: ${failure.message}`, { cause: failure })
  }
}

function placesOf(header: readonly string[], wanted: readonly string[], file: string): number[] {
  return wanted.map((name) => {
    const at = header.indexOf(name)
    if (at >= 0) return at
    throw new Error(`${file} has no column ${name}. Its columns: ${header.join(', ')}.`)
  })
}

/** Reads these columns of a CSV file. Every fault is a sentence with its line. */
export function readTable(file: string, columns: readonly string[]): Table {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`)
  const bytes = readFileSync(file)
  const [header, ...rest] = parsed(decoded(bytes, file), file)
  if (!header) throw new Error(`${file} is empty.`)
  const places = placesOf(header.record, columns, file)
  const width = header.record.length
  const rows = rest.map(({ record, info: { lines } }) => {
    if (record.length === width) {
      return { line: lines, cells: places.map((at) => (record[at] ?? '').trim()) }
    }
    throw new Error(`Line ${lines} has ${record.length} cells, the first line has ${width}.`)
  })
  return { sha256: createHash('sha256').update(bytes).digest('hex'), rows }
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (failure) {
    throw new Error(`${file} is not text in UTF-8.`, { cause: failure })
  }
}
