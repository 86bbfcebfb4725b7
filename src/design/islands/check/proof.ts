/** Proof files (C2SP tlog-proof) with our extra line (docs/protocol/record.md). */
import { base64From, type Bytes, countFrom, joined, textOf, utf8 } from './bytes.ts'
import { entryFrom, written } from './entry.ts'
import { Fault } from './fault.ts'
import { judge, type Judgement } from './judge.ts'
import { hashFrom } from './note.ts'
import type { Policy } from './policy.ts'
import { isIncluded, leafHash, sha256 } from './tree.ts'

const FIRST = 'c2sp.org/tlog-proof@v1'
/** A tree has at most this many levels. */
const LEVELS = 63
/** Stands before every commitment, so that no other hash can be taken for one. */
const DOMAIN = 'cityright-commit-v1\0'

interface Batch {
  readonly payload: unknown
  readonly salt: Bytes
  readonly index: number
  readonly size: number
  readonly path: readonly Bytes[]
}

interface Proof {
  readonly entry: Bytes | undefined
  readonly batch: Batch | undefined
  readonly index: number
  readonly path: readonly Bytes[]
  readonly checkpoint: string
}

/** What a proof file proves. */
export interface Proven extends Judgement {
  readonly index: number
  readonly entry: Readonly<Record<string, unknown>>
  /** What its owner has in the batch of the entry, when the file says so. */
  readonly payload: unknown
}

function hashesFrom(lines: readonly unknown[]): Bytes[] | undefined {
  const hashes = lines.map((line) => (typeof line === 'string' ? hashFrom(line) : undefined))
  const known = hashes.filter((hash) => hash !== undefined)
  return known.length === lines.length && lines.length <= LEVELS ? known : undefined
}

function batchFrom(value: unknown): Batch | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { payload, salt, index, size, path } = value as Record<string, unknown>
  const [secret] = hashesFrom([salt]) ?? []
  const hashes = Array.isArray(path) ? hashesFrom(path) : undefined
  const placed = typeof index === 'number' && typeof size === 'number'
  return secret && hashes && placed
    ? { payload, salt: secret, index, size, path: hashes }
    : undefined
}

function extraFrom(line: string): Pick<Proof, 'entry' | 'batch'> | undefined {
  try {
    const text = textOf(base64From(line) ?? new Uint8Array())
    const { v, entry, batch } = JSON.parse(text ?? '') as Record<string, unknown>
    const bytes = typeof entry === 'string' ? base64From(entry) : undefined
    const found = batch === undefined ? undefined : batchFrom(batch)
    const whole = v === 1 && bytes && (batch === undefined || found)
    return whole ? { entry: bytes, batch: found } : undefined
  } catch {
    return undefined
  }
}

/** Reads a proof file; undefined when it is none. */
export function proofFrom(text: string): Proof | undefined {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined
  const place = lines.shift() ?? ''
  const index = place.startsWith('index ') ? countFrom(place.slice(6)) : undefined
  const path = hashesFrom(lines)
  if (first !== FIRST || index === undefined || !path) return undefined
  const { entry, batch } = (extra === undefined ? undefined : extraFrom(extra)) ?? {}
  return { entry, batch, index, path, checkpoint: text.slice(end + 2) }
}

/** Whether the commitment of this payload is in the batch that the entry holds (privacy-record.md 3.3). */
async function isInBatch({ payload, salt, index, size, path }: Batch, body: unknown) {
  const { root, count } = body as { readonly root?: unknown; readonly count?: unknown }
  const known = typeof root === 'string' ? hashFrom(root) : undefined
  if (!known || count !== size) return false
  try {
    const commitment = await sha256(joined(utf8(DOMAIN), salt, utf8(written(payload))))
    return await isIncluded(await leafHash(commitment), index, { size, root: known }, path)
  } catch {
    return false
  }
}

/** Checks a proof file; a fault when something does not hold. Too few witnesses shows in `enough`. */
export async function checkProof(text: string, policy: Policy): Promise<Proven> {
  const proof = proofFrom(text)
  if (!proof) throw new Fault('proof', 'not-proof')
  const judgement = await judge(proof.checkpoint, policy)
  const { entry, index, path, batch } = proof
  if (!entry) throw new Fault('unread', 'no-entry')
  if (!(await isIncluded(await leafHash(entry), index, judgement.checkpoint, path))) {
    throw new Fault('wrong', 'not-included')
  }
  const said = entryFrom(entry, index)
  if (batch && !(await isInBatch(batch, said['d']))) throw new Fault('wrong', 'not-in-batch')
  return { ...judgement, index, entry: said, payload: batch?.payload }
}
