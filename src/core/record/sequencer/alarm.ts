/** What a witness has seen of our own log that this city does not know: then the city signs nothing. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import {
  checkpointFrom,
  type Edge,
  isConsistent,
  noteFrom,
  readConsistency,
  type Tree,
  treeAt,
} from '../log/index.ts'
import type { LogShelf } from './shelf.ts'
import { LogStopped } from './stopped.ts'

const Row = z.object({
  witness: z.string(),
  size: z.number(),
  /** The checkpoint with the city's own signature; null when the witness only says so. */
  note: z.string().nullable(),
  at: z.string(),
})

/** A witness has seen a larger or another record than this city knows. */
export type Alarm = z.infer<typeof Row>

/** The alarms there are; those with a signature of the city's own key first. */
export function readAlarms(tx: Tx): Promise<Alarm[]> {
  return tx.many(
    sql`select witness, size, note, at from record.alarm order by note is null, at limit 100`,
    Row,
  )
}

/** Keeps an alarm. A witness that only claims something does not replace what it has shown. */
export async function keepAlarm(tx: Tx, { witness, size, note, at }: Alarm): Promise<void> {
  await tx.run(sql`
    insert into record.alarm as a (witness, size, note, at)
    values (${witness}, ${size}::bigint, ${note}, ${at})
    on conflict (witness) do update set size = excluded.size, note = excluded.note, at = excluded.at
    where a.note is null`)
}

/** The witness has cosigned what this city signed: what it only claimed before is settled. */
export async function settleAlarm(tx: Tx, witness: string): Promise<void> {
  await tx.run(sql`delete from record.alarm where witness = ${witness} and note is null`)
}

/** True when this tree of ours begins with the checkpoint, so that there is nothing to fear. */
export async function beginsWith(shelf: LogShelf, tree: Tree, note: string): Promise<boolean> {
  const seen = checkpointFrom(noteFrom(note)?.text ?? '')
  if (!seen || seen.size > tree.size) return false
  return isConsistent(seen, tree, await readConsistency(shelf.read, seen.size, tree.size))
}

/** Stops the log while a witness holds a checkpoint of ours that ours does not begin with. */
export async function unforked(tx: Tx, shelf: LogShelf, edge: Edge): Promise<void> {
  for (const { witness, size, note } of await readAlarms(tx)) {
    if (note === null) continue
    if (!(await beginsWith(shelf, treeAt(edge), note))) {
      throw new LogStopped(
        `the witness ${witness} has seen a record of ${size} entries with our signature that this city does not know (docs/operate/keys.md)`,
      )
    }
    await tx.run(sql`delete from record.alarm where witness = ${witness}`)
  }
}
