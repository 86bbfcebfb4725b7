/** A witness that goes and looks: it reads the checkpoint of a log and hands it to itself (C2SP tlog-witness). */
import {
  addCheckpointBody,
  checkEvidence,
  type Checkpoint,
  checkNote,
  checkpointFrom,
  hashText,
  type Hash,
  isConsistent,
  noteFrom,
  noteText,
  parseKey,
  type ReadFile,
  readConsistency,
  sizeFrom,
  type WitnessAnswer,
  type WitnessMemory,
} from '../log/index.ts'
import { Unreachable } from '../watch/model.ts'

/** A log that is looked at, and the witness that looks. */
export interface Pulling {
  /** Throws `Unreachable` when the log does not answer. */
  readonly read: ReadFile
  readonly vkey: string
  /** What this witness remembers. */
  readonly memory: WitnessMemory
  /** Hands a checkpoint to this witness, as a log would. */
  readonly hand: (body: string) => Promise<WitnessAnswer>
}

const knownOf = (of: Pulling) => of.memory.read(parseKey(of.vkey).name)

interface Signed {
  readonly checkpoint: Checkpoint
  /** With the signatures of the log alone. */
  readonly note: string
}

/** A checkpoint that this log signed. */
function signedBy(vkey: string, text: string): Signed | undefined {
  const key = parseKey(vkey)
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  if (!note || checkpoint?.origin !== key.name || !checkNote(note, [key])?.length) return undefined
  const lines = note.lines.filter(({ name, id }) => name === key.name && id === key.id)
  return { checkpoint, note: noteText({ text: note.text, lines }) }
}

/** The proof that the files of the log give from one size to another; none when they give none. */
async function proofOf(read: ReadFile, a: number, b: number): Promise<readonly Hash[]> {
  const [small, large] = a <= b ? [a, b] : [b, a]
  if (small === 0 || small === large) return []
  return readConsistency(read, small, large).catch((failure: unknown) => {
    if (failure instanceof Unreachable) throw failure
    return []
  })
}

/**
 * Compares a checkpoint that somebody shows of a log with what this witness cosigned. When both are signed by the log
 * and do not belong to one record, that is kept; true when it proves itself, with what the log's own files say.
 */
export async function confront(of: Pulling, shown: string): Promise<boolean> {
  const theirs = signedBy(of.vkey, shown)
  const ours = await knownOf(of)
  if (!theirs || !ours || ours.size === 0 || theirs.checkpoint.size === 0) return false
  const proof = await proofOf(of.read, ours.size, theirs.checkpoint.size)
  const [small, large] =
    ours.size <= theirs.checkpoint.size ? [ours, theirs.checkpoint] : [theirs.checkpoint, ours]
  if (isConsistent(small, large, proof)) return false
  const { name: origin } = parseKey(of.vkey)
  const logs = [parseKey(of.vkey)]
  const { proven } = checkEvidence({ logs, notes: [ours.note, theirs.note], proof })
  const whole = { origin, logs: [of.vkey], known: ours.note, note: theirs.note }
  await of.memory.accuse({ ...whole, proof: proof.map(hashText), proven })
  return proven
}

async function handOver(of: Pulling, text: string, size: number): Promise<string | null> {
  let old = (await knownOf(of))?.size ?? 0
  for (let tries = 0; tries < 2; tries += 1) {
    if (size < old) return 'shrunk'
    // A proof that cannot be read is none: the witness says what that means.
    const hashes = await proofOf(of.read, old, size)
    const { status, body } = await of.hand(addCheckpointBody(old, hashes.map(hashText), text))
    if (status === 200) return null
    if (status !== 409) return `witness-${status}`
    old = sizeFrom(body.trim()) ?? old
  }
  return 'witness-409'
}

/** Reads the checkpoint of a log and cosigns it when it only grew; null then, otherwise why not. */
export async function pullCheckpoint(of: Pulling): Promise<string | null> {
  const served = await of.read('checkpoint')
  const text = Buffer.from(served ?? []).toString()
  const signed = signedBy(of.vkey, text)
  if (!signed) return served ? 'not-signed' : 'no-checkpoint'
  const failure = await handOver(of, text, signed.checkpoint.size)
  if (failure === null) return null
  return (await confront(of, text)) ? 'split-view' : failure
}
