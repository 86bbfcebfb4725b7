/** What the tests of the sequencer share: a log on disk, and acts to put in it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase, sql } from '#core/database'
import { openBucket, type S3Settings } from '#core/files'
import { z } from 'zod'
import { entry } from '../entry.ts'
import { recorder } from '../recorder.ts'
import { keyText, parsePolicy, readEntryAt, verifyLog } from '../log/index.ts'
import { folderLog, type Moment, objectLog, openLogKeys, Sequencer } from './index.ts'

export const happened = entry('test.happened', z.object({ n: z.number() }))

/** Performs acts that are recorded, so many in one transaction. */
export async function act(db: Database, count: number, from = 0): Promise<void> {
  await db.transact(async (tx) => {
    const now = new Date().toISOString()
    const record = recorder(tx, { by: 'role:resident', now, service: 'test' })
    for (let n = 0; n < count; n += 1) await record(happened, { n: from + n })
  })
}

/** A log in a bucket. */
export const bucketLog = (settings: S3Settings) => objectLog(openBucket(settings), 'record/')

/** A log in a folder, or on another shelf. */
export function trialLog(
  folder = mkdtempSync(join(tmpdir(), 'cityright-log-')),
  shelf = folderLog(join(folder, 'record')),
) {
  const keys = openLogKeys({ folder: join(folder, 'keys'), url: 'https://luzarra.example' })
  const [key] = keys.log
  const policy = parsePolicy(`log ${key ? keyText(key) : ''}\nquorum none\n`)
  return {
    folder,
    keys,
    shelf,
    policy,
    sequencer: (
      db: Database,
      more: { after?: (moment: Moment) => void; clock?: () => string } = {},
    ) => new Sequencer({ db, keys, shelf, clock: () => new Date().toISOString(), ...more }),
    verify: () => verifyLog({ read: shelf.read, policy }),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const Placed = z.object({ id: z.string(), position: z.number().nullable() })

/** Every entry of the database stands in the log once, at its place; gives how many there are. */
export async function compared(db: Database, log: ReturnType<typeof trialLog>): Promise<number> {
  const rows = await db.look((tx) =>
    tx.many(sql`select id, position from record.outbox order by position`, Placed),
  )
  const { checkpoint } = await log.verify()
  if (checkpoint.size !== rows.length) throw new Error(`${checkpoint.size} of ${rows.length}`)
  for (const [n, { id, position }] of rows.entries()) {
    if (position !== n) throw new Error(`the entry ${id} stands at ${position}, not at ${n}`)
    const bytes = await readEntryAt(log.shelf.read, n, checkpoint.size)
    if (!Buffer.from(bytes).toString().includes(id)) throw new Error(`another entry stands at ${n}`)
  }
  return rows.length
}

export const openTrial = (where: string): Promise<Database> =>
  where.startsWith('postgres') ? openDatabase({ url: where }) : openDatabase({ folder: where })
