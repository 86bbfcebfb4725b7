/** What the signatures under a checkpoint come to. */
import { Fault } from './fault.ts'
import { type Key, type Signed, signedBy } from './keys.ts'
import { type Checkpoint, checkpointFrom, type Note, noteFrom } from './note.ts'
import { isEnough, type Policy } from './policy.ts'

/** A checkpoint that its log signed, and who has seen it. */
export interface Judgement {
  readonly note: string
  readonly checkpoint: Checkpoint
  readonly cosigned: readonly { readonly name: string; readonly seconds: number }[]
  /** Signatures that this browser cannot check, by whose they say to be. */
  readonly unchecked: readonly string[]
  /** How many witnesses the policy names, and whether it asks for any. */
  readonly asked: number
  readonly needs: boolean
  readonly enough: boolean
}

/** What the signatures of this key come to; undefined when there is none. One wrong one spoils the others. */
async function stateOf(note: Note, key: Key): Promise<Signed | undefined> {
  const lines = note.lines.filter(({ name, id }) => name === key.name && id === key.id)
  const states = await Promise.all(lines.map((line) => signedBy(key, note.text, line.signature)))
  return states.find(({ state }) => state === 'wrong') ?? states[0]
}

async function checkLog(note: Note, keys: readonly Key[]): Promise<string[]> {
  const states = await Promise.all(keys.map((key) => stateOf(note, key)))
  const counted = (state: Signed['state']) => states.filter((one) => one?.state === state).length
  if (counted('wrong') > 0) throw new Fault('wrong', 'log-signature')
  const [good, unchecked] = [counted('good'), counted('unchecked')]
  if (good + unchecked === 0) throw new Fault('wrong', 'unsigned')
  if (good === 0) throw new Fault('unread', 'unchecked-log')
  return keys.filter((_, n) => states[n]?.state === 'unchecked').map(({ name }) => name)
}

/** Judges a signed checkpoint; a fault when it cannot be believed. Too few witnesses shows in `enough`. */
export async function judge(whole: string, policy: Policy): Promise<Judgement> {
  const note = noteFrom(whole)
  const checkpoint = note && checkpointFrom(note.text)
  if (!note || !checkpoint) throw new Fault('unread', 'not-checkpoint')
  const keys = policy.logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) throw new Fault('policy', 'unknown-log', { origin: checkpoint.origin })
  const unchecked = await checkLog(note, keys)
  const cosigned: { name: string; seconds: number }[] = []
  for (const { name, key } of policy.witnesses) {
    const found = await stateOf(note, key)
    if (found?.state === 'good') cosigned.push({ name, seconds: found.seconds })
    else if (found?.state === 'unchecked') unchecked.push(name)
  }
  const enough = isEnough(policy, new Set(cosigned.map(({ name }) => name)))
  const [asked, needs] = [policy.witnesses.length, policy.quorum !== 'none']
  return { note: whole, checkpoint, cosigned, unchecked, asked, needs, enough }
}
