/** Every table of the vault's database, in the order in which rows may be put back. */
import { sql } from '#core/database'
import { ACCOUNT_TABLES } from './account-tables.ts'
import { DOCUMENT_TABLES } from './document-tables.ts'
import { RESIDENT_TABLES } from './resident-tables.ts'
import type { Table } from './table.ts'
import { NIGHT_TABLES } from './night-tables.ts'
import { OVERSIGHT_TABLES } from './oversight-tables.ts'

/** Wrapped keys: they lie apart from what they open. */
export const KEY_TABLES: readonly Table[] = [
  {
    name: 'keys.master',
    rows: sql`select row_to_json(t)::text as row from keys.master t`,
    put: (rows) => sql`insert into keys.master
      select * from json_populate_recordset(null::keys.master, ${rows}::json)`,
  },
  {
    name: 'keys.secret',
    rows: sql`select row_to_json(t)::text as row from keys.secret t`,
    put: (rows) => sql`insert into keys.secret
      select * from json_populate_recordset(null::keys.secret, ${rows}::json)`,
  },
  {
    name: 'keys.dek',
    rows: sql`select row_to_json(t)::text as row from keys.dek t`,
    put: (rows) => sql`insert into keys.dek
      select * from json_populate_recordset(null::keys.dek, ${rows}::json)`,
  },
  {
    name: 'keys.document',
    rows: sql`select row_to_json(t)::text as row from keys.document t`,
    put: (rows) => sql`insert into keys.document
      select * from json_populate_recordset(null::keys.document, ${rows}::json)`,
  },
]

/** What is worth nothing without the keys. */
export const VAULT_TABLES: readonly Table[] = [
  {
    name: 'vault.person',
    rows: sql`select row_to_json(t)::text as row from vault.person t`,
    put: (rows) => sql`insert into vault.person
      select * from json_populate_recordset(null::vault.person, ${rows}::json)`,
  },
  {
    name: 'vault.ref',
    rows: sql`select row_to_json(t)::text as row from vault.ref t`,
    put: (rows) => sql`insert into vault.ref
      select * from json_populate_recordset(null::vault.ref, ${rows}::json)`,
  },
  {
    name: 'vault.field',
    rows: sql`select row_to_json(t)::text as row from vault.field t`,
    put: (rows) => sql`insert into vault.field
      select * from json_populate_recordset(null::vault.field, ${rows}::json)`,
  },
  {
    name: 'vault.purpose',
    rows: sql`select row_to_json(t)::text as row from vault.purpose t`,
    put: (rows) => sql`insert into vault.purpose
      select * from json_populate_recordset(null::vault.purpose, ${rows}::json)`,
  },
  {
    name: 'vault.datum',
    rows: sql`select row_to_json(t)::text as row from vault.datum t`,
    put: (rows) => sql`insert into vault.datum
      select * from json_populate_recordset(null::vault.datum, ${rows}::json)`,
  },
  {
    name: 'vault.grant',
    rows: sql`select row_to_json(t)::text as row from vault.grant t`,
    put: (rows) => sql`insert into vault.grant
      select * from json_populate_recordset(null::vault.grant, ${rows}::json)`,
  },
  {
    name: 'vault.code',
    rows: sql`select row_to_json(t)::text as row from vault.code t`,
    put: (rows) => sql`insert into vault.code
      select * from json_populate_recordset(null::vault.code, ${rows}::json)`,
  },
  {
    name: 'vault.batch',
    rows: sql`select row_to_json(t)::text as row from vault.batch t`,
    put: (rows) => sql`insert into vault.batch
      select * from json_populate_recordset(null::vault.batch, ${rows}::json)`,
  },
  {
    name: 'vault.kept',
    rows: sql`select row_to_json(t)::text as row from vault.kept t`,
    put: (rows) => sql`insert into vault.kept
      select * from json_populate_recordset(null::vault.kept, ${rows}::json)`,
  },
  {
    name: 'vault.access',
    rows: sql`select row_to_json(t)::text as row from vault.access t`,
    put: (rows) => sql`insert into vault.access
      select * from json_populate_recordset(null::vault.access, ${rows}::json)`,
  },
  ...ACCOUNT_TABLES,
  ...RESIDENT_TABLES,
  {
    name: 'vault.consent',
    rows: sql`select row_to_json(t)::text as row from vault.consent t`,
    put: (rows) => sql`insert into vault.consent
      select * from json_populate_recordset(null::vault.consent, ${rows}::json)`,
  },
  {
    name: 'vault.limitation',
    rows: sql`select row_to_json(t)::text as row from vault.limitation t`,
    put: (rows) => sql`insert into vault.limitation
      select * from json_populate_recordset(null::vault.limitation, ${rows}::json)`,
  },
  {
    name: 'vault.approval',
    rows: sql`select row_to_json(t)::text as row from vault.approval t`,
    put: (rows) => sql`insert into vault.approval
      select * from json_populate_recordset(null::vault.approval, ${rows}::json)`,
  },
  {
    name: 'vault.notice',
    rows: sql`select row_to_json(t)::text as row from vault.notice t`,
    put: (rows) => sql`insert into vault.notice
      select * from json_populate_recordset(null::vault.notice, ${rows}::json)`,
  },
  {
    name: 'vault.hold',
    rows: sql`select row_to_json(t)::text as row from vault.hold t`,
    put: (rows) => sql`insert into vault.hold
      select * from json_populate_recordset(null::vault.hold, ${rows}::json)`,
  },
  {
    name: 'vault.erasure',
    rows: sql`select row_to_json(t)::text as row from vault.erasure t`,
    put: (rows) => sql`insert into vault.erasure
      select * from json_populate_recordset(null::vault.erasure, ${rows}::json)`,
  },
  ...NIGHT_TABLES,
  ...DOCUMENT_TABLES,
  ...OVERSIGHT_TABLES,
]
