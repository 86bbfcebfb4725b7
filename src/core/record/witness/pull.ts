/** A witness that goes and looks: it reads the checkpoint of a log and hands it to itself (C2SP tlog-witness). */
import {
  addCheckpointBody,
  type Checkpoint,
  checkNote,
  checkpointFrom,
  hashText,
  isConsistent,
  noteFrom,
  noteText,
  parseKey,
  type ReadFile,
  readConsistency,
  sizeFrom,
  type Tree,
  type Witnessed,
  type WitnessAnswer,
} from '../log/index.ts'
import { Unreachable } from '../watch/model.ts'

/** A log that is looked at, and the witness that looks. */
export interface Pulling {
  /** Throws `Unreachable` when the log does not answer. */
  readonly read: ReadFile
  readonly vkey: string
  /** What this witness cosigned last. */
  readonly known: () => Promise<Witnessed | undefined>
  /** Hands a checkpoint to this witness, as a log would. */
  readonly hand: (body: string) => Promise<WitnessAnswer>
  /** Keeps a signed checkpoint that was proved to contradict what was cosigned. */
  readonly accuse: (known: Witnessed, note: string) => Promise<void>
}

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

/** Whether the files of the log prove that these two belong to one record. */
async function agree(read: ReadFile, a: Tree, b: Tree): Promise<boolean> {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return true
  try {
    const same = small.size === large.size
    return isConsistent(
      small,
      large,
      same ? [] : await readConsistency(read, small.size, large.size),
    )
  } catch (failure) {
    if (failure instanceof Unreachable) throw failure
    return false
  }
}

/**
 * Compares a checkpoint that somebody shows of a log with what this witness cosigned. When the log signed it and
 * cannot prove that both are one record, it is kept as evidence, and the answer is true.
 */
export async function confront(of: Pulling, shown: string): Promise<boolean> {
  const theirs = signedBy(of.vkey, shown)
  const ours = await of.known()
  if (!theirs || !ours || (await agree(of.read, ours, theirs.checkpoint))) return false
  await of.accuse(ours, theirs.note)
  return true
}

async function handOver(of: Pulling, text: string, size: number): Promise<string | null> {
  let old = (await of.known())?.size ?? 0
  for (let tries = 0; tries < 2; tries += 1) {
    if (size < old) return 'shrunk'
    // A proof that cannot be read is none: the witness says what that means.
    const hashes =
      old === 0 || old === size ? [] : await readConsistency(of.read, old, size).catch(() => [])
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
