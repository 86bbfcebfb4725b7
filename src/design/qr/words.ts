/** A text as the code words of a QR code: bytes, filled up, in blocks with their check bytes (ISO/IEC 18004 7.4–7.6). */
import { checkBytes } from './field.ts'

/** Version → check bytes of a block, and blocks, at error correction level M (ISO/IEC 18004 table 9). */
const BLOCKS: readonly (readonly [number, number])[] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
]

/** Modules that carry data in a version. */
function rawModules(version: number): number {
  const aligned = version >= 2 ? Math.floor(version / 7) + 2 : 0
  const bare = (16 * version + 128) * version + 64
  const marks = aligned > 0 ? (25 * aligned - 10) * aligned - 55 : 0
  return bare - marks - (version >= 7 ? 36 : 0)
}

const allWords = (version: number) => Math.floor(rawModules(version) / 8)
const blocksOf = (version: number) => BLOCKS[version - 1] ?? [0, 1]

/** Code words left for data. */
function room(version: number): number {
  const [check, blocks] = blocksOf(version)
  return allWords(version) - check * blocks
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16)

/** The smallest version that holds so many bytes. */
function versionFor(bytes: number): number {
  const found = BLOCKS.findIndex((_, at) => 4 + lengthBits(at + 1) + 8 * bytes <= 8 * room(at + 1))
  if (found < 0) throw new RangeError('too long for a code of this size')
  return found + 1
}

function dataWords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1)
  }
  put(0b0100, 4)
  put(bytes.length, lengthBits(version))
  for (const byte of bytes) put(byte, 8)
  const most = room(version) * 8
  put(0, Math.min(4, most - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let filler = 0xec; bits.length < most; filler ^= 0xec ^ 0x11) put(filler, 8)
  return Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((word, bit) => word * 2 + bit, 0),
  )
}

/** Blocks take turns, word by word, so that one stain harms each a little. */
function interleaved(words: readonly number[], version: number): number[] {
  const [check, count] = blocksOf(version)
  const short = count - (allWords(version) % count)
  const size = Math.floor(allWords(version) / count) - check
  const blocks: (readonly number[])[] = []
  for (let at = 0, from = 0; at < count; at += 1) {
    const end = from + size + (at < short ? 0 : 1)
    blocks.push(words.slice(from, end))
    from = end
  }
  const checks = blocks.map((block) => checkBytes(block, check))
  const turns = (lists: readonly (readonly number[])[], most: number) =>
    Array.from({ length: most }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
  return [...turns(blocks, size + 1), ...turns(checks, check)]
}

/** The code words of a text, and the version that holds them. */
export function wordsOf(text: string): { words: number[]; version: number } {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  return { version, words: interleaved(dataWords(bytes, version), version) }
}
