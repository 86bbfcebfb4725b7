/** RFC 6962 2.1 over crypto.subtle. A row is hashes one after the other, 32 bytes each. */
import { type Bytes, joined, same } from './bytes.ts'

/** Bytes of a SHA-256 hash (FIPS 180-4). */
export const HASH = 32
const PAIR = 1 + 2 * HASH

/** A tree head without its signatures. */
export interface Tree {
  readonly size: number
  readonly root: Bytes
}

/** SHA-256 of these bytes. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** The hashes of all of these, asked for at once: waiting for each alone would take several times as long. */
export async function digests(all: readonly Bytes[]): Promise<Bytes> {
  const made = await Promise.all(all.map((one) => crypto.subtle.digest('SHA-256', one)))
  const row = new Uint8Array(made.length * HASH)
  for (const [n, hash] of made.entries()) row.set(new Uint8Array(hash), n * HASH)
  return row
}

/** What stands for an entry in the tree. */
export function leafHash(entry: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(0), entry))
}

/** What stands for two subtrees. */
export function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(1), left, right))
}

/** One level up: neighbours are hashed together, one that is left over goes up as it is. */
async function above(row: Bytes): Promise<Bytes> {
  const pairs = Math.floor(row.length / (2 * HASH))
  const nodes = new Uint8Array(pairs * PAIR)
  const views = Array.from({ length: pairs }, (_, n) => {
    nodes[n * PAIR] = 1
    nodes.set(row.subarray(n * 2 * HASH, (n + 1) * 2 * HASH), n * PAIR + 1)
    return nodes.subarray(n * PAIR, (n + 1) * PAIR)
  })
  const hashed = await digests(views)
  return row.length % (2 * HASH) === 0 ? hashed : joined(hashed, row.slice(-HASH))
}

/** The root over a row of hashes. */
export async function rootOf(row: Bytes): Promise<Bytes> {
  if (row.length === 0) return sha256(row)
  let level = row
  while (level.length > HASH) level = await above(level)
  return level
}

/** How many levels up a place is the left one of its pair. */
function zerosIn(place: number): number {
  const bits = place.toString(2)
  return bits.length - 1 - bits.lastIndexOf('1')
}

/** True when this path leads from the leaf at this place to the root (RFC 9162 2.1.3.2). */
export async function isIncluded(
  leaf: Bytes,
  index: number,
  tree: Tree,
  path: readonly Bytes[],
): Promise<boolean> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= tree.size) return false
  let [place, last, hash] = [index, tree.size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return false
    const right = place % 2 === 1
    if (right || place === last) {
      hash = await nodeHash(sibling, hash)
      const levels = right ? 0 : zerosIn(place)
      place = Math.floor(place / 2 ** levels)
      last = Math.floor(last / 2 ** levels)
    } else hash = await nodeHash(hash, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && same(hash, tree.root)
}
