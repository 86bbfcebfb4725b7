/** The file itself: what kind it is, whether it is text at all, and its hash, before a row of it is read. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** A file that cannot be read further. Its message is a sentence for whoever sent it. */
export class Broken extends Error {}

/** What is known of a file before its rows are read. */
export interface FileFacts {
  readonly kind: 'csv' | 'json' | 'lines'
  readonly bytes: number
  readonly sha256: string
  readonly delimiter: string
}

const HEAD = 64 * 1024

function kindOf(head: string): FileFacts['kind'] {
  const [first] = head.replace(/^\uFEFF/, '').trimStart()
  if (first === undefined) throw new Broken('The file is empty.')
  if (first === '[') return 'json'
  return first === '{' ? 'lines' : 'csv'
}

/** The sign that most often stands between the names of the first line. */
function delimiterOf(head: string): string {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split('\n')
  const counted = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const)
  return counted.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ','
}

/** Reads the whole file once, so that a file that is no text is refused before anything is changed. */
export async function inspect(path: string): Promise<FileFacts> {
  const { size } = await stat(path)
  const hash = createHash('sha256')
  const text = new TextDecoder('utf-8', { fatal: true })
  let read = 0
  let head = ''
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const bytes = chunk as Buffer
      hash.update(bytes)
      const part = text.decode(bytes, { stream: true })
      if (part.includes('\0')) throw new TypeError('a zero byte')
      if (head.length < HEAD) head = `${head}${part}`.slice(0, HEAD)
      read += bytes.length
    }
    text.decode()
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure
    throw new Broken(`The file is not text in UTF-8 (around byte ${read}). Nothing was taken in.`)
  }
  const kind = kindOf(head)
  return { kind, bytes: size, sha256: hash.digest('hex'), delimiter: delimiterOf(head) }
}

/** One row as it stands in the file. */
export interface Row {
  readonly line: number
  /** Cells by plain column name, or why there are none. */
  readonly cells: Readonly<Record<string, string>> | string
}

/** What reading a file needs to know. */
export interface Source {
  readonly path: string
  readonly facts: FileFacts
  /** The plain name under which a column is read; undefined when nobody needs it. */
  wanted(column: string): string | undefined
  /** Told once which columns there are, before the first row. */
  columns(found: readonly string[]): void
  /** Told how many bytes have been read. */
  progress(read: number): void
}

/** The greatest length of one row. */
export const LONGEST = 1024 * 1024
