/**
 * Attempts at accounts are counted before they are judged, so that many at once are no way around.
 */
import { createHmac } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Wait } from '../account-model.ts'
import type { Strongroom } from './strongroom.ts'

/**
 * How many attempts are free, how the wait grows, and after how long a quiet spell all is
 * forgotten. Seconds.
 */
interface Patience {
  readonly free: number
  readonly first: number
  readonly most: number
  readonly forget: number
}

const patience = {
  account: { free: 5, first: 30, most: 900, forget: 86_400 },
  address: { free: 30, first: 30, most: 900, forget: 3_600 },
  'letter-account': { free: 5, first: 300, most: 3_600, forget: 3_600 },
  'letter-address': { free: 20, first: 60, most: 900, forget: 3_600 },
} satisfies Record<string, Patience>

/** What is limited: one account, whether it exists or not, or one network address. */
export interface Subject {
  readonly what: keyof typeof patience
  readonly who: string
}

function keyOf(room: Strongroom, { what, who }: Subject): Buffer {
  return createHmac('sha256', room.keys.key('index', 'attempt')).update(`${what} ${who}`).digest()
}

interface Count {
  readonly count: number
  readonly last_at: string
}

/** Seconds still to wait before another attempt counts. */
function waitOf(limit: Patience, { count, last_at }: Count, now: string): number {
  const quiet = quietFor({ count, last_at }, now)
  if (count < limit.free || quiet >= limit.forget) return 0
  const pause = Math.min(limit.most, limit.first * 2 ** (count - limit.free))
  return Math.max(0, Math.ceil(pause - quiet))
}

const countRow = z.object({ count: z.number(), last_at: z.string() })

const quietFor = (count: Count, now: string) => (Date.parse(now) - Date.parse(count.last_at)) / 1000

/**
 * Counts one attempt of each subject; says how long to wait when there were too many, and counts
 * nothing then.
 */
export async function spend(
  room: Strongroom,
  subjects: readonly Subject[],
  now: string,
): Promise<Wait | undefined> {
  const counted = subjects.map((subject) => ({
    key: keyOf(room, subject),
    limit: patience[subject.what],
  }))
  return room.db.transact(async (tx) => {
    const next: { key: Buffer; count: number }[] = []
    let wait = 0
    for (const { key, limit } of counted) {
      const before = await tx.one(
        sql`select count, last_at from vault.attempt where subject = ${key}`,
        countRow,
      )
      if (before) wait = Math.max(wait, waitOf(limit, before, now))
      const fresh = !before || quietFor(before, now) >= limit.forget
      next.push({ key, count: fresh ? 1 : before.count + 1 })
    }
    if (wait > 0) return { wait }
    for (const { key, count } of next) {
      await tx.run(sql`insert into vault.attempt (subject, count, last_at)
        values (${key}, ${count}, ${now})
        on conflict (subject) do update set count = excluded.count, last_at = excluded.last_at`)
    }
    return undefined
  })
}

/** The attempt was good: the account starts anew, and the address gets this one back. */
export async function forgive(
  tx: Tx,
  room: Strongroom,
  subjects: readonly Subject[],
): Promise<void> {
  for (const subject of subjects) {
    const key = keyOf(room, subject)
    if (subject.what === 'account') {
      await tx.run(sql`delete from vault.attempt where subject = ${key}`)
    } else {
      await tx.run(
        sql`update vault.attempt set count = greatest(0, count - 1) where subject = ${key}`,
      )
    }
  }
}
