/** Which of the city's logs its database writes: the first, or one after a key was lost. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** Number of the log that is written now. */
export const current = sql`(select max(log) from record.key)`

const LogRow = z.object({ origin: z.string(), vkey: z.string(), log: z.number() })

/** The log that this database writes, and the key it began with; undefined before the first round. */
export function logOfDatabase(tx: Tx): Promise<z.infer<typeof LogRow> | undefined> {
  return tx.one(sql`select origin, vkey, log from record.key where log = ${current}`, LogRow)
}

/** The key this log began with; the first one that asks is written down. */
export async function keyOfLog(tx: Tx, vkey: string, of: { origin: string; number: number }) {
  await tx.run(
    sql`insert into record.key (origin, vkey, log)
      select ${of.origin}, ${vkey}, ${of.number}
      where not exists (select 1 from record.key) on conflict do nothing`,
  )
  return (await logOfDatabase(tx))?.vkey ?? ''
}
