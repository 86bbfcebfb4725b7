import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { newId } from '#core/kernel'
import { nextAfter } from './cron.ts'
import { RETRIES } from './enqueue.ts'
import type { Job } from './model.ts'
import { addJob } from './store.ts'

/** Regular jobs and the clock they follow. */
export interface Regular {
  readonly jobs: readonly Job[]
  readonly zone: string
}

const Line = z.object({ name: z.string(), every: z.string() })
const Next = z.object({ next_at: z.string().nullable() })

function isRegular(job: Job): job is Job & { every: string } {
  return job.every !== undefined
}

async function earliest(tx: Tx, names: readonly string[]): Promise<string | undefined> {
  const row = await tx.one(
    sql`select min(next_at) as next_at from jobs.schedule where name = any(${names}::text[])`,
    Next,
  )
  return row?.next_at ?? undefined
}

/** Writes down when each regular job is next wanted; a changed rhythm counts from now. */
export async function plan(
  tx: Tx,
  { jobs, zone }: Regular,
  now: string,
): Promise<string | undefined> {
  const regular = jobs.filter(isRegular)
  for (const { name, every } of regular) {
    const next = nextAfter(every, now, zone)
    await tx.run(sql`
      insert into jobs.schedule as s (name, every, next_at) values (${name}, ${every}, ${next})
      on conflict (name) do update set every = excluded.every, next_at = excluded.next_at
      where s.every <> excluded.every`)
  }
  return earliest(
    tx,
    regular.map((known) => known.name),
  )
}

/**
 * Asks for the regular jobs whose time has come, each once, however long the city was asleep; says when
 * the next time comes.
 */
export async function askRegular(
  tx: Tx,
  { jobs, zone }: Regular,
  now: string,
): Promise<string | undefined> {
  const byName = new Map(jobs.filter(isRegular).map((known) => [known.name, known]))
  const names = [...byName.keys()]
  const due = await tx.many(
    sql`select name, every from jobs.schedule
      where next_at <= ${now} and name = any(${names}::text[]) for update skip locked`,
    Line,
  )
  for (const { name } of due) {
    const known = byName.get(name)
    if (!known) continue
    const retries = known.retries ?? RETRIES
    await addJob(tx, { id: newId(now), name, input: {}, now, due: now, retries, scheduled: true })
    const next = nextAfter(known.every, now, zone)
    await tx.run(sql`update jobs.schedule set next_at = ${next} where name = ${name}`)
  }
  return earliest(tx, names)
}
