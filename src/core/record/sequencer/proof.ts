/** Proof files as they are handed out: of an entry, and of what stands in a batch. */
import type { Database, Tx } from '#core/database'
import { type BatchProof, proofText, readEntryAt, readInclusion } from '../log/index.ts'
import { readEntry } from '../read.ts'
import type { LogShelf } from './shelf.ts'
import { readHead } from './store.ts'

/** Media type of checkpoints, policies and proofs. */
export const TEXT = 'text/plain; charset=utf-8'

/** A file of the record as the web serves it. */
export interface RecordFile {
  readonly bytes: Uint8Array
  readonly type: string
  /** True when it never changes. */
  readonly lasting: boolean
  /** What it is called when it is kept. */
  readonly name?: string
}

/** One payload of a batch: the entry with the root, and the path that leads there. */
export interface ProvedLeaf {
  /** Id of the entry. */
  readonly entry: string
  readonly proof: BatchProof
}

/** Where proofs come from. */
export interface ProofParts {
  readonly db: Database
  /** The files of the log with this number. */
  readonly shelfOf: (log: number) => LogShelf
  /** What is in a batch under this id, such as a decision; undefined when nothing is. */
  readonly batches?: (tx: Tx, id: string) => Promise<ProvedLeaf | undefined>
}

/** The entry with this id, or the one with the root of the batch in which something has it. */
async function provable({ batches }: ProofParts, tx: Tx, id: string) {
  const entry = await readEntry(tx, id)
  const leaf = entry ? undefined : await batches?.(tx, id)
  return { entry: leaf ? await readEntry(tx, leaf.entry) : entry, batch: leaf?.proof }
}

/** The proof of an entry, or of one leaf of a batch; undefined while no checkpoint covers it. */
export async function proofFile(parts: ProofParts, id: string): Promise<RecordFile | undefined> {
  return fileOf(parts, id, (tx) => provable(parts, tx, id))
}

/** The same within a transaction that looks already. */
type LeafParts = Pick<ProofParts, 'db' | 'shelfOf'> & { readonly tx?: Tx | undefined }

/** The proof of a leaf that only its owner has: it is in the batch whose root this entry says. */
export async function leafFile(
  parts: LeafParts,
  name: string,
  leaf: ProvedLeaf,
): Promise<RecordFile | undefined> {
  return fileOf(parts, name, async (tx) => ({
    entry: await readEntry(tx, leaf.entry),
    batch: leaf.proof,
  }))
}

type Provable = Awaited<ReturnType<typeof provable>>

async function fileOf(
  { db, tx, shelfOf }: LeafParts,
  id: string,
  find: (tx: Tx) => Promise<Provable>,
): Promise<RecordFile | undefined> {
  const work = async (within: Tx) => {
    const found = await find(within)
    return { ...found, head: found.entry && (await readHead(within, found.entry.log)) }
  }
  const { entry, batch, head } = await (tx ? work(tx) : db.look(work))
  const index = entry?.position ?? null
  if (!entry || index === null || !head || head.size <= index) return undefined
  const seen = head.quorumNote !== null && (head.quorumSize ?? 0) > index
  const size = seen ? (head.quorumSize ?? head.size) : head.size
  const checkpoint = seen ? (head.quorumNote ?? head.note) : head.note
  const { read } = shelfOf(entry.log)
  const [bytes, path] = await Promise.all([
    readEntryAt(read, index, size),
    readInclusion(read, index, size),
  ])
  const extra = { entry: bytes, ...(batch ? { batch } : {}) }
  const text = proofText({ extra, index, path, checkpoint })
  return { bytes: Buffer.from(text), type: TEXT, lasting: false, name: `${id}.tlog-proof` }
}
