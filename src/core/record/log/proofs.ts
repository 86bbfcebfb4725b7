/** That an entry is in a tree, and that a tree only grew (RFC 6962 2.1.1 and 2.1.2). */
import { emptyRoot, type Hash, nodeHash, same, split } from './hash.ts'

/** Entries from the first index to the one before the last. */
export type Range = readonly [from: number, to: number]

/** Which subtrees prove that the entry is in a tree of this size, the leaf's sibling first. */
export function inclusionRanges(index: number, size: number, from = 0): Range[] {
  if (size === 1) return []
  const half = split(size)
  return index < half
    ? [...inclusionRanges(index, half, from), [from + half, from + size]]
    : [...inclusionRanges(index - half, size - half, from + half), [from, from + half]]
}

/** Which subtrees prove that a tree of `size` begins with the tree of `old`. */
export function consistencyRanges(old: number, size: number, from = 0, whole = true): Range[] {
  if (old === 0) return []
  if (old === size) return whole ? [] : [[from, from + size]]
  const half = split(size)
  return old <= half
    ? [...consistencyRanges(old, half, from, whole), [from + half, from + size]]
    : [...consistencyRanges(old - half, size - half, from + half, false), [from, from + half]]
}

function rootAlong(index: number, size: number, leaf: Hash, path: readonly Hash[]): Hash {
  const sibling = path.at(-1)
  if (size === 1 || !sibling) return leaf
  const [half, rest] = [split(size), path.slice(0, -1)]
  return index < half
    ? nodeHash(rootAlong(index, half, leaf, rest), sibling)
    : nodeHash(sibling, rootAlong(index - half, size - half, leaf, rest))
}

/** True when this path leads from the leaf at this place to the root of a tree of this size. */
export function isIncluded(
  leaf: Hash,
  index: number,
  tree: { readonly size: number; readonly root: Hash },
  path: readonly Hash[],
): boolean {
  const inside = Number.isSafeInteger(index) && index >= 0 && index < tree.size
  if (!inside || path.length !== inclusionRanges(index, tree.size).length) return false
  return same(rootAlong(index, tree.size, leaf, path), tree.root)
}

function bothRoots(
  sizes: { old: number; size: number; whole: boolean },
  oldRoot: Hash,
  path: readonly Hash[],
): [old: Hash, now: Hash] {
  const { old, size, whole } = sizes
  const last = path.at(-1) ?? emptyRoot
  if (old === size) return whole ? [oldRoot, oldRoot] : [last, last]
  const [half, rest] = [split(size), path.slice(0, -1)]
  if (old <= half) {
    const [before, now] = bothRoots({ old, size: half, whole }, oldRoot, rest)
    return [before, nodeHash(now, last)]
  }
  const inner = { old: old - half, size: size - half, whole: false }
  const [before, now] = bothRoots(inner, oldRoot, rest)
  return [nodeHash(last, before), nodeHash(last, now)]
}

/** A tree head without its signatures. */
export interface Tree {
  readonly size: number
  readonly root: Hash
}

/** True when the proof shows that the new tree begins with the old one, entry by entry. */
export function isConsistent(old: Tree, tree: Tree, proof: readonly Hash[]): boolean {
  if (old.size > tree.size) return false
  if (proof.length !== consistencyRanges(old.size, tree.size).length) return false
  if (old.size === 0) return same(old.root, emptyRoot)
  const sizes = { old: old.size, size: tree.size, whole: true }
  const [before, now] = bothRoots(sizes, old.root, proof)
  return same(before, old.root) && same(now, tree.root)
}

/**
 * The root that the larger tree has at the smaller size, as this proof shows it; undefined when the
 * proof does not lead to the root of the larger tree. The root of `old` stands in where the proof leaves
 * it out (RFC 6962 2.1.2: at powers of two).
 */
export function rootBefore(
  { size: old, root: assumed }: Tree,
  tree: Tree,
  proof: readonly Hash[],
): Hash | undefined {
  if (old === 0) return emptyRoot
  if (old >= tree.size || proof.length !== consistencyRanges(old, tree.size).length)
    return undefined
  const [before, now] = bothRoots({ old, size: tree.size, whole: true }, assumed, proof)
  return same(now, tree.root) ? before : undefined
}
