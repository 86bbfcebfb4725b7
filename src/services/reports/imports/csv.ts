/** Comma-separated values (RFC 4180), row by row, however long the file is. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { Broken, LONGEST, type Row, type Source } from './file.ts'

interface Read {
  readonly record: readonly string[]
  readonly info: Info
}

const why: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed; the file may be cut off',
  INVALID_OPENING_QUOTE: 'a quotation mark stands in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark is followed by something else than a new cell',
  CSV_MAX_RECORD_SIZE: 'a row is longer than a million characters; a quotation mark may be missing',
}

function broken(failure: unknown): Error {
  if (!(failure instanceof CsvError)) return failure as Error
  const line = Number(failure['lines'] ?? 0)
  return new Broken(`Line ${line}: ${why[failure.code] ?? failure.message}.`)
}

/** The line a row begins on: cells may hold line breaks themselves. */
function lineOf({ record, info }: Read): number {
  const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  return info.lines - breaks
}

function columnsOf(header: readonly string[], source: Source): [number, string][] {
  source.columns(header)
  return header.flatMap((name, index): [number, string][] => {
    const wanted = source.wanted(name)
    return wanted === undefined ? [] : [[index, wanted]]
  })
}

function rowOf(read: Read, width: number, columns: readonly [number, string][]): Row {
  const { record } = read
  const line = lineOf(read)
  if (record.length !== width) {
    return { line, cells: `it has ${record.length} cells, the first line has ${width}` }
  }
  const cells: Record<string, string> = {}
  for (const [index, name] of columns) cells[name] = record[index] ?? ''
  return { line, cells }
}

/** Reads the rows of a CSV file. The first line names the columns. */
export async function* csvRows(source: Source): AsyncGenerator<Row> {
  const file = createReadStream(source.path, { highWaterMark: 256 * 1024 })
  const parser = parse({
    bom: true,
    delimiter: source.facts.delimiter,
    info: true,
    max_record_size: LONGEST,
    relax_column_count: true,
    skip_empty_lines: true,
  })
  let columns: [number, string][] | undefined
  let width = 0
  try {
    for await (const each of pipeline(file, parser, () => undefined)) {
      const read = each as Read
      source.progress(file.bytesRead)
      if (columns) {
        yield rowOf(read, width, columns)
        continue
      }
      width = read.record.length
      columns = columnsOf(read.record, source)
    }
  } catch (failure) {
    throw broken(failure)
  } finally {
    file.destroy()
  }
}
