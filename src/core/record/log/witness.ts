/** What a witness answers to a checkpoint (C2SP tlog-witness), without saying how it remembers. */
import { type Checkpoint, checkpointFrom, sizeFrom } from './checkpoint.ts'
import { checkEvidence } from './evidence.ts'
import { emptyRoot, type Hash, hashFrom, hashText, same } from './hash.ts'
import { keyText, type SignerKey, type VerifierKey } from './keys.ts'
import { checkNote, isBy, lineText, type Note, noteFrom, noteText, signLine } from './note.ts'
import { isConsistent, type Tree } from './proofs.ts'

/** What a witness remembers of a log: the last checkpoint it cosigned. */
export interface Witnessed extends Tree {
  /** With the signatures of the log and of the witness. */
  readonly note: string
}

/** A signed checkpoint that was refused, with what it contradicts. */
export interface Accusation {
  readonly origin: string
  /** Verifier keys of the log. */
  readonly logs: readonly string[]
  /** The checkpoint that was cosigned before. */
  readonly known: string
  readonly note: string
  /** What was handed in as a proof, in base64. */
  readonly proof: readonly string[]
  /** True when it proves by itself that the log signed two records; false when its proof was only bad. */
  readonly proven: boolean
}

/** An accusation as it is kept and published. */
export interface KeptAccusation extends Accusation {
  /** SHA-256 of the refused note, in hexadecimal. */
  readonly id: string
  readonly at: string
}

/** The memory of a witness. */
export interface WitnessMemory {
  read(origin: string): Promise<Witnessed | undefined>
  /** Remembers the new one if the old one is still what is remembered; false when it is not. */
  replace(origin: string, old: Witnessed | undefined, now: Witnessed): Promise<boolean>
  /** Keeps a signed checkpoint that does not follow from what its log had signed before. */
  accuse(accused: Accusation): Promise<void>
  /** What is kept against logs, the newest first. */
  accusations(): Promise<readonly KeptAccusation[]>
}

/** Who witnesses, whom, and when it is. */
export interface Witnessing {
  readonly key: SignerKey
  /** Keys of the logs that are witnessed; the name of a key is the origin of its log. */
  readonly logs: readonly VerifierKey[]
  readonly memory: WitnessMemory
  readonly clock: () => string
}

/** An answer in HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly type:
    | 'text/plain; charset=utf-8'
    | 'text/x.tlog.size'
    | 'application/json; charset=utf-8'
  readonly body: string
}

interface Request {
  readonly old: number
  readonly proof: readonly Hash[]
  readonly note: Note
  readonly checkpoint: Checkpoint
}

const answer = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
})

function requestFrom(body: string): Request | undefined {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const old = sizeFrom(/^old (.+)$/.exec(first)?.[1] ?? '')
  const proof = lines.map(hashFrom).filter((hash) => hash !== undefined)
  const note = noteFrom(body.slice(end + 2))
  const checkpoint = note && checkpointFrom(note.text)
  if (old === undefined || proof.length < lines.length || proof.length > 63) return undefined
  return note && checkpoint ? { old, proof, note, checkpoint } : undefined
}

/** True when the checkpoint follows from what is remembered. */
function follows(known: Witnessed | undefined, { checkpoint, proof }: Request): boolean {
  const old = known ?? { size: 0, root: emptyRoot }
  if (checkpoint.size === 0 && !same(checkpoint.root, emptyRoot)) return false
  return isConsistent(old, checkpoint, proof)
}

const sizeAnswer = (size: number): WitnessAnswer => ({
  status: 409,
  type: 'text/x.tlog.size',
  body: `${size}\n`,
})

async function cosign(of: Witnessing, asked: Request, known: Witnessed | undefined) {
  const { note, checkpoint } = asked
  const trusted = of.logs.filter(({ name }) => name === checkpoint.origin)
  const line = signLine(of.key, note.text, Math.floor(Date.parse(of.clock()) / 1000))
  const ofLog = note.lines.filter((one) => trusted.some((key) => isBy(one, key)))
  const whole = noteText({ text: note.text, lines: [...ofLog, line] })
  const now = { size: checkpoint.size, root: checkpoint.root, note: whole }
  if (await of.memory.replace(checkpoint.origin, known, now)) {
    return { ...answer(200, ''), body: lineText(line) }
  }
  return sizeAnswer((await of.memory.read(checkpoint.origin))?.size ?? 0)
}

/** Keeps what was refused. Anybody can hand in a true checkpoint with a false proof: that is only a doubt. */
async function accuse(of: Witnessing, asked: Request, known: Witnessed): Promise<void> {
  const { note, proof, checkpoint } = asked
  const logs = of.logs.filter(({ name }) => name === checkpoint.origin)
  // Without what others wrote under it: else one checkpoint could be handed in a thousand times.
  const lines = note.lines.filter((line) => logs.some((key) => isBy(line, key)))
  const notes = [known.note, noteText({ text: note.text, lines })] as const
  const { proven } = checkEvidence({ logs, notes, proof })
  await of.memory.accuse({
    origin: checkpoint.origin,
    logs: logs.map(keyText),
    known: notes[0],
    note: notes[1],
    proof: proof.map(hashText),
    proven,
  })
}

/** Answers `add-checkpoint`: what is cosigned was remembered before. */
export async function addCheckpoint(of: Witnessing, body: string): Promise<WitnessAnswer> {
  const asked = requestFrom(body)
  if (!asked) return answer(400, 'this is not: old size, proof, empty line, checkpoint')
  const { checkpoint, note, old } = asked
  const keys = of.logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) return answer(404, 'this witness does not know that log')
  if ((checkNote(note, keys)?.length ?? 0) === 0) {
    return answer(403, 'the checkpoint is not signed by its log')
  }
  if (old > checkpoint.size) return answer(400, 'the old size is larger than the checkpoint')
  const known = await of.memory.read(checkpoint.origin)
  const before = known?.size ?? 0
  if (old !== before) return sizeAnswer(before)
  if (follows(known, asked)) return cosign(of, asked, known)
  const other = known && !(known.size === checkpoint.size && same(known.root, checkpoint.root))
  if (known && other && (known.size === checkpoint.size || asked.proof.length > 0)) {
    await accuse(of, asked, known)
  }
  return answer(422, 'the checkpoint does not follow from the one that was cosigned before')
}

/** What a log sends to a witness. */
export function addCheckpointBody(old: number, proof: readonly string[], note: string): string {
  return [`old ${old}`, ...proof, '', note].join('\n')
}
