import { createHash } from 'node:crypto'
import {
  addCheckpoint,
  checkpointFrom,
  evidenceText,
  hashFrom,
  type KeptAccusation,
  noteFrom,
  parseKey,
  type WitnessAnswer,
  type Witnessing,
} from '../log/index.ts'

/** A request to a witness; `path` is what follows the prefix. */
export interface WitnessRequest {
  readonly method: string
  readonly path: string
  readonly body: string
}

const missing: WitnessAnswer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'this witness has nothing there\n',
}

const json = (body: string): WitnessAnswer => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body,
})

const sizeOf = (note: string) => checkpointFrom(noteFrom(note)?.text ?? '')?.size ?? 0

function listed({ id, origin, known, note, proven, at }: KeptAccusation) {
  return { id, log: origin, sizes: [sizeOf(known), sizeOf(note)], proven, at }
}

/** The list of what is kept against logs, or one file of it that stands by itself. */
async function answerEvidence(of: Witnessing, id: string | undefined): Promise<WitnessAnswer> {
  const all = await of.memory.accusations()
  if (id === undefined) return json(`${JSON.stringify({ v: 1, evidence: all.map(listed) })}\n`)
  const one = all.find((kept) => kept.id === id)
  if (!one) return missing
  const logs = one.logs.map(parseKey)
  const proof = one.proof.map(hashFrom).filter((hash) => hash !== undefined)
  return json(evidenceText({ logs, notes: [one.known, one.note], proof }))
}

/** Answers `POST add-checkpoint`, `GET <hash of the origin>/checkpoint` (C2SP tlog-witness), and `GET evidence[/<id>]`. */
export async function answerWitness(
  of: Witnessing,
  { method, path, body }: WitnessRequest,
): Promise<WitnessAnswer> {
  if (method === 'POST' && path === 'add-checkpoint') return addCheckpoint(of, body)
  const [evidence, id] = /^evidence(?:\/([0-9a-f]{64}))?$/.exec(path) ?? []
  if (evidence && method === 'GET') return answerEvidence(of, id)
  const [, hash] = /^([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const key = of.logs.find(({ name }) => createHash('sha256').update(name).digest('hex') === hash)
  if (!key || method !== 'GET') return missing
  const known = await of.memory.read(key.name)
  return known ? { ...missing, status: 200, body: known.note } : missing
}
