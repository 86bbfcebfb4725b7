/** Every table of the vault's database, in the order in which rows may be put back. */
import { sql, type Statement } from '#core/database'
import { DOCUMENT_TABLES } from './document-tables.ts'

/** A table whose rows are taken out and put back as JSON. */
export interface Table {
  readonly name: string
  readonly rows: Statement
  put(rows: string): Statement
  /** Rows that are taken out at a time, where each is long; a thousand when it is not said. */
  readonly portion?: number
}

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
  {
    name: 'vault.letter',
    rows: sql`select row_to_json(t)::text as row from vault.letter t`,
    put: (rows) => sql`insert into vault.letter
      select * from json_populate_recordset(null::vault.letter, ${rows}::json)`,
  },
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
  ...DOCUMENT_TABLES,
]
