/** The city goes and looks at the logs of others: it cosigns what only grew, and keeps what contradicts itself. */
import { createHash } from 'node:crypto'
import { introduce, logThrough, nextAsk } from '#core/harvest'
import { type Job, job } from '#core/jobs'
import { type Followed, followLog, setFollowed, takeFollowed } from '#core/record'
import { keyText } from '#core/record/log'
import { Unreachable } from '#core/record/watch'
import { confront, pullCheckpoint, type Pulling } from '#core/record/witness'
import type { RunningCity } from '#core/web'
import { z } from 'zod'

type Base = Pick<RunningCity, 'db' | 'record' | 'harvest' | 'facts' | 'clock' | 'log'>

/** How often a log that answers is looked at, and how long a look may take before somebody else does it. */
const AGAIN = 10 * 60_000
const LEASE = 30 * 60_000
const MOST = 2000
const AT_ONCE = 8

const later = (now: string, milliseconds: number) =>
  new Date(Date.parse(now) + milliseconds).toISOString()

/** Addresses of witnesses that may have seen another record than we: cities we look at, and those of the policy. */
function othersOf({ facts, record }: Base): string[] {
  const cities = [facts.mirrorOf ?? [], facts.witnessOf ?? []].flat()
  const hub = cities.map((city) => `${city}/witness`)
  const named = record.named().witnesses.flatMap(({ url }) => url?.replace(/\/+$/, '') ?? [])
  return [...new Set([...hub, ...named])]
}

async function compare(base: Base, of: Pulling, origin: string): Promise<boolean> {
  const hash = createHash('sha256').update(origin).digest('hex')
  for (const url of othersOf(base)) {
    const door = base.harvest.city([new URL(url).hostname])
    const read = logThrough(door, `${url}/${hash}`)
    const shown = await read('checkpoint').catch(() => undefined)
    if (shown && (await confront(of, Buffer.from(shown).toString()))) return true
  }
  return false
}

async function lookAt(base: Base, { origin, vkey, url }: Followed): Promise<string | null> {
  const of: Pulling = {
    read: logThrough(base.harvest.city([new URL(url).hostname]), url),
    vkey,
    memory: base.record.memory,
    hand: (body) => base.record.witness({ method: 'POST', path: 'add-checkpoint', body }),
  }
  try {
    const failure = await pullCheckpoint(of)
    return failure ?? ((await compare(base, of, origin)) ? 'split-view' : null)
  } catch (failure) {
    if (failure instanceof Unreachable) return failure.message.slice(0, 100)
    throw failure
  }
}

async function lookOnce(base: Base, one: Followed): Promise<void> {
  const failure = await lookAt(base, one)
  const now = base.clock()
  const { origin, failures } = one
  // A log that answers is looked at again soon, whatever it answers: only silence is left in peace.
  const answers = failure === null || failure === 'split-view'
  const nextAt = answers ? later(now, AGAIN) : nextAsk(now, failures + 1, origin)
  await base.db.transact((tx) => setFollowed(tx, { origin, failure, nextAt }))
}

/** Asks a city that the operator named for its signed document, and follows the log that this names. */
async function meet(base: Base, url: string, signal: AbortSignal): Promise<boolean> {
  const { db, harvest, log } = base
  const now = base.clock()
  const met = await introduce({ harvest, domain: new URL(url).host, known: null, now, signal })
  const its = 'failure' in met ? undefined : met.log
  const why = 'failure' in met ? met.failure : 'no-log'
  const follows = its && (await db.transact((tx) => followLog(tx, { ...its, now })))
  if (!follows) log.warn({ city: url, failure: its ? 'log-key' : why }, 'a record is not witnessed')
  return follows ?? false
}

/** Those who answered are asked again after an hour: where a log lies may change. */
const MEET_AGAIN = 3_600_000

/** Gets to know the cities that the operator named. */
function meeting(base: Base) {
  const met = new Map<string, number>()
  return async (signal: AbortSignal): Promise<void> => {
    for (const url of base.facts.witnessOf ?? []) {
      const now = Date.parse(base.clock())
      if (now - (met.get(url) ?? -Infinity) < MEET_AGAIN) continue
      if (await meet(base, url, signal)) met.set(url, now)
    }
  }
}

/** Looks at every log that is due. */
async function witnessOthers(base: Base, signal: AbortSignal): Promise<void> {
  const now = base.clock()
  const due = await base.db.transact(async (tx) => {
    for (const { key, url } of base.record.named().logs) {
      if (url === undefined) continue
      const it = { origin: key.name, vkey: keyText(key), url: url.replace(/\/+$/, ''), now }
      await followLog(tx, it)
    }
    return takeFollowed(tx, { now, until: later(now, LEASE), most: MOST })
  })
  const lane = async () => {
    for (let one = due.shift(); one && !signal.aborted; one = due.shift()) await lookOnce(base, one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

/** Every five minutes. */
export function witnessing(base: Base): Job {
  const meetOthers = meeting(base)
  return job({
    name: 'record.witness',
    input: z.object({}),
    every: '*/5 * * * *',
    async run({ signal }) {
      await meetOthers(signal)
      await witnessOthers(base, signal)
    },
  })
}
