/** The tables of accounts and ways to sign in, which come after those of their persons. */
import { sql } from '#core/database'
import type { Table } from './tables.ts'

export const ACCOUNT_TABLES: readonly Table[] = [
  {
    name: 'vault.account',
    rows: sql`select row_to_json(t)::text as row from vault.account t`,
    put: (rows) => sql`insert into vault.account
      select * from json_populate_recordset(null::vault.account, ${rows}::json)`,
  },
  {
    name: 'vault.passkey',
    rows: sql`select row_to_json(t)::text as row from vault.passkey t`,
    put: (rows) => sql`insert into vault.passkey
      select * from json_populate_recordset(null::vault.passkey, ${rows}::json)`,
  },
  {
    name: 'vault.generator',
    rows: sql`select row_to_json(t)::text as row from vault.generator t`,
    put: (rows) => sql`insert into vault.generator
      select * from json_populate_recordset(null::vault.generator, ${rows}::json)`,
  },
  {
    name: 'vault.printed',
    rows: sql`select row_to_json(t)::text as row from vault.printed t`,
    put: (rows) => sql`insert into vault.printed
      select * from json_populate_recordset(null::vault.printed, ${rows}::json)`,
  },
  {
    name: 'vault.challenge',
    rows: sql`select row_to_json(t)::text as row from vault.challenge t`,
    put: (rows) => sql`insert into vault.challenge
      select * from json_populate_recordset(null::vault.challenge, ${rows}::json)`,
  },
  {
    name: 'vault.identity',
    rows: sql`select row_to_json(t)::text as row from vault.identity t`,
    put: (rows) => sql`insert into vault.identity
      select * from json_populate_recordset(null::vault.identity, ${rows}::json)`,
  },
  {
    name: 'vault.arrival',
    rows: sql`select row_to_json(t)::text as row from vault.arrival t`,
    put: (rows) => sql`insert into vault.arrival
      select * from json_populate_recordset(null::vault.arrival, ${rows}::json)`,
  },
  {
    name: 'vault.recovery',
    rows: sql`select row_to_json(t)::text as row from vault.recovery t`,
    put: (rows) => sql`insert into vault.recovery
      select * from json_populate_recordset(null::vault.recovery, ${rows}::json)`,
  },
  {
    name: 'vault.attempt',
    rows: sql`select row_to_json(t)::text as row from vault.attempt t`,
    put: (rows) => sql`insert into vault.attempt
      select * from json_populate_recordset(null::vault.attempt, ${rows}::json)`,
  },
]
