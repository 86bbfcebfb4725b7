/** A ZIP (APPNOTE 6.3.3) that an EPUB may be as well (OCF 3.3, 4.2): names in ASCII, one date for all, no extra fields. */
import { crc32, deflateRawSync } from 'node:zlib'

/** One file of the package. */
export interface Packed {
  readonly name: string
  readonly bytes: Buffer
  /** Kept as it is, as the first file of an EPUB has to be. */
  readonly stored?: boolean
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20

/** Day as MS-DOS has it: years since 1980, month, day. */
export function dosDay(date: string): number {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number)
  return ((Math.max(1980, year) - 1980) << 9) | (month << 5) | day
}

/** Version, flags, method, time, day, sum, sizes and the length of the name: the same in both headers. */
function common(file: Packed, body: Buffer, day: number): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(VERSION, 0)
  header.writeUInt16LE(file.stored ? 0 : 8, 4)
  header.writeUInt16LE(day, 8)
  header.writeUInt32LE(crc32(file.bytes), 10)
  header.writeUInt32LE(body.length, 14)
  header.writeUInt32LE(file.bytes.length, 18)
  header.writeUInt16LE(Buffer.byteLength(file.name), 22)
  return header
}

/** The four bytes that open a part. */
export function mark(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function central(about: Buffer, name: Buffer, at: number): Buffer {
  const made = Buffer.alloc(2)
  made.writeUInt16LE(VERSION)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(at, 10)
  return Buffer.concat([mark(CENTRAL), made, about, rest, name])
}

/** Packs these files, in this order. */
export function zipOf(files: readonly Packed[], date: string): Buffer {
  const day = dosDay(date)
  const bodies: Buffer[] = []
  const index: Buffer[] = []
  let at = 0
  for (const file of files) {
    const body = file.stored ? file.bytes : deflateRawSync(file.bytes, { level: 9 })
    const about = common(file, body, day)
    const name = Buffer.from(file.name, 'ascii')
    const entry = Buffer.concat([mark(LOCAL), about, name, body])
    index.push(central(about, name, at))
    bodies.push(entry)
    at += entry.length
  }
  const size = index.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, ...index, mark(END), end])
}
