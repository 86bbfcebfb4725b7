/** Tables that commands are given: CSV with a first line that names the columns (RFC 4180). */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { Unusable } from './unusable.ts'

/** The wanted columns of a table, by position, and the hash by which anybody knows the same file again. */
export interface Table {
  readonly sha256: string
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** The largest file that is read: several millions of rows. */
const MOST_MEGABYTES = 256

const Read = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
)

/** Spreadsheets of half of Europe write semicolons; what separates the names separates the rest. */
function separatorOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^\r\n])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? ''
  if (first.includes(',')) return ','
  return [';', '\t'].find((one) => first.includes(one)) ?? ','
}

function parsed(text: string, file: string): z.infer<typeof Read> {
  try {
    const delimiter = separatorOf(text)
    const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true }
    return Read.parse(parse(text, { ...options, delimiter }))
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure
    throw new Unusable(`${file} cannot be read as CSV: ${failure.message}`, { cause: failure })
  }
}

/** So many signs of the names of columns are told: a file that is no table has anything in its first line. */
const TOLD = 300

function shortened(header: readonly string[]): string {
  const all = header.join(', ')
  return all.length <= TOLD ? all : `${all.slice(0, TOLD)}…`
}

function placesOf(names: readonly string[], wanted: readonly string[], file: string): number[] {
  const header = names.map((name) => name.trim())
  return wanted.map((name) => {
    const at = header.indexOf(name)
    if (at < 0) {
      throw new Unusable(`${file} has no column ${name}. Its columns: ${shortened(header)}.`)
    }
    if (header.indexOf(name, at + 1) < 0) return at
    throw new Unusable(`${file} has two columns ${name}: rename one of them.`)
  })
}

/** So many groups are compared: with more of them a column names single cases. */
const MOST_GROUPS = 200

/** Refuses a column that is no attribute of groups but a name of single cases. */
export function requireGroups(column: string, size: number): void {
  if (size <= MOST_GROUPS) return
  throw new Unusable(
    `Column ${column} has ${size} different values; at most ${MOST_GROUPS} groups are compared. Put them into classes, such as districts or ages by ten years.`,
  )
}

function bytesOf(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new Unusable(`There is no ${file}.`)
  if (!found.isFile()) throw new Unusable(`${file} is no file.`)
  if (found.size > MOST_MEGABYTES * 1_000_000) {
    const size = Math.round(found.size / 1_000_000)
    throw new Unusable(
      `${file} has ${size} MB; at most ${MOST_MEGABYTES} MB are read. Keep the columns that are asked for alone, or a shorter time.`,
    )
  }
  return readFileSync(file)
}

/** Reads these columns of a CSV file. Every fault is a sentence with its line. */
export function readTable(file: string, columns: readonly string[]): Table {
  const bytes = bytesOf(file)
  const [header, ...rest] = parsed(decoded(bytes, file), file)
  if (!header) throw new Unusable(`${file} is empty.`)
  const places = placesOf(header.record, columns, file)
  const width = header.record.length
  const rows = rest.map(({ record, info: { lines } }) => {
    if (record.length === width) {
      return { line: lines, cells: places.map((at) => (record[at] ?? '').trim()) }
    }
    throw new Unusable(`Line ${lines} has ${record.length} cells, the first line has ${width}.`)
  })
  return { sha256: createHash('sha256').update(bytes).digest('hex'), rows }
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (failure) {
    throw new Unusable(`${file} is not text in UTF-8: save it as “CSV UTF-8”.`, { cause: failure })
  }
}
