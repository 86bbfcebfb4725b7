/** Tables of what the night does, in the order in which rows may be put back. */
import { sql } from '#core/database'
import type { Table } from './table.ts'

/** Seals and their leaves, how long accesses are kept, and last letters. */
export const NIGHT_TABLES: readonly Table[] = [
  {
    name: 'vault.seal',
    rows: sql`select row_to_json(t)::text as row from vault.seal t`,
    put: (rows) => sql`insert into vault.seal
      select * from json_populate_recordset(null::vault.seal, ${rows}::json)`,
  },
  {
    name: 'vault.leaf',
    rows: sql`select row_to_json(t)::text as row from vault.leaf t`,
    put: (rows) => sql`insert into vault.leaf
      select * from json_populate_recordset(null::vault.leaf, ${rows}::json)`,
  },
  {
    name: 'vault.access_term',
    rows: sql`select row_to_json(t)::text as row from vault.access_term t`,
    put: (rows) => sql`insert into vault.access_term
      select * from json_populate_recordset(null::vault.access_term, ${rows}::json)`,
  },
  {
    name: 'vault.farewell',
    rows: sql`select row_to_json(t)::text as row from vault.farewell t`,
    put: (rows) => sql`insert into vault.farewell
      select * from json_populate_recordset(null::vault.farewell, ${rows}::json)`,
  },
]
