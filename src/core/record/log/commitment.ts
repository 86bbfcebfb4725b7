/** Entries of which only a hash with a secret salt is public (privacy-record.md 3.3). */
import { createHash } from 'node:crypto'
import { canonical } from '../canonical.ts'
import { type Hash, hashFrom, hashText, leafHash, rootOf } from './hash.ts'
import { inclusionRanges, isIncluded, type Tree } from './proofs.ts'

/** Prefix of every commitment, so that no other hash can be taken for one. */
const DOMAIN = 'cityright-commit-v1\0'
const SALT = 32

/** SHA-256 over the domain, the salt and the payload in RFC 8785 form: without the salt it says nothing. */
export function commitmentOf(payload: unknown, salt: Uint8Array): Hash {
  if (salt.length !== SALT) throw new Error('a salt has 32 bytes')
  return createHash('sha256').update(DOMAIN).update(salt).update(canonical(payload)).digest()
}

/** What proves to its owner that one payload is in a batch whose root is on the record. */
export interface BatchProof {
  readonly payload: unknown
  readonly salt: Uint8Array
  readonly index: number
  readonly size: number
  readonly path: readonly Hash[]
}

/** The tree over a batch of commitments, whose root goes on the record (RFC 6962 2.1). */
export function batchTree(commitments: readonly Hash[]): Tree {
  return { size: commitments.length, root: rootOf(commitments.map((one) => leafHash(one))) }
}

/** The path of one commitment in its batch. */
export function batchPath(commitments: readonly Hash[], index: number): Hash[] {
  const leaves = commitments.map((one) => leafHash(one))
  return inclusionRanges(index, leaves.length).map(([from, to]) => rootOf(leaves.slice(from, to)))
}

/**
 * True when the payload with its salt is in this batch. The size has to be that of the batch: some
 * paths lead to the same root at another place of a tree of another size.
 */
export function isInBatch(proof: BatchProof, batch: Tree): boolean {
  if (proof.size !== batch.size) return false
  try {
    const leaf = leafHash(commitmentOf(proof.payload, proof.salt))
    return isIncluded(leaf, proof.index, batch, proof.path)
  } catch {
    return false
  }
}

/**
 * A batch proof as plain data, for the extra line of a proof file. The payload stands there in the form in which it was
 * hashed (RFC 8785), so that a shell can check it (docs/verify.md).
 */
export function batchJson({ payload, salt, index, size, path }: BatchProof): object {
  const hashed: unknown = JSON.parse(canonical(payload))
  return { payload: hashed, salt: hashText(salt), index, size, path: path.map(hashText) }
}

/** Reads a batch proof from plain data; undefined when it is none. */
export function batchFrom(value: unknown): BatchProof | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { payload, salt, index, size, path } = value as Record<string, unknown>
  const secret = hashFrom(salt)
  const hashes = Array.isArray(path) ? path.map((line) => hashFrom(line)) : undefined
  if (!secret || !hashes || hashes.length > 63) return undefined
  const known = hashes.filter((hash) => hash !== undefined)
  if (known.length < hashes.length) return undefined
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return undefined
  return { payload, salt: secret, index: Number(index), size: Number(size), path: known }
}
