/** Proofs from the files of a log, wherever they lie: a folder, a web address, an object store. */
import { emptyEdge, type Edge } from './edge.ts'
import { type Hash, nodeHash, rootOf, split } from './hash.ts'
import { consistencyRanges, inclusionRanges, type Range } from './proofs.ts'
import { entriesIn, hashesAt, hashesIn, type TileName, tilePath, WIDTH } from './tiles.ts'

/** Reads a file of a log; undefined when it is not there. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>

/** A file, and how wide it is: a full one stands in for a partial one that was taken away. */
async function fileOf(read: ReadFile, name: TileName) {
  const own = await read(tilePath(name))
  if (own) return { bytes: own, width: name.width }
  const full = name.width < WIDTH ? await read(tilePath({ ...name, width: WIDTH })) : undefined
  if (!full) throw new Error(`the log has no file ${tilePath(name)}`)
  return { bytes: full, width: WIDTH }
}

/** The hashes of a tile; a full tile stands in for a partial one that was taken away. */
export async function readHashes(read: ReadFile, name: TileName): Promise<Hash[]> {
  const { bytes, width } = await fileOf(read, name)
  const hashes = hashesIn(bytes, width)
  if (!hashes) throw new Error(`the file ${tilePath(name)} of the log is cut off`)
  return hashes.slice(0, name.width)
}

/** The entries of a bundle; a full bundle stands in for a partial one that was taken away. */
export async function readEntries(read: ReadFile, name: TileName): Promise<Uint8Array[]> {
  const { bytes, width } = await fileOf(read, name)
  const entries = entriesIn(bytes)
  if (!entries) throw new Error(`the file ${tilePath(name)} of the log is cut off`)
  if (entries.length !== width) {
    throw new Error(`the file ${tilePath(name)} has another number of entries than its name says`)
  }
  return entries.slice(0, name.width)
}

/** The perfect subtree of 2^height entries with this index, from the tile that holds its hashes. */
async function subtree(read: ReadFile, size: number, height: number, index: number) {
  const level = Math.floor(height / 8)
  const count = 2 ** (height % 8)
  const first = index * count
  const tile = Math.floor(first / WIDTH)
  const width = Math.min(WIDTH, hashesAt(level, size) - tile * WIDTH)
  const hashes = await readHashes(read, { level, index: tile, width })
  return rootOf(hashes.slice(first % WIDTH, (first % WIDTH) + count))
}

async function rangeHash(read: ReadFile, size: number, [from, to]: Range): Promise<Hash> {
  const count = to - from
  const height = Math.log2(count)
  if (Number.isInteger(height)) return subtree(read, size, height, from / count)
  const half = from + split(count)
  return nodeHash(
    await rangeHash(read, size, [from, half]),
    await rangeHash(read, size, [half, to]),
  )
}

/** Most hashes of a proof stand in the same few tiles: each is read once. */
function once(read: ReadFile): ReadFile {
  const known = new Map<string, ReturnType<ReadFile>>()
  return (path) => {
    const found = known.get(path) ?? read(path)
    known.set(path, found)
    return found
  }
}

function hashesOf(read: ReadFile, size: number, ranges: readonly Range[]): Promise<Hash[]> {
  const tiles = once(read)
  return Promise.all(ranges.map((range) => rangeHash(tiles, size, range)))
}

/** The root of the tree of this size, from its tiles. */
export async function readRoot(read: ReadFile, size: number): Promise<Hash> {
  return size === 0 ? rootOf([]) : rangeHash(read, size, [0, size])
}

/** The root that the tree of this size had when it was as small as the older one, from its tiles. */
export async function readOldRoot(read: ReadFile, old: number, size: number): Promise<Hash> {
  return old === 0 ? rootOf([]) : rangeHash(read, size, [0, old])
}

/** The path that proves that an entry is in the tree of this size (RFC 6962 2.1.1). */
export function readInclusion(read: ReadFile, index: number, size: number): Promise<Hash[]> {
  return hashesOf(read, size, inclusionRanges(index, size))
}

/** The proof that the tree of this size begins with the older one (RFC 6962 2.1.2). */
export function readConsistency(read: ReadFile, old: number, size: number): Promise<Hash[]> {
  return hashesOf(read, size, consistencyRanges(old, size))
}

/** The entry at this place of a tree of this size. */
export async function readEntryAt(read: ReadFile, index: number, size: number) {
  const bundle = Math.floor(index / WIDTH)
  const width = Math.min(WIDTH, size - bundle * WIDTH)
  const entries = await readEntries(read, { level: 'entries', index: bundle, width })
  return entries[index % WIDTH] ?? Buffer.alloc(0)
}

/** The edge of the tree of this size, to go on appending to it. */
export async function readEdge(read: ReadFile, size: number): Promise<Edge> {
  if (size === 0) return emptyEdge
  const levels: Hash[][] = []
  for (let level = 0; hashesAt(level, size) > 0; level += 1) {
    const width = hashesAt(level, size) % WIDTH
    const index = Math.floor(size / WIDTH ** (level + 1))
    levels.push(width === 0 ? [] : await readHashes(read, { level, index, width }))
  }
  const width = size % WIDTH
  const name = { level: 'entries', index: Math.floor(size / WIDTH), width } as const
  return { size, levels, entries: width === 0 ? [] : await readEntries(read, name) }
}
