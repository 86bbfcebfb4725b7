import { z } from 'zod'
import { sql, type Tx } from '#core/database'

const Table = z.object({ name: z.string() })

/** Tables with many dead or changed rows, named as SQL names them (PostgreSQL manual 25.1.6). */
export async function tiredTables(tx: Tx): Promise<string[]> {
  const tables = await tx.many(
    sql`select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
      order by n_dead_tup + n_mod_since_analyze desc limit 50`,
    Table,
  )
  return tables.map((table) => table.name)
}

/**
 * Lets what was counted in this connection be seen by the next transaction. The embedded database has no
 * idle moments in which PostgreSQL does that by itself (PostgreSQL manual 27.2.3).
 */
export async function showCounts(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_stat_force_next_flush()`)
}
