import { createHash } from 'node:crypto'
import { addCheckpoint, type WitnessAnswer, type Witnessing } from '../log/index.ts'

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

/** Answers `POST add-checkpoint` and `GET <hash of the origin>/checkpoint` (C2SP tlog-witness). */
export async function answerWitness(
  of: Witnessing,
  { method, path, body }: WitnessRequest,
): Promise<WitnessAnswer> {
  if (method === 'POST' && path === 'add-checkpoint') return addCheckpoint(of, body)
  const [, hash] = /^([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const key = of.logs.find(({ name }) => createHash('sha256').update(name).digest('hex') === hash)
  if (!key || method !== 'GET') return missing
  const known = await of.memory.read(key.name)
  return known ? { ...missing, status: 200, body: known.note } : missing
}
