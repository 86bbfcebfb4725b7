/** Going back to a version that was in force before: the safe direction, for which one official is enough. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { recorder, type Recording } from '#core/record'
import { type Chosen, choose, listChosen, listHeld } from './chosen.ts'
import { algorithmWentBack } from './entries.ts'
import { hold, type Reasoned, subjectOf } from './life.ts'
import { isMended } from './mended.ts'
import { readRegistered, type RegisteredDecision } from './read.ts'
import { obstacleOf, readStanding, type Standing } from './standing.ts'

/** What bars the way back to a version; `later` and `never-in-force`: that way is forward, and two have to agree. */
export const BARS = [
  'in-force',
  'later',
  'never-in-force',
  'not-held',
  'audit-failed',
  'stopped',
] as const

/** A version of a decision, the times in which it was in force here, and what bars the way back to it. */
export interface VersionKnown extends Pick<RegisteredDecision, 'version' | 'hash' | 'says'> {
  readonly times: readonly Chosen[]
  readonly held: boolean
  readonly bar: (typeof BARS)[number] | null
}

interface Looked {
  readonly inForce: Chosen | undefined
  readonly standing: Standing | undefined
  readonly held: { readonly failed: boolean } | undefined
}

function barOf(
  { version, hash, times }: Omit<VersionKnown, 'bar' | 'held'>,
  { inForce, standing, held }: Looked,
): VersionKnown['bar'] {
  if (inForce?.version === version && inForce.hash === hash) return 'in-force'
  if (!held) return 'not-held'
  if (inForce && version > inForce.version) return 'later'
  if (!times.some(({ how }) => how !== 'back')) return 'never-in-force'
  if (held.failed) return 'audit-failed'
  return standing?.state === 'published' ? null : 'stopped'
}

/** Every version that the register knows, the newest first, with what bars the way back to it. */
export async function listVersions(tx: Tx, name: string, now: string): Promise<VersionKnown[]> {
  const standing = await readStanding(tx, name)
  const chosen = await listChosen(tx, name)
  const inForce = chosen.find(({ until }) => until === null)
  const held = await listHeld(tx, name, now)
  return (await readRegistered(tx, name)).map(({ version, hash, says }) => {
    const same = (one: { version: number; hash: string }) =>
      one.version === version && one.hash === hash
    const it = { version, hash, says, times: chosen.filter(same) }
    const code = held.find(same)
    const bar = barOf(it, { inForce, standing, held: code })
    return { ...it, held: code !== undefined, bar }
  })
}

/** Which version is gone back to, from which, and why, in words for everybody. */
export interface GoingBack extends Reasoned {
  readonly from: number
  readonly version: number
}

type Before = Pick<Chosen, 'version' | 'hash' | 'revisionOn'>

/** What stands after going back: nobody gains time by it, and what follows a failed audit is on trial. */
async function standBack(tx: Tx, before: Standing, it: Before & { now: string }): Promise<void> {
  const { version, hash, revisionOn, now } = it
  const mended = await isMended(tx, before, { name: before.name, version, hash, now })
  await tx.run(sql`
    update decisions.standing set version = ${version}, hash = ${hash}, kept = true, reason = '',
      revision_on = least(revision_on, ${revisionOn}::date), changed_at = ${now},
      on_trial = on_trial or ${mended}::boolean,
      mended_at = case when ${mended}::boolean then ${now}::timestamptz else mended_at end
    where name = ${before.name}`)
}

/**
 * Goes back: the earlier code decides from the next case on. Of two who go back at once the second is refused; what
 * would not run afterwards is not gone back to.
 */
export async function goBack(tx: Tx, it: GoingBack, by: Recording): Promise<void> {
  const { decision: name, from, version, reason } = it
  const { now } = by
  const standing = await hold(tx, name)
  const versions = await listVersions(tx, name, now)
  if (versions.find(({ bar }) => bar === 'in-force')?.version !== from) {
    throw new Refusal('conflict', ['decision-changed-meanwhile'])
  }
  const found = versions.find((one) => one.version === version)
  const times = found?.times.find(({ how }) => how !== 'back')
  if (!found || found.bar !== null || !times) {
    throw new Refusal('refused', [`decision-back-${found?.bar ?? 'not-held'}`])
  }
  const before = { version, hash: found.hash, revisionOn: times.revisionOn }
  await standBack(tx, standing, { ...before, now })
  await choose(tx, { ...before, name, how: 'back', reason }, now)
  const cause = await obstacleOf(tx, { name, version, hash: found.hash }, now)
  if (cause) throw new Refusal('refused', ['decision-back-would-not-run'], { detail: { cause } })
  const body = { decision: name, version, from, hash: found.hash, reason }
  await recorder(tx, by)(algorithmWentBack, body, subjectOf(name))
}
