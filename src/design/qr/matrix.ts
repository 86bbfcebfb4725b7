/** A QR code as rows of dark and light (ISO/IEC 18004:2015, byte mode, level M, versions 1 to 10). */
import { wordsOf } from './words.ts'

type Grid = boolean[][]

/** A code on its way: what is dark, and what is not for data. */
interface Draft {
  readonly size: number
  readonly version: number
  readonly dark: Grid
  readonly fixed: Grid
}

const blank = (size: number): Grid =>
  Array.from({ length: size }, () => Array<boolean>(size).fill(false))

function set({ dark, fixed }: Draft, x: number, y: number, value: boolean): void {
  const [row, marks] = [dark[y], fixed[y]]
  if (!row || !marks || x < 0 || x >= row.length) return
  row[x] = value
  marks[x] = true
}

function finder(draft: Draft, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy += 1)
    for (let dx = -4; dx <= 4; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      set(draft, x + dx, y + dy, ring !== 2 && ring !== 4)
    }
}

function alignment(draft: Draft, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy += 1)
    for (let dx = -2; dx <= 2; dx += 1)
      set(draft, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
}

/** Middles of the small squares (annex E); up to version 10 they are spread evenly. */
function middles({ version, size }: Draft): number[] {
  if (version === 1) return []
  return version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7]
}

function bch(value: number, poly: number, bits: number): number {
  let rest = value
  for (let step = 0; step < bits; step += 1) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * poly)
  return (value << bits) | rest
}

const bit = (value: number, at: number) => ((value >>> at) & 1) === 1

/** Level M is 00; the mask pattern in three bits (7.9). */
function format(draft: Draft, mask: number): void {
  const bits = bch(mask, 0x537, 10) ^ 0x5412
  const { size } = draft
  for (let at = 0; at < 15; at += 1) {
    const value = bit(bits, at)
    const near = at < 6 ? at : at < 8 ? at + 1 : 14 - at
    if (at < 8) set(draft, 8, near, value)
    else set(draft, at === 8 ? 7 : near, 8, value)
    if (at < 8) set(draft, size - 1 - at, 8, value)
    else set(draft, 8, size - 15 + at, value)
  }
  set(draft, 8, size - 8, true)
}

/** From version 7 on the version stands in the code itself (7.10). */
function versionMarks(draft: Draft): void {
  if (draft.version < 7) return
  const bits = bch(draft.version, 0x1f25, 12)
  for (let at = 0; at < 18; at += 1) {
    const [far, near] = [draft.size - 11 + (at % 3), Math.floor(at / 3)]
    set(draft, far, near, bit(bits, at))
    set(draft, near, far, bit(bits, at))
  }
}

function patterns(version: number): Draft {
  const size = version * 4 + 17
  const draft = { size, version, dark: blank(size), fixed: blank(size) }
  for (let at = 0; at < size; at += 1) {
    set(draft, 6, at, at % 2 === 0)
    set(draft, at, 6, at % 2 === 0)
  }
  const all = middles(draft)
  const last = all.length - 1
  for (const [i, x] of all.entries())
    for (const [j, y] of all.entries()) {
      const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!corner) alignment(draft, x, y)
    }
  finder(draft, 3, 3)
  finder(draft, size - 4, 3)
  finder(draft, 3, size - 4)
  format(draft, 0)
  versionMarks(draft)
  return draft
}

/** Data runs up and down in pairs of columns from the lower right corner (7.7.3). */
function* places({ size, fixed }: Draft): Iterable<readonly [number, number]> {
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const up = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1]) if (!fixed[y]?.[x]) yield [x, y]
    }
  }
}

/** One mask for all: (x + y) even. A reader takes any of the eight; the others only even out rare texts (7.8). */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  const { words, version } = wordsOf(text)
  const draft = patterns(version)
  let at = 0
  for (const [x, y] of places(draft)) {
    const value = bit(words[at >>> 3] ?? 0, 7 - (at & 7))
    const row = draft.dark[y]
    if (row) row[x] = value !== ((x + y) % 2 === 0)
    at += 1
  }
  return draft.dark
}
