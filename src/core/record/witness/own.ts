/** The witness that every city is: of the logs its operator named, and of those it follows by itself. */
import type { Database } from '#core/database'
import {
  parseKey,
  type Policy,
  type SignerKey,
  type VerifierKey,
  type Witnessed,
  type WitnessAnswer,
} from '../log/index.ts'
import { answerWitness, type WitnessRequest } from './answer.ts'
import { findFollowedKey, findKeyByHash, setProved } from './followed.ts'
import { tableMemory } from './table.ts'

/** The key of a log that is followed and that this request is about. */
async function followedKey(db: Database, { path, body }: WitnessRequest) {
  const [, hash] = /^([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const [, origin = ''] = /\n\n([^\n]{1,300})\n/.exec(body.slice(0, 16_384)) ?? []
  const found = await db.look((tx) =>
    hash ? findKeyByHash(tx, hash) : findFollowedKey(tx, origin),
  )
  return found === undefined ? [] : [parseKey(found)]
}

/** The witness that the city is: of the logs of its policy, and of those it follows. */
export function witnessOf(of: {
  readonly db: Database
  readonly key: SignerKey
  readonly policy: Policy
  readonly clock: () => string
}) {
  const { db, key: own, policy, clock } = of
  const memory = tableMemory(db, clock)
  const named: readonly VerifierKey[] = policy.logs.map(({ key }) => key)
  const answer = async (request: WitnessRequest): Promise<WitnessAnswer> => {
    const more = await followedKey(db, request)
    const logs = [...named, ...more.filter((key) => !named.some(({ name }) => name === key.name))]
    return answerWitness({ key: own, logs, memory, clock }, request)
  }
  const accuse = async (origin: string, known: Witnessed, note: string): Promise<void> => {
    await memory.accuse(origin, known, note)
    await db.transact((tx) => setProved(tx, { origin, note }))
  }
  return { answer, accuse, known: memory.read }
}
