/** The messages of an mbox file of any length, one after the other (RFC 4155, mboxrd). */

/** A message, the line on which it begins, and how many bytes were read by then. */
export interface Found {
  readonly line: number
  readonly bytes: number
  readonly raw: Buffer
}

/** `From anna at example.org  Mon Mar  2 09:00:00 2026`: Mailman writes " at ", others an address. */
const SEPARATOR = /^From .{1,200}\d{1,2}:\d\d(?::\d\d)?.{0,20}\d{4}\s*$/
const MOST_BYTES = 30_000_000

/** Lines with their ends, as bytes: a message may be in any encoding. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const part of stream) {
    const all = Buffer.concat([rest, part])
    let from = 0
    for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, from)) {
      yield all.subarray(from, end + 1)
      from = end + 1
    }
    rest = Buffer.from(all.subarray(from))
  }
  if (rest.length > 0) yield rest
}

/** Takes one `>` off a quoted `From `; Mailman's `From: anna at example.org` becomes an address again. */
function lineOf(line: Buffer, inHead: boolean): Buffer {
  const text = line.toString('latin1')
  if (/^>+From /.test(text)) return line.subarray(1)
  if (!inHead || !/^From: /i.test(text)) return line
  return Buffer.from(text.replace(/^(From: \S+) at (\S+)/i, '$1@$2'), 'latin1')
}

/** Splits the file. A line that separates has a time and a year, and stands after an empty one. */
export async function* splitMbox(stream: AsyncIterable<Buffer>): AsyncIterable<Found> {
  let lines: Buffer[] = []
  let [line, begins, bytes, size] = [0, 1, 0, 0]
  let [empty, inHead, open] = [true, true, false]
  for await (const one of linesOf(stream)) {
    line += 1
    bytes += one.length
    if (empty && one[0] === 70 && SEPARATOR.test(one.toString('latin1'))) {
      if (open) yield { line: begins, bytes, raw: Buffer.concat(lines) }
      ;[lines, begins, size, inHead, open, empty] = [[], line, 0, true, true, false]
      continue
    }
    empty = one.length <= 2 && one.toString('latin1').trim() === ''
    if (empty) inHead = false
    size += one.length
    if (open && size <= MOST_BYTES) lines.push(lineOf(one, inHead))
  }
  if (open) yield { line: begins, bytes, raw: Buffer.concat(lines) }
}
