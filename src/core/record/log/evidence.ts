/** Evidence that a log signed two records that contradict each other (docs/protocol/record.md, "Evidence"). */
import { type Checkpoint, checkpointFrom } from './checkpoint.ts'
import { type Hash, hashFrom, hashText, same } from './hash.ts'
import { keyText, parseKey, type VerifierKey } from './keys.ts'
import { checkNote, noteFrom } from './note.ts'
import { rootBefore } from './proofs.ts'

/** Two signed checkpoints of one log, and what is known of how they hang together. */
export interface Evidence {
  /** Keys of the log; at least one of them signed both. */
  readonly logs: readonly VerifierKey[]
  /** The two signed checkpoints, word for word. */
  readonly notes: readonly [string, string]
  /** What was handed in as proof that the larger begins with the smaller; it may be worth nothing. */
  readonly proof: readonly Hash[]
  /** Root that the larger record has at the smaller size: the proof leaves it out at powers of two. */
  readonly root?: Hash | undefined
}

/** What evidence comes to. */
export interface Found {
  readonly origin: string
  /** Sizes of the two checkpoints, the smaller first. */
  readonly sizes: readonly [number, number]
  /** True when nobody but the holder of the key can have made this. */
  readonly proven: boolean
}

/** Writes a file of evidence. */
export function evidenceText({ logs, notes, proof, root }: Evidence): string {
  const shown = {
    v: 1,
    kind: 'split-view',
    log: logs.map(keyText),
    notes,
    proof: proof.map(hashText),
    ...(root ? { root: hashText(root) } : {}),
  }
  return `${JSON.stringify(shown, null, 1)}\n`
}

const texts = (value: unknown, most: number): value is string[] =>
  Array.isArray(value) &&
  value.length <= most &&
  value.every((one: unknown) => typeof one === 'string')

/** Reads a file of evidence; undefined when it is none. */
export function evidenceFrom(text: string): Evidence | undefined {
  try {
    const { v, kind, log, notes, proof, root } = JSON.parse(text) as Record<string, unknown>
    if (v !== 1 || kind !== 'split-view' || !texts(log, 20) || !texts(proof, 63)) return undefined
    if (!texts(notes, 2) || (root !== undefined && typeof root !== 'string')) return undefined
    const [first, second] = notes
    const hashes = proof.map(hashFrom).filter((hash) => hash !== undefined)
    const given = root === undefined ? undefined : hashFrom(root)
    if (!first || !second || hashes.length < proof.length || (root && !given)) return undefined
    return { logs: log.map(parseKey), notes: [first, second], proof: hashes, root: given }
  } catch {
    return undefined
  }
}

function signed(text: string, logs: readonly VerifierKey[]): Checkpoint {
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  if (!checkpoint) throw new Error('the evidence does not hold two checkpoints')
  const keys = logs.filter(({ name }) => name === checkpoint.origin)
  if ((checkNote(note, keys)?.length ?? 0) === 0) {
    throw new Error('one of the two checkpoints is not signed by the log')
  }
  return checkpoint
}

/**
 * Checks evidence; throws a sentence when it shows no contradiction at all. A consistency proof binds
 * the root of the smaller size to the larger root, so that two different ones are proven, not claimed.
 */
export function checkEvidence({ logs, notes, proof, root }: Evidence): Found {
  const both = notes.map((note) => signed(note, logs)).toSorted((a, b) => a.size - b.size)
  const [small, large] = both
  if (!small || !large || small.origin !== large.origin) {
    throw new Error('the two checkpoints are not of the same log')
  }
  const shown =
    small.size === large.size
      ? large.root
      : rootBefore({ ...small, root: root ?? small.root }, large, proof)
  if (shown && same(shown, small.root)) {
    throw new Error('the two checkpoints do not contradict each other')
  }
  return {
    origin: small.origin,
    sizes: [small.size, large.size],
    proven: shown !== undefined,
  }
}
