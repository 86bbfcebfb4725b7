/** Goes through the entries of a log from an edge on: the tree is built again and compared with what is served. */
import { type Edge, grown } from './edge.ts'
import { same } from './hash.ts'
import { type ReadFile, readEntries } from './reader.ts'
import { tilesOf, WIDTH } from './tiles.ts'

/** Bundles that are read ahead. */
const AHEAD = 8

/** What is gone through: the entries from this edge to a tree of this size. */
export interface Growth {
  readonly read: ReadFile
  readonly from: Edge
  readonly size: number
  /** Is shown the entries of each bundle, and the edge before them. */
  readonly each: (entries: readonly Uint8Array[], before: Edge) => void
}

/** A file as it is served; the beginning of the full one stands in for a partial one that is gone. */
async function servedAs(read: ReadFile, path: string, length: number) {
  const [whole = '', part] = path.split('.p/')
  const found = await read(path)
  return found ?? (part ? (await read(whole))?.subarray(0, length) : undefined)
}

/** Appends, and compares the tiles that come out; partial ones only at the end of the log. */
async function compare(of: Growth, edge: Edge, added: readonly Uint8Array[]): Promise<Edge> {
  const { edge: now, files } = grown(edge, added)
  for (const { path, bytes } of files) {
    if (path.startsWith('tile/entries/')) continue
    if (path.includes('.p/') && now.size < of.size) continue
    const served = await servedAs(of.read, path, bytes.length)
    if (served && same(served, bytes)) continue
    throw new Error(`the file ${path} ${served ? 'is not what the entries come to' : 'is missing'}`)
  }
  return now
}

async function* bundles({ read, from, size }: Growth): AsyncGenerator<Uint8Array[]> {
  const waiting: Promise<Uint8Array[]>[] = []
  const first = Math.floor(from.size / WIDTH)
  for (const name of tilesOf(size, 'entries', first)) {
    const skip = name.index === first ? from.size % WIDTH : 0
    const bundle = readEntries(read, name).then((entries) => entries.slice(skip))
    bundle.catch(() => undefined)
    waiting.push(bundle)
    if (waiting.length >= AHEAD) yield (await waiting.shift()) ?? []
  }
  for (const bundle of waiting) yield await bundle
}

/** The edge that the entries come to, in constant memory; throws one sentence when a file is not what it should be. */
export async function readGrowth(of: Growth): Promise<Edge> {
  let edge = of.from
  for await (const entries of bundles(of)) {
    of.each(entries, edge)
    edge = await compare(of, edge, entries)
  }
  return edge
}
