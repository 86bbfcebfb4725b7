/** What the witnesses of a log say: when they cosigned last, and whether they saw the same log. */
import {
  type Checkpoint,
  checkNote,
  checkpointFrom,
  isConsistent,
  type Note,
  noteFrom,
  readConsistency,
  type ReadFile,
  type VerifierKey,
} from '../log/index.ts'
import { type Finding, Unreachable, type Watching } from './model.ts'

/** What a witness shows of this log, signed by the log. */
export interface Shown {
  readonly name: string
  readonly note: string
  readonly checkpoint: Checkpoint
  /** When the witness cosigned it, in seconds; 0 when its signature is not there. */
  readonly seconds: number
}

function shownIn(
  text: string,
  origin: string,
  keys: readonly VerifierKey[],
): { note: Note; checkpoint: Checkpoint } | undefined {
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  if (!note || checkpoint?.origin !== origin) return undefined
  return (checkNote(note, keys)?.length ?? 0) > 0 ? { note, checkpoint } : undefined
}

/** Asks every witness that has an address; one that does not answer, or shows nothing signed, is left out. */
export async function askWitnesses(
  { policy, shownBy }: Watching,
  origin: string,
  keys: readonly VerifierKey[],
): Promise<Shown[]> {
  const asked = policy.witnesses.map(async (witness): Promise<Shown[]> => {
    const text = witness.url ? await shownBy(witness, origin).catch(() => undefined) : undefined
    const found = text === undefined ? undefined : shownIn(text, origin, keys)
    if (!text || !found) return []
    const [mine] = checkNote(found.note, [witness.key]) ?? []
    const { name } = witness
    return [{ name, note: text, checkpoint: found.checkpoint, seconds: mine?.seconds ?? 0 }]
  })
  return (await Promise.all(asked)).flat()
}

async function agrees(read: ReadFile, a: Checkpoint, b: Checkpoint): Promise<boolean> {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  try {
    return isConsistent(small, large, await readConsistency(read, small.size, large.size))
  } catch (failure) {
    if (failure instanceof Unreachable) throw failure
    return false
  }
}

/** Witnesses that saw another log than the one that is shown here, proved from its tiles. */
export async function splitViews(
  read: ReadFile,
  ours: { readonly note: string; readonly checkpoint: Checkpoint },
  shown: readonly Shown[],
): Promise<Finding[]> {
  const found: Finding[] = []
  for (const { name, note, checkpoint } of shown) {
    if (await agrees(read, checkpoint, ours.checkpoint)) continue
    const says = `the log showed the witness ${name} another record: ${checkpoint.size} entries that do not belong to the ${ours.checkpoint.size} shown here`
    found.push({ kind: 'split-view', about: name, says, evidence: [ours.note, note] })
  }
  return found
}

/** Witnesses whose last cosignature is older than it may be. */
export function missingWitnesses(
  { policy, limit, clock }: Watching,
  cosigned: Readonly<Record<string, number>>,
): Finding[] {
  const now = Date.parse(clock())
  return policy.witnesses.flatMap(({ name }): Finding[] => {
    const last = cosigned[name]
    if (last !== undefined && now - last * 1000 <= limit) return []
    const says = last
      ? `the witness ${name} cosigned last at ${new Date(last * 1000).toISOString()}`
      : `the witness ${name} was never seen to cosign`
    return [{ kind: 'witness-missing', about: name, says }]
  })
}
