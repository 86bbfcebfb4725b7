/**
 * A ZIP that is sent while it is made (APPNOTE 6.3.10): sizes stand behind each file, and what grew beyond four
 * gigabytes, or 65,534 files, in the ZIP64 fields at the end (4.3.14). Nothing of it is whole in memory.
 */
import { constants, crc32, createDeflateRaw } from 'node:zlib'
import { dosDay, mark } from './zip.ts'

/** A file on its way into a package. */
export interface Packing {
  /** ASCII, or UTF-8 where the name needs it. */
  readonly name: string
  /** Kept as it is: what is packed already gets no smaller. */
  readonly stored?: boolean
  readonly parts: AsyncIterable<Uint8Array>
}

const [LOCAL, BEHIND, CENTRAL, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50]
const [END64, PLACE64] = [0x06064b50, 0x07064b50]
/** Sizes stand behind the bytes; the name is UTF-8 (4.4.4). */
const FLAGS = 0x0808
const MOST = 0xffffffff
const MANY = 0xffff
const [PLAIN, ZIP64] = [20, 45]

interface Listed {
  readonly name: Buffer
  readonly method: number
  readonly day: number
  readonly sum: number
  readonly packed: number
  readonly whole: number
  readonly at: number
}

/** Version, flags, method, time, day, sum, sizes and length of the name: alike in both headers. */
function common(of: Omit<Listed, 'at'>, version: number): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(version, 0)
  header.writeUInt16LE(FLAGS, 2)
  header.writeUInt16LE(of.method, 4)
  header.writeUInt16LE(of.day, 8)
  header.writeUInt32LE(of.sum, 10)
  header.writeUInt32LE(of.packed, 14)
  header.writeUInt32LE(of.whole, 18)
  header.writeUInt16LE(of.name.length, 22)
  return header
}

function entryOf(of: Listed): Buffer {
  const far = of.at >= MOST
  const extra = Buffer.alloc(far ? 12 : 0)
  if (far) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(of.at), 4)
  }
  const about = common(of, far ? ZIP64 : PLAIN)
  about.writeUInt16LE(extra.length, 24)
  const made = Buffer.alloc(2)
  made.writeUInt16LE(far ? ZIP64 : PLAIN)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(far ? MOST : of.at, 10)
  return Buffer.concat([mark(CENTRAL), made, about, rest, of.name, extra])
}

/** The end for programs that know ZIP64, and where it begins. */
function end64(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(52)
  end.writeBigUInt64LE(44n, 0)
  end.writeUInt16LE(ZIP64, 8)
  end.writeUInt16LE(ZIP64, 10)
  for (const [value, where] of [
    [count, 20],
    [count, 28],
    [size, 36],
    [at, 44],
  ] as const) {
    end.writeBigUInt64LE(BigInt(value), where)
  }
  const place = Buffer.alloc(16)
  place.writeBigUInt64LE(BigInt(at + size), 4)
  place.writeUInt32LE(1, 12)
  return Buffer.concat([mark(END64), end, mark(PLACE64), place])
}

function endOf(count: number, size: number, at: number): Buffer {
  const large = count >= MANY || at >= MOST || size >= MOST
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Math.min(count, MANY), 4)
  end.writeUInt16LE(Math.min(count, MANY), 6)
  end.writeUInt32LE(Math.min(size, MOST), 8)
  end.writeUInt32LE(Math.min(at, MOST), 12)
  return Buffer.concat([...(large ? [end64(count, size, at)] : []), mark(END), end])
}

/** Counts and sums what goes by. */
async function* counted(parts: AsyncIterable<Uint8Array>, so: { sum: number; whole: number }) {
  for await (const part of parts) {
    so.sum = crc32(part, so.sum)
    so.whole += part.length
    yield part
  }
}

async function* deflated(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const zip = createDeflateRaw({ level: constants.Z_DEFAULT_COMPRESSION })
  const feeding = (async () => {
    for await (const part of parts) {
      if (!zip.write(part)) await new Promise((resolve) => zip.once('drain', resolve))
    }
    zip.end()
  })()
  feeding.catch((failure: Error) => zip.destroy(failure))
  for await (const part of zip) yield Buffer.from(part)
  await feeding
}

/** Packs files one after the other, in the order in which they come. One file has less than four gigabytes. */
export async function* zipStream(
  files: AsyncIterable<Packing>,
  date: string,
): AsyncGenerator<Buffer> {
  const day = dosDay(date)
  const listed: Listed[] = []
  let at = 0
  for await (const { name: text, stored, parts } of files) {
    const name = Buffer.from(text)
    const so = { sum: 0, whole: 0 }
    const begun = { name, day, method: stored ? 0 : 8, sum: 0, packed: 0, whole: 0 }
    const head = Buffer.concat([mark(LOCAL), common(begun, PLAIN), name])
    yield head
    let packed = 0
    const passing = counted(parts, so)
    for await (const part of stored ? passing : deflated(passing)) {
      packed += part.length
      yield Buffer.from(part)
    }
    if (Math.max(packed, so.whole) >= MOST) throw new Error(`${text} is too large for the archive`)
    const behind = Buffer.alloc(12)
    behind.writeUInt32LE(so.sum, 0)
    behind.writeUInt32LE(packed, 4)
    behind.writeUInt32LE(so.whole, 8)
    yield Buffer.concat([mark(BEHIND), behind])
    listed.push({ ...begun, sum: so.sum, packed, whole: so.whole, at })
    at += head.length + packed + 16
  }
  let size = 0
  for (const one of listed) {
    const entry = entryOf(one)
    size += entry.length
    yield entry
  }
  yield endOf(listed.length, size, at)
}
