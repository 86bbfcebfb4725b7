/** Tables of breaches and legal holds, in the order in which rows may be put back. */
import { sql } from '#core/database'
import type { Table } from './table.ts'

/** Whom breaches concern, and orders of two officials. */
export const OVERSIGHT_TABLES: readonly Table[] = [
  {
    name: 'vault.affected',
    rows: sql`select row_to_json(t)::text as row from vault.affected t`,
    put: (rows) => sql`insert into vault.affected
      select * from json_populate_recordset(null::vault.affected, ${rows}::json)`,
  },
  {
    name: 'vault.hold_order',
    rows: sql`select row_to_json(t)::text as row from vault.hold_order t`,
    put: (rows) => sql`insert into vault.hold_order
      select * from json_populate_recordset(null::vault.hold_order, ${rows}::json)`,
  },
  {
    name: 'vault.hold_order_person',
    rows: sql`select row_to_json(t)::text as row from vault.hold_order_person t`,
    put: (rows) => sql`insert into vault.hold_order_person
      select * from json_populate_recordset(null::vault.hold_order_person, ${rows}::json)`,
  },
]
