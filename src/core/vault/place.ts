import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoginPlan, migrationHash, type Prepared, prepareDatabase } from '#core/database'

/** Where the vault's own database is: a PostgreSQL server, or a folder. */
export interface VaultPlace {
  readonly url?: string | undefined
  readonly folder?: string | undefined
}

/** The schemas `vault` and `keys` of the vault's database. */
export const vaultMigrations = {
  name: 'vault',
  folder: new URL('./migrations/', import.meta.url),
}

/** Whose login the vault's database has, and where its password is kept. */
export interface VaultLogin {
  /** The vault's key folder. */
  readonly keys: string
  readonly logins?: 'each' | 'one' | undefined
  /** Nobody but the vault works with its login, so it may make a password that is lost anew. */
  readonly passwords?: LoginPlan['passwords']
}

/** The login the vault works with. */
export const VAULT_LOGIN = 'vault'
const SCHEMAS = ['vault', 'keys']

/** It works on rows: it makes no table, empties none, and takes nothing out of the log of accesses. */
const grants = [
  'grant usage on schema public to <login>',
  'grant select on public.migration to <login>',
  ...SCHEMAS.flatMap((schema) => [
    `grant usage on schema ${schema} to <login>`,
    `grant select, insert, update, delete on all tables in schema ${schema} to <login>`,
    `grant usage on all sequences in schema ${schema} to <login>`,
  ]),
  'revoke update, delete on vault.access, vault.access_term from <login>',
  'grant execute on function vault.retire_accesses to <login>',
]

/** Opens the vault's database, brought to this release, under a login that is the vault's alone. */
export function openVaultDatabase(
  { url, folder }: VaultPlace,
  { keys, logins, passwords = 'make' }: VaultLogin,
): Promise<Prepared> {
  const plan = {
    file: join(keys, 'vault-login.json'),
    rights: [{ name: VAULT_LOGIN, grants }],
    schemas: SCHEMAS,
    stamp: createHash('sha256')
      .update(`${migrationHash([vaultMigrations])} ${grants.join()}`)
      .digest('hex'),
    passwords,
  }
  return prepareDatabase(url ? { url, pool: 10 } : { folder }, {
    sets: [vaultMigrations],
    plan,
    first: VAULT_LOGIN,
    logins,
  })
}

/** Brings the vault's database to this release, while no vault runs on it. */
export async function migrateVault(place: VaultPlace & VaultLogin): Promise<{ applied: string[] }> {
  const { db, applied } = await openVaultDatabase(place, place)
  await db.close()
  return { applied }
}

/** Unix sockets have short names (104 bytes on some systems): below a deep data folder it is a temporary one. */
export function vaultSocketOf(dataFolder: string): string {
  const near = join(dataFolder, 'vault.sock')
  if (Buffer.byteLength(near) < 100) return near
  const name = createHash('sha256').update(near).digest('hex').slice(0, 16)
  return join(tmpdir(), `cityright-${name}.sock`)
}
