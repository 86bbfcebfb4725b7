/** Follows the logs of the members of the directory, by what their signed documents say. */
import type { Database, Tx } from '#core/database'
import { fingerprint } from '#core/discovery'
import { type Harvester, introduce, type Introduced, nextAsk } from '#core/harvest'
import { followLog, recorder } from '#core/record'
import { listDomains } from '#hub/cities'
import { listKeyPrints, membershipTable } from '#hub/endorsements'
import { calm, raise } from './alarms.ts'
import { followed } from './entries.ts'
import { alarmOf } from './model.ts'
import { changeKey, type Member, setMember, setMembers, takeMembers } from './store/members.ts'

interface Following {
  readonly db: Database
  readonly harvest: Harvester
  readonly now: string
  readonly signal: AbortSignal
}

const LEASE = 3_600_000
const MOST = 1000
const AT_ONCE = 8
const KINDS = ['document-wrong', 'document-key', 'log-key'] as const

/** Follows the log that a document names; why not, when it does not. */
async function follow(tx: Tx, member: Member, it: { met: Introduced; now: string }) {
  const { log, key } = it.met
  if (member.key && member.key.x !== key.x) await changeKey(tx, { city: member.city, key })
  if (!log) return 'no-log'
  if (member.origin !== null && member.origin !== log.origin) return 'log-key'
  if (!(await followLog(tx, { ...log, now: it.now }))) return 'log-key'
  if (member.origin === null) {
    const write = recorder(tx, { by: 'operator', now: it.now, service: 'changes' })
    const body = { city: member.city, origin: log.origin, vkey: log.vkey }
    await write(followed, body, { subject: '/federation' })
  }
  return null
}

/** A DNS that names another key is an alarm, also while the document is signed by the known one. */
async function tellDns(tx: Tx, member: Member, it: { met: object; now: string }) {
  if (!('disagrees' in it.met)) return
  const about = { about: member.city }
  const kind = 'key-disagrees'
  if (it.met.disagrees) await raise(tx, { kind, ...about, detail: member.domain }, it.now)
  else await calm(tx, { kinds: [kind], ...about }, it.now)
}

async function askOne(member: Member, work: Following): Promise<void> {
  const { now, db } = work
  const { domain, key: known, prints } = member
  const joined = await db.look((tx) => listKeyPrints(tx, member.city))
  const anchors = [...joined, ...prints]
  const met = await introduce({ ...work, domain, known, anchors, watch: true })
  if (work.signal.aborted) return
  await db.transact(async (tx) => {
    const failure = 'failure' in met ? met.failure : await follow(tx, member, { met, now })
    const seen =
      'failure' in met
        ? { key: null, origin: null }
        : { key: met.key, origin: met.log?.origin ?? null }
    const failed = failure === null || failure === 'no-log' ? 0 : member.failures + 1
    const nextAt = nextAsk(now, failed, member.domain)
    const origin = failure === 'log-key' ? null : seen.origin
    const print = seen.key && fingerprint(seen.key)
    await setMember(tx, { city: member.city, key: seen.key, origin, print, failure, now, nextAt })
    const kind = failure === null ? undefined : alarmOf(failure)
    if (kind) await raise(tx, { kind, about: member.city, detail: member.domain }, now)
    if (failure === null) await calm(tx, { kinds: KINDS, about: member.city }, now)
    await tellDns(tx, member, { met, now })
  })
}

/** Asks the members that are due for their documents, and follows the logs they name. */
export async function followMembers(work: Following): Promise<void> {
  const { db, now } = work
  const due = await db.transact(async (tx) => {
    await setMembers(tx, await listDomains(tx, membershipTable()), now)
    const until = new Date(Date.parse(now) + LEASE).toISOString()
    return takeMembers(tx, { now, until, most: MOST })
  })
  const lane = async () => {
    for (let one = due.shift(); one && !work.signal.aborted; one = due.shift())
      await askOne(one, work)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
