import { sql, type Tx } from '#core/database'
import type { Purpose } from '#core/vault'
import { recordPurposes } from './purposes.ts'
import { recordRelease, type Release } from './release.ts'

/** Number of the advisory lock: one process at a time says what it declares. */
const LOCK = 180_503_151_805

/**
 * What a city says when it starts: which software runs, and for which purposes it reads. The first
 * statement of its transaction; of many processes that start at once, the first says it and the others
 * find it said (under the lock the weaker isolation is right, and nobody has to begin again).
 */
export async function recordDeclared(
  tx: Tx,
  of: { readonly release: Release; readonly purposes: readonly Purpose[]; readonly now: string },
): Promise<void> {
  await tx.run(sql`set transaction isolation level read committed`)
  await tx.run(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`)
  await recordRelease(tx, of.release, of.now)
  await recordPurposes(tx, of.purposes, of.now)
}
