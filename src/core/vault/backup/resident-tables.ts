/** Tables of proofs of residence and of mandates; their rows come back after the persons they name. */
import { sql } from '#core/database'
import type { Table } from './table.ts'

export const RESIDENT_TABLES: readonly Table[] = [
  {
    name: 'vault.residence',
    rows: sql`select row_to_json(t)::text as row from vault.residence t`,
    put: (rows) => sql`insert into vault.residence
      select * from json_populate_recordset(null::vault.residence, ${rows}::json)`,
  },
  {
    name: 'vault.namesake',
    rows: sql`select row_to_json(t)::text as row from vault.namesake t`,
    put: (rows) => sql`insert into vault.namesake
      select * from json_populate_recordset(null::vault.namesake, ${rows}::json)`,
  },
  {
    name: 'vault.register',
    rows: sql`select row_to_json(t)::text as row from vault.register t`,
    put: (rows) => sql`insert into vault.register
      select * from json_populate_recordset(null::vault.register, ${rows}::json)`,
  },
  {
    name: 'vault.desk_number',
    rows: sql`select row_to_json(t)::text as row from vault.desk_number t`,
    put: (rows) => sql`insert into vault.desk_number
      select * from json_populate_recordset(null::vault.desk_number, ${rows}::json)`,
  },
  {
    name: 'vault.mandate',
    rows: sql`select row_to_json(t)::text as row from vault.mandate t`,
    put: (rows) => sql`insert into vault.mandate
      select * from json_populate_recordset(null::vault.mandate, ${rows}::json)`,
  },
  {
    name: 'vault.counted',
    rows: sql`select row_to_json(t)::text as row from vault.counted t`,
    put: (rows) => sql`insert into vault.counted
      select * from json_populate_recordset(null::vault.counted, ${rows}::json)`,
  },
]
