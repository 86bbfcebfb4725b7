/** The tables of documents, which come after those of their persons. A piece of a document is long. */
import { sql } from '#core/database'
import type { Table } from './tables.ts'

export const DOCUMENT_TABLES: readonly Table[] = [
  {
    name: 'vault.document',
    rows: sql`select row_to_json(t)::text as row from vault.document t`,
    put: (rows) => sql`insert into vault.document
      select * from json_populate_recordset(null::vault.document, ${rows}::json)`,
  },
  {
    name: 'vault.document_piece',
    rows: sql`select row_to_json(t)::text as row from vault.document_piece t`,
    put: (rows) => sql`insert into vault.document_piece
      select * from json_populate_recordset(null::vault.document_piece, ${rows}::json)`,
    portion: 20,
  },
  {
    name: 'vault.document_note',
    rows: sql`select row_to_json(t)::text as row from vault.document_note t`,
    put: (rows) => sql`insert into vault.document_note
      select * from json_populate_recordset(null::vault.document_note, ${rows}::json)`,
  },
  {
    name: 'vault.opening',
    rows: sql`select row_to_json(t)::text as row from vault.opening t`,
    put: (rows) => sql`insert into vault.opening
      select * from json_populate_recordset(null::vault.opening, ${rows}::json)`,
  },
]
