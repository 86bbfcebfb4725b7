/** What the database knows of master keys: by what to know each version again, never the key. */
import { type Database, sql, type Tx } from '#core/database'
import { z } from 'zod'

const knownRow = z.object({
  version: z.number(),
  kind: z.string(),
  fingerprint: z.instanceof(Uint8Array),
})

/** A version of the master key as the database knows it. */
export interface Known {
  readonly version: number
  readonly kind: string
  readonly fingerprint: Uint8Array
}

/** Every version that was ever used, the newest first. */
export function knownMasters(db: Database): Promise<Known[]> {
  return db.look((tx) =>
    tx.many(
      sql`select version, kind, fingerprint from keys.master order by version desc`,
      knownRow,
    ),
  )
}

/** Remembers a version; gives what is remembered of it when another process was faster. */
export async function remember(db: Database, known: Known): Promise<Known> {
  return db.transact(async (tx: Tx) => {
    await tx.run(sql`insert into keys.master (version, kind, fingerprint)
      values (${known.version}, ${known.kind}, ${known.fingerprint}) on conflict do nothing`)
    const row = await tx.one(
      sql`select version, kind, fingerprint from keys.master where version = ${known.version}`,
      knownRow,
    )
    return row ?? known
  })
}
