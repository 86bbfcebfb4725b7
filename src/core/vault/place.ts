import { openDatabase } from '#core/database'

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

/** Brings the vault's database to this release, while no vault runs on it. */
export async function migrateVault(place: VaultPlace): Promise<{ applied: string[] }> {
  const db = await openDatabase(place)
  try {
    return await db.migrate([vaultMigrations])
  } finally {
    await db.close()
  }
}
