/** The growing edge of a tree: all that is needed to append to it. */
import { type Hash, leafHash, nodeHash, rootOf, same, split } from './hash.ts'
import type { Tree } from './proofs.ts'
import { bundleBytes, tileBytes, tilePath, WIDTH } from './tiles.ts'

/** Bytes at a path below the prefix of the log. */
export interface LogFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** The right edge of a tree: the hashes of each level's partial tile, and the entries of the partial bundle. */
export interface Edge {
  readonly size: number
  /** By level; each has fewer than 256 hashes. */
  readonly levels: readonly (readonly Hash[])[]
  readonly entries: readonly Uint8Array[]
}

/** The edge of a log without entries. */
export const emptyEdge: Edge = { size: 0, levels: [], entries: [] }

/** Hashes of perfect subtrees that the hashes of one level form, the largest first. */
function perfect(hashes: readonly Hash[]): Hash[] {
  if (hashes.length === 0) return []
  const half = split(hashes.length + 1)
  return [rootOf(hashes.slice(0, half)), ...perfect(hashes.slice(half))]
}

/** The root of the tree that ends at this edge. */
export function rootAt({ levels }: Edge): Hash {
  const trees = levels.toReversed().flatMap(perfect)
  return trees.length === 0 ? rootOf([]) : trees.reduceRight((right, left) => nodeHash(left, right))
}

/** The tree that ends at this edge. */
export function treeAt(edge: Edge): Tree {
  return { size: edge.size, root: rootAt(edge) }
}

interface Growing {
  size: number
  readonly levels: Hash[][]
  entries: Uint8Array[]
  readonly files: LogFile[]
}

function push(growing: Growing, level: number, hash: Hash, index: number): void {
  const hashes = (growing.levels[level] ??= [])
  hashes.push(hash)
  if (hashes.length < WIDTH) return
  const name = { level, index, width: WIDTH }
  growing.files.push({ path: tilePath(name), bytes: tileBytes(hashes) })
  growing.levels[level] = []
  push(growing, level + 1, rootOf(hashes), Math.floor(index / WIDTH))
}

function pushEntry(growing: Growing, entry: Uint8Array): void {
  const index = Math.floor(growing.size / WIDTH)
  growing.entries.push(entry)
  if (growing.entries.length === WIDTH) {
    const path = tilePath({ level: 'entries', index, width: WIDTH })
    growing.files.push({ path, bytes: bundleBytes(growing.entries) })
    growing.entries = []
  }
  push(growing, 0, leafHash(entry), index)
  growing.size += 1
}

/** The partial files of an edge. */
function partialFiles({ size, levels, entries }: Edge): LogFile[] {
  const bundle = {
    level: 'entries',
    index: Math.floor(size / WIDTH),
    width: entries.length,
  } as const
  const tiles = levels.map((hashes, level) => ({
    path: tilePath({ level, index: Math.floor(size / WIDTH ** (level + 1)), width: hashes.length }),
    bytes: tileBytes(hashes),
  }))
  const files = [{ path: tilePath(bundle), bytes: bundleBytes(entries) }, ...tiles]
  return files.filter(({ bytes }) => bytes.length > 0)
}

/** Appends entries: the new edge, and every file that the tree has now and had not before. */
export function grown(edge: Edge, added: readonly Uint8Array[]): { edge: Edge; files: LogFile[] } {
  if (added.length === 0) return { edge, files: [] }
  const levels = edge.levels.map((hashes) => [...hashes])
  const growing: Growing = { size: edge.size, levels, entries: [...edge.entries], files: [] }
  for (const entry of added) pushEntry(growing, entry)
  const { size, entries, files } = growing
  const now = { size, levels, entries }
  return { edge: now, files: [...files, ...partialFiles(now)] }
}

/** True when the tree that ends at this edge is this one. */
export function endsAt(edge: Edge, tree: Tree): boolean {
  return edge.size === tree.size && same(rootAt(edge), tree.root)
}
