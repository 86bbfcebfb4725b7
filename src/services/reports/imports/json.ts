/** An array of JSON objects (RFC 8259), object by object, and JSON Lines, line by line. */
import { createReadStream } from 'node:fs'
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json'
import { Broken, LONGEST, type Row, type Source } from './file.ts'

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Makes rows of objects; the first object tells which columns there are. */
function rowMaker(source: Source): (value: unknown, line: number) => Row {
  let first = true
  return (value, line) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { line, cells: 'it is no object with columns' }
    }
    if (first) source.columns(Object.keys(value))
    first = false
    const cells: Record<string, string> = {}
    for (const [column, cell] of Object.entries(value)) {
      const name = source.wanted(column)
      if (name !== undefined) cells[name] = textOf(cell)
    }
    return { line, cells }
  }
}

/** Which line a byte stands on, asked in rising order. */
function lineCounter() {
  const breaks: number[] = []
  let passed = 0
  let before = 0
  return {
    add(bytes: Buffer) {
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
        breaks.push(before + at)
      }
      before += bytes.length
    },
    at(offset: number): number {
      const here = breaks.findIndex((place) => place >= offset)
      passed += breaks.splice(0, here < 0 ? breaks.length : here).length
      return passed + 1
    },
  }
}

/** Tokens in, elements of the outermost array out, each with the byte it begins at. */
function elements(add: (value: unknown, offset: number) => void) {
  const tokens = new Tokenizer()
  const parser = new TokenParser({ paths: ['$.*'], keepStack: false })
  let depth = 0
  let begin = 0
  tokens.onToken = (token) => {
    const closes = token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET
    if (depth === 1 && !closes && token.token !== TokenType.COMMA) begin = token.offset
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth += 1
    if (closes) depth -= 1
    parser.write(token)
  }
  parser.onValue = ({ value }) => add(value, begin)
  return {
    write: (bytes: Buffer) => tokens.write(bytes),
    ended: () => parser.isEnded,
  }
}

/** Reads the elements of a JSON array as rows; the line is the one an element begins on. */
export async function* jsonRows(source: Source): AsyncGenerator<Row> {
  const rowOf = rowMaker(source)
  const lines = lineCounter()
  let found: Row[] = []
  let last = 1
  let read = 0
  const parser = elements((value, offset) => {
    last = lines.at(offset)
    found.push(rowOf(value, last))
  })
  for await (const chunk of createReadStream(source.path)) {
    const bytes = chunk as Buffer
    const fresh = read === 0 && bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'))
    read += bytes.length
    lines.add(bytes)
    let failure: unknown
    try {
      parser.write(fresh ? Buffer.concat([Buffer.from('   '), bytes.subarray(3)]) : bytes)
    } catch (thrown) {
      failure = thrown
    }
    source.progress(read)
    yield* found
    found = []
    if (failure instanceof Broken) throw failure
    if (failure) throw new Broken(`After line ${last}: this is no valid JSON.`)
  }
  if (!parser.ended()) throw new Broken(`After line ${last}: the array is cut off.`)
}

function lineRow(text: string, line: number, rowOf: (value: unknown, line: number) => Row): Row {
  try {
    return rowOf(JSON.parse(text), line)
  } catch (failure) {
    if (failure instanceof Broken) throw failure
    return { line, cells: 'it is no valid JSON' }
  }
}

/** Reads one JSON object a line; a line that is none is refused, and the others go on. */
export async function* lineRows(source: Source): AsyncGenerator<Row> {
  const rowOf = rowMaker(source)
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  let read = 0
  for await (const chunk of createReadStream(source.path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer
    read += bytes.length
    source.progress(read)
    const parts = `${rest}${decoder.decode(bytes, { stream: true })}`.split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > LONGEST) throw new Broken(`Line ${line + parts.length + 1} has no end.`)
    for (const part of parts) {
      line += 1
      if (part.trim()) yield lineRow(part, line, rowOf)
    }
  }
  if (rest.trim()) yield lineRow(rest, line + 1, rowOf)
}
