/** A proof that can be kept in a file and checked for ever, offline (C2SP tlog-proof). */
import { type BatchProof, batchFrom, batchJson, isInBatch } from './commitment.ts'
import { sizeFrom } from './checkpoint.ts'
import { bytesFrom, hashFrom, hashText, type Hash, leafHash } from './hash.ts'
import { noteFrom } from './note.ts'
import { judge, type Judgement, type Policy } from './policy.ts'
import { isIncluded, type Tree } from './proofs.ts'

/** First line of every proof file. */
const FIRST = 'c2sp.org/tlog-proof@v1'

/** What the extra line says in our files: the entry, and perhaps one payload of its batch. */
export interface Extra {
  /** The entry, byte by byte. */
  readonly entry: Uint8Array
  readonly batch?: BatchProof
}

/** A proof file: an entry is in the tree of a checkpoint. */
export interface ProofFile {
  readonly extra: Extra | undefined
  readonly index: number
  readonly path: readonly Hash[]
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string
}

function extraText({ entry, batch }: Extra): string {
  const shown = {
    entry: Buffer.from(entry).toString('base64'),
    ...(batch ? { batch: batchJson(batch) } : {}),
  }
  return Buffer.from(JSON.stringify({ v: 1, ...shown })).toString('base64')
}

function extraFrom(line: string): Extra | undefined {
  try {
    const { v, entry, batch } = JSON.parse(Buffer.from(bytesFrom(line) ?? []).toString()) as {
      v?: unknown
      entry?: unknown
      batch?: unknown
    }
    const bytes = bytesFrom(entry)
    if (v !== 1 || !bytes) return undefined
    const found = batch === undefined ? undefined : batchFrom(batch)
    if (batch !== undefined && !found) return undefined
    return { entry: bytes, ...(found ? { batch: found } : {}) }
  } catch {
    return undefined
  }
}

/** Writes a proof file. */
export function proofText({ extra, index, path, checkpoint }: ProofFile): string {
  const lines = [
    FIRST,
    ...(extra ? [`extra ${extraText(extra)}`] : []),
    `index ${index}`,
    ...path.map(hashText),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Reads a proof file; undefined when it is none. */
export function proofFrom(text: string): ProofFile | undefined {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, end).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined
  const index = sizeFrom(/^index (.+)$/.exec(lines.shift() ?? '')?.[1] ?? '')
  const path = lines.map(hashFrom).filter((hash) => hash !== undefined)
  const complete = path.length === lines.length && path.length <= 63
  if (end < 0 || first !== FIRST || index === undefined || !complete) return undefined
  const known = extra === undefined ? undefined : extraFrom(extra)
  return { extra: known, index, path, checkpoint: text.slice(end + 2) }
}

/** What a proof file proves. */
export interface Proven extends Judgement {
  readonly entry: Uint8Array
  readonly index: number
  /** What its batch holds, when the file says so. */
  readonly payload: unknown
}

/** The batch of which an entry holds the root and the count. */
function batchIn(entry: Uint8Array): Tree | undefined {
  try {
    const { d } = JSON.parse(Buffer.from(entry).toString()) as {
      d?: { root?: unknown; count?: unknown }
    }
    const root = hashFrom(d?.root)
    return root && typeof d?.count === 'number' ? { root, size: d.count } : undefined
  } catch {
    return undefined
  }
}

/**
 * Checks a proof file against a policy. The entry is that of its extra line unless another is given.
 * Throws a sentence that says what does not hold; too few witnesses shows in `quorum`.
 */
export function checkProof(proof: ProofFile, policy: Policy, given?: Uint8Array): Proven {
  const note = noteFrom(proof.checkpoint)
  if (!note) throw new Error('the checkpoint in the proof is not a signed note')
  const judgement = judge(note, policy)
  const entry = given ?? proof.extra?.entry
  if (!entry) throw new Error('the proof does not hold its entry: it has to be given')
  if (!isIncluded(leafHash(entry), proof.index, judgement.checkpoint, proof.path)) {
    throw new Error('the entry is not in the log at the place that the proof says')
  }
  const batch = proof.extra?.batch
  const published = batch ? batchIn(entry) : undefined
  if (batch && !(published && isInBatch(batch, published))) {
    throw new Error('what the proof says of the batch is not in the batch of that entry')
  }
  return { ...judgement, entry, index: proof.index, payload: batch?.payload }
}
