/** The witness that every city is: of the logs its operator named, and of those it follows by itself. */
import type { Database } from '#core/database'
import { parseKey, type SignerKey, type VerifierKey, type WitnessAnswer } from '../log/index.ts'
import { answerWitness, type WitnessRequest } from './answer.ts'
import { findFollowedKey, findKeyByHash } from './followed.ts'
import { tableMemory } from './table.ts'

/** The key of a log that is followed and that this request is about. */
async function followedKey(db: Database, { path, body }: WitnessRequest): Promise<VerifierKey[]> {
  const [, hash] = /^([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const [, origin = ''] = /\n\n([^\n]{1,300})\n/.exec(body.slice(0, 16_384)) ?? []
  if (!hash && !origin) return []
  const found = await db.look((tx) =>
    hash ? findKeyByHash(tx, hash) : findFollowedKey(tx, origin),
  )
  return found === undefined ? [] : [parseKey(found)]
}

/** The witness that the city is. */
export function witnessOf(of: {
  readonly db: Database
  readonly key: SignerKey
  /** Keys of the logs that the operator names now. */
  readonly logs: () => readonly VerifierKey[]
  readonly clock: () => string
}) {
  const { db, key: own, clock } = of
  const memory = tableMemory(db, clock)
  const answer = async (request: WitnessRequest): Promise<WitnessAnswer> => {
    const named = of.logs()
    const more = await followedKey(db, request)
    const logs = [...named, ...more.filter((key) => !named.some(({ name }) => name === key.name))]
    return answerWitness({ key: own, logs, memory, clock }, request)
  }
  return { answer, memory }
}
