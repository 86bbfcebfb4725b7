import { hash } from 'node:crypto'

/** SHA-256 (FIPS 180-4). */
export type Hash = Uint8Array

/** Through a text of 32 characters: that is faster than to have a buffer made for each hash. */
const sha256 = (bytes: Uint8Array): Hash => Buffer.from(hash('sha256', bytes, 'binary'), 'binary')

/** Two hashes behind the byte that says node: written over each time, for the speed of a million. */
const node = Buffer.alloc(65, 1)

/** Hash of nothing: the root of a log without entries (RFC 6962 2.1). */
export const emptyRoot: Hash = hash('sha256', '', 'buffer')

/** What stands for an entry in the tree (RFC 6962 2.1): domain separated from the nodes above it. */
export function leafHash(entry: Uint8Array): Hash {
  const leaf = Buffer.allocUnsafe(entry.length + 1)
  leaf[0] = 0
  leaf.set(entry, 1)
  return sha256(leaf)
}

/** What stands for two subtrees (RFC 6962 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1)
  node.set(right, 33)
  return sha256(node)
}

/** Where a tree of this size divides: the largest power of two below it (RFC 6962 2.1). */
export function split(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** Root of a tree of these hashes (RFC 6962 2.1). */
export function rootOf(hashes: readonly Hash[]): Hash {
  const [only] = hashes
  if (!only) return emptyRoot
  if (hashes.length === 1) return only
  const half = split(hashes.length)
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)))
}

/** True when two hashes are the same bytes. */
export function same(a: Hash, b: Hash): boolean {
  return Buffer.compare(a, b) === 0
}

/** Bytes in base64 (RFC 4648 4), exactly as they would be written again; undefined when they are not. */
export function bytesFrom(line: unknown): Uint8Array | undefined {
  if (typeof line !== 'string') return undefined
  const bytes = Buffer.from(line, 'base64')
  return bytes.toString('base64') === line ? bytes : undefined
}

/** One hash in base64, exactly as it would be written again; undefined when it is none. */
export function hashFrom(line: unknown): Hash | undefined {
  const bytes = bytesFrom(line)
  return bytes?.length === 32 ? bytes : undefined
}

/** A hash as notes and proofs write it: base64 (RFC 4648 4). */
export function hashText(hash: Hash): string {
  return Buffer.from(hash).toString('base64')
}
