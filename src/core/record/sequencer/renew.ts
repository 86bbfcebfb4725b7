/** Ends a log whose key was lost or stolen, and begins the next one with its last witnessed checkpoint. */
import { sql, type Tx } from '#core/database'
import { keyText, noteFrom, noteText } from '../log/index.ts'
import { recorder } from '../recorder.ts'
import { logContinued } from './entries.ts'
import type { LogKeys } from './keys.ts'
import { archiveOf, type EndedLog } from './signers.ts'
import { LogStopped } from './stopped.ts'
import { placeAt } from './store.ts'
import { logOfDatabase } from './which-log.ts'

/** An entry has room for so much of the old checkpoint: cosignatures beyond that stay in the archive. */
const LONGEST = 10_000

/** The old checkpoint with as many of its signatures as an entry can hold. */
function shortened(text: string): string {
  const note = noteFrom(text)
  if (!note) throw new LogStopped('the checkpoint that the old log ends with cannot be read')
  const lines = [...note.lines]
  while (lines.length > 1 && noteText({ ...note, lines }).length > LONGEST) lines.pop()
  return noteText({ ...note, lines })
}

/** The old log ends in the database: entries that no witness saw wait again, for a place in the next log. */
async function end(tx: Tx, { origin, size, root, note, number, vkeys }: EndedLog, at: string) {
  await tx.run(sql`
    insert into record.key (origin, vkey, log, ended)
    values (${origin}, ${vkeys[0] ?? ''}, ${number}, ${size}::bigint)
    on conflict (origin) do update set ended = excluded.ended`)
  await tx.run(sql`
    insert into record.checkpoint (origin, size, root, note, at, witnessed_size, quorum_size, quorum_note, quorum_at)
    values (${origin}, ${size}::bigint, ${root}, ${note}, ${at}, ${size}::bigint, ${size}::bigint, ${note}, ${at})
    on conflict (origin) do update set size = excluded.size, root = excluded.root, note = excluded.note,
      witnessed_size = excluded.size, quorum_size = excluded.size, quorum_note = excluded.note`)
  await tx.run(sql`
    update record.outbox set position = null
    where log = ${number} and position >= ${size}::bigint`)
  await tx.run(sql`delete from record.alarm`)
}

/** Whether the database still writes the log before this one. */
export async function isBehind(tx: Tx, keys: LogKeys): Promise<boolean> {
  const there = await logOfDatabase(tx)
  const ended = keys.before.at(-1)
  if (!ended) return false
  return there ? there.origin === ended.origin : !keys.signed()
}

/** Begins the log of these keys in a database that wrote the one before. Only under the lock of the log. */
export async function renew(tx: Tx, keys: LogKeys, now: string): Promise<void> {
  const ended = keys.before.at(-1)
  const [first] = keys.log
  if (!ended || !first) throw new LogStopped('there is no log before this one')
  await end(tx, ended, now)
  await tx.run(sql`insert into record.key (origin, vkey, log)
    values (${keys.origin}, ${keyText(first)}, ${keys.number})`)
  // A database that was set back gets the first entry back from the files of the new log.
  if (keys.signed()) return
  const { origin, size, root, note } = ended
  const record = recorder(tx, { by: 'operator', now, service: 'record' })
  const id = await record(logContinued, {
    origin,
    size,
    root,
    note: Buffer.from(shortened(note)).toString('base64'),
    archive: archiveOf(origin),
  })
  await placeAt(tx, id, 0)
}
