import {
  batchPath,
  type BatchProof,
  batchTree,
  commitmentOf,
  hashFrom,
  hashText,
} from './log/index.ts'

/** A batch of one: the root for its entry, and what proves the payload to whoever has the salt. */
export interface Single {
  /** As the entry says it, in base 64. */
  readonly root: string
  readonly proof: BatchProof
}

/** Commits to one payload behind a salt of 32 bytes in base 64; undefined when that is none. */
export function singleBatch(payload: unknown, salt: string): Single | undefined {
  const bytes = hashFrom(salt)
  if (!bytes) return undefined
  const commitments = [commitmentOf(payload, bytes)]
  const path = batchPath(commitments, 0)
  const proof = { payload, salt: bytes, index: 0, size: 1, path }
  return { root: hashText(batchTree(commitments).root), proof }
}
