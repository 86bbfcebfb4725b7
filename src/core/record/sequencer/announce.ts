/** Writes into the record which keys sign it and which policy it publishes, whenever that changed. */
import { hash } from 'node:crypto'
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { keyText, type Policy } from '../log/index.ts'
import { recorder, type Recorder } from '../recorder.ts'
import { logKey, logPolicy } from './entries.ts'
import type { LogKeys } from './keys.ts'
import { LogStopped } from './stopped.ts'
import { placeAt } from './store.ts'

/** The policy that a city publishes now. */
export interface Published {
  readonly policyText: string
  readonly policy: Policy
}

/** What there is to be announced, and by whom. */
export interface Saying {
  readonly keys: LogKeys
  readonly clock: () => string
  /** Absent where there is no policy to publish: then nothing is announced. */
  readonly says?: () => Published
}

interface Announcing extends Published {
  readonly keys: LogKeys
  readonly now: string
}

const Key = z.object({ vkey: z.string(), change: z.string() })

const inThisLog: Statement = sql`log = (select max(log) from record.key) and position is not null`

function keysSaid(tx: Tx) {
  return tx.many(
    sql`select d->>'vkey' as vkey, d->>'change' as change from record.outbox
      where t = ${logKey.name} and ${inThisLog} order by id`,
    Key,
  )
}

async function policySaid(tx: Tx): Promise<string | undefined> {
  const last = sql`select d->>'hash' as hash from record.outbox
    where t = ${logPolicy.name} and ${inThisLog} order by position desc limit 1`
  return (await tx.one(last, z.object({ hash: z.string() })))?.hash
}

/** Keys as the record names them have to be those of the key folder: an old copy of it must not sign. */
function agree(said: readonly z.infer<typeof Key>[], keys: LogKeys): void {
  const retired = new Set(said.flatMap((one) => (one.change === 'retired' ? [one.vkey] : [])))
  const known = new Set(keys.known.map(keyText))
  const stranger = said.find(({ vkey }) => vkey.startsWith(`${keys.origin}+`) && !known.has(vkey))
  if (stranger) throw new LogStopped(`the key folder lacks a key of the log: ${stranger.vkey}`)
  const old = keys.log.map(keyText).find((vkey) => retired.has(vkey))
  if (old) throw new LogStopped(`the key folder signs with a key that was retired: ${old}`)
}

type KeyChange = z.input<(typeof logKey)['body']>

function keyChanges(said: readonly z.infer<typeof Key>[], keys: LogKeys): KeyChange[] {
  const has = (vkey: string, retired: boolean) =>
    said.some((one) => one.vkey === vkey && (one.change === 'retired') === retired)
  const change = said.length === 0 ? 'first' : 'added'
  const now = [...keys.log, keys.witness].map(keyText)
  const added = now.filter((vkey) => !has(vkey, false)).map((vkey) => ({ vkey, change }) as const)
  const over = keys.signers.flatMap(({ vkey, retired }) =>
    retired && has(vkey, false) && !has(vkey, true)
      ? [{ vkey, change: 'retired', until: retired } as const]
      : [],
  )
  return [...added, ...over]
}

function quorumText({ quorum, groups }: Policy): string {
  const group = groups.get(quorum)
  return group ? `${group.least} of ${group.members.length}` : quorum
}

async function write(
  record: Recorder,
  changes: readonly KeyChange[],
  of: Published & { said: string | undefined },
) {
  const ids: string[] = []
  for (const change of changes) ids.push(await record(logKey, change))
  const now = hash('sha256', of.policyText, 'base64')
  if (of.said === now) return ids
  const { policy } = of
  const body = { hash: now, witnesses: policy.witnesses.length, quorum: quorumText(policy) }
  return [...ids, await record(logPolicy, body)]
}

async function announce(tx: Tx, next: number, of: Announcing): Promise<number> {
  const said = await keysSaid(tx)
  agree(said, of.keys)
  const record = recorder(tx, { by: 'operator', now: of.now, service: 'record' })
  const changes = keyChanges(said, of.keys)
  const ids = await write(record, changes, { ...of, said: await policySaid(tx) })
  for (const [n, id] of ids.entries()) await placeAt(tx, id, next + n)
  return ids.length
}

/** Announces when keys or policy changed: keys sign from the round on in which the record names them. */
export class Announcer {
  readonly #of: Saying
  #said: string | undefined
  #saying: { readonly text: string; readonly at: string } | undefined

  constructor(of: Saying) {
    this.#of = of
  }

  /**
   * Writes what is new at the places from `next` on: in a new log these are its first entries. Gives
   * how many entries that were. Only under the lock of the log.
   */
  async announce(tx: Tx, next: number): Promise<number> {
    const { keys, says, clock } = this.#of
    if (!says) return 0
    const published = says()
    if (this.#said === published.policyText) return 0
    const now = clock()
    this.#saying = { text: published.policyText, at: now }
    return announce(tx, next, { ...published, keys, now })
  }

  /** What was announced is in the database. */
  committed(): void {
    if (!this.#saying) return
    const { text, at } = this.#saying
    this.#of.keys.keepAnnounced(this.#of.keys.log.map(keyText), at)
    this.#said = text
    this.#saying = undefined
  }
}
