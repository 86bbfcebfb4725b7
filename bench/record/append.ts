/** How fast entries get into the log: the log alone, and the sequencer with its database. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase, sql } from '#core/database'
import { folderLog, openLogKeys, recordMigrations, runRecord } from '#core/record'
import { emptyEdge, grown } from '#core/record/log'
import { z } from 'zod'
import { bareWriting, PORTION, portions } from './log.ts'

/** Entries a second. */
export interface Appended {
  readonly entries: number
  /** Hashed into the tree and written durably, in portions. */
  readonly perSecond: number
  /** The same entries hashed and written durably, without a tree. */
  readonly bare: number
  /** From the outbox to a signed checkpoint. */
  readonly postgres: number
  readonly embedded: number
}

/** In turn, portion by portion, so that both meet the same machine. */
async function alone(folder: string, entries: number) {
  const shelf = folderLog(join(folder, 'appended'))
  mkdirSync(join(folder, 'bare'))
  const took = { ours: 0, bare: 0 }
  let edge = emptyEdge
  for (const added of portions(entries)) {
    const began = performance.now()
    await bareWriting(join(folder, 'bare'), added, edge.size)
    const half = performance.now()
    const { edge: now, files } = grown(edge, added)
    for (let at = 0; at < files.length; at += 8) {
      const some = files.slice(at, at + 8)
      await Promise.all(some.map(({ path, bytes }) => shelf.write(path, bytes)))
    }
    edge = now
    took.bare += half - began
    took.ours += performance.now() - half
  }
  const each = (ms: number) => Math.round(entries / (ms / 1000))
  return { perSecond: each(took.ours), bare: each(took.bare) }
}

/** Fills the outbox as so many acts would have. */
export function fillOutbox(db: Database, entries: number): Promise<number> {
  return db.transact((tx) =>
    tx.run(sql`
      insert into record.outbox (id, at, t, by, d, service, subject)
      select '01960000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'), '2026-03-02T12:00:00.000Z',
        'reports.answered', 'role:official', jsonb_build_object('number', 'R-' || n, 'text',
          encode(sha256(convert_to(n::text, 'UTF8')), 'base64')), 'reports', '/reports/R-' || n
      from generate_series(0, ${entries}::int - 1) n`),
  )
}

const waiting = sql`select count(*)::int as n from record.outbox where position is null`

async function sequenced(where: { url: string } | { folder: string }, folder: string, n: number) {
  const db = await openDatabase(where)
  try {
    await db.migrate([recordMigrations])
    await fillOutbox(db, n)
    const keys = openLogKeys({ folder: join(folder, 'keys'), url: 'https://luzarra.example' })
    const clock = () => new Date().toISOString()
    const shelf = folderLog(join(folder, 'record'))
    const failed: unknown[] = []
    const tell = (_: string, failure: unknown) => failed.push(failure)
    const parts = { db, keys, shelfOf: () => shelf, clock, tell, policyText: 'quorum none\n' }
    const record = runRecord(parts)
    const began = performance.now()
    await record.step()
    const seconds = (performance.now() - began) / 1000
    const left = await db.look((tx) => tx.one(waiting, z.object({ n: z.number() })))
    if (left?.n !== 0 || failed.length > 0)
      throw new Error(`${left?.n} entries wait`, { cause: failed[0] })
    return Math.round(n / seconds)
  } finally {
    await db.close()
  }
}

/** Appends so many entries in each way. */
export async function measureAppending(
  env: Readonly<Record<string, string>>,
  folder: string,
  entries: number,
): Promise<Appended> {
  const whole = Math.ceil(entries / PORTION) * PORTION
  const first = await alone(folder, whole)
  const url = env['DATABASE_URL'] ?? ''
  const postgres = await sequenced({ url }, join(folder, 'postgres'), entries)
  const data = join(folder, 'embedded', 'city')
  mkdirSync(data, { recursive: true })
  const embedded = await sequenced({ folder: data }, join(folder, 'embedded'), entries)
  return { entries: whole, ...first, postgres, embedded }
}
