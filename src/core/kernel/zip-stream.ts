/**
 * A ZIP that is sent while it is made (APPNOTE 6.3.10): sizes stand behind each file, and what grew beyond four
 * gigabytes, or 65,534 files, in the ZIP64 fields at the end (4.3.14). Nothing of it is whole in memory, and it is
 * known beforehand how long it will be.
 */
import { constants, crc32, createDeflateRaw } from 'node:zlib'
import { dosDay, mark } from './zip.ts'

/** A file on its way into a package. */
export interface Packing {
  /** ASCII, or UTF-8 where the name needs it. */
  readonly name: string
  /** How long it is, where that is known: then it is kept as it is, and more or less is a failure. */
  readonly bytes?: number
  /** The same each time: what is packed is asked for once to be measured, and once to be sent. */
  parts(): AsyncIterable<Uint8Array>
}

const [LOCAL, BEHIND, CENTRAL, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50]
const [END64, PLACE64] = [0x06064b50, 0x07064b50]
/** Sizes stand behind the bytes; the name is UTF-8 (4.4.4). */
const FLAGS = 0x0808
const MOST = 0xffffffff
const MANY = 0xffff
const [PLAIN, ZIP64] = [20, 45]
/** Made on a system whose names are UTF-8 (4.4.2), as a file that its owner may write: others garble the names. */
const UNIX = 3 << 8
const FILE = 0o100644 * 2 ** 16

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
  made.writeUInt16LE(UNIX | (far ? ZIP64 : PLAIN))
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(FILE, 6)
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

/** What stands behind the bytes of a file. */
function behind({ sum, packed, whole }: Pick<Listed, 'sum' | 'packed' | 'whole'>): Buffer {
  const sizes = Buffer.alloc(12)
  sizes.writeUInt32LE(sum, 0)
  sizes.writeUInt32LE(packed, 4)
  sizes.writeUInt32LE(whole, 8)
  return Buffer.concat([mark(BEHIND), sizes])
}

/** Bytes of both headers without the name, of what stands behind the bytes, and of a place beyond four gigabytes. */
const [HEAD, ENTRY, AFTER, FAR] = [30, 46, 16, 12]

/**
 * How many bytes `zipStream` will give for these files. What has a known length is not asked for; the rest is packed
 * once and thrown away, because only packing tells its length.
 */
export async function zipLength(files: Iterable<Packing>): Promise<number> {
  let [count, at, size] = [0, 0, 0]
  for (const { name: text, bytes, parts } of files) {
    const name = Buffer.byteLength(text)
    let packed = bytes ?? 0
    if (bytes === undefined) for await (const part of deflated(parts())) packed += part.length
    size += ENTRY + name + (at >= MOST ? FAR : 0)
    at += HEAD + name + packed + AFTER
    count += 1
  }
  return at + size + endOf(count, size, at).length
}

/**
 * Packs files one after the other, in the order in which they come. One file has less than four gigabytes. Throws
 * in the middle when a file cannot be read, or is not as long as was said.
 */
export async function* zipStream(files: Iterable<Packing>, date: string): AsyncGenerator<Buffer> {
  const day = dosDay(date)
  const listed: Listed[] = []
  let at = 0
  for (const { name: text, bytes, parts } of files) {
    const name = Buffer.from(text)
    const so = { sum: 0, whole: 0 }
    const method = bytes === undefined ? 8 : 0
    const begun = { name, day, method, sum: 0, packed: 0, whole: 0 }
    yield Buffer.concat([mark(LOCAL), common(begun, PLAIN), name])
    let packed = 0
    const passing = counted(parts(), so)
    for await (const part of method === 0 ? passing : deflated(passing)) {
      packed += part.length
      yield Buffer.from(part)
    }
    if (so.whole !== (bytes ?? so.whole)) throw new Error(`${text} is not as long as was said`)
    if (Math.max(packed, so.whole) >= MOST) throw new Error(`${text} is too large for the archive`)
    yield behind({ sum: so.sum, packed, whole: so.whole })
    listed.push({ ...begun, sum: so.sum, packed, whole: so.whole, at })
    at += HEAD + name.length + packed + AFTER
  }
  let size = 0
  for (const one of listed) {
    const entry = entryOf(one)
    size += entry.length
    yield entry
  }
  yield endOf(listed.length, size, at)
}
